package io.archscape.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.archscape.InputException;
import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.CrossStage;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.graph.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spaces that give only what they change, and the components that they may name. */
class RefiningTest {
  private static final String HEAD = "refines: %s\nname: mine\ndescription: mine\n";
  private final Spaces spaces = new Spaces();

  @TempDir Path folder;

  private DesignSpace child(String parent, String keys) {
    return spaces.parse("mine.yaml", HEAD.formatted(parent) + keys);
  }

  @Test
  void aChildHasItsParentsKeysButForItsOwn() {
    AnyNetSpace c = (AnyNetSpace) spaces.open("anynetx-c");
    AnyNetSpace d = (AnyNetSpace) spaces.open("anynetx-d");
    assertThat(d.refines()).isEqualTo("anynetx-c");
    assertThat(d.w()).isEqualTo(c.w());
    assertThat(d.widths()).isEqualTo(Order.UP);
    assertThat(c.widths()).isEqualTo(Order.FREE);
    assertThat(child("anynetx-c", "").source()).isEmpty();
    assertThat(child("anynetx-c", "").paperSize()).isEmpty();
  }

  @Test
  void aParentMayBeAFileBesideTheChild() throws IOException {
    Files.writeString(
        folder.resolve("one.yaml"), "refines: regnetx\nname: one\ndescription: one\nb: 0.5\n");
    Path two = folder.resolve("two.yaml");
    Files.writeString(two, "refines: one.yaml\nname: two\ndescription: two\ng: 4\n");
    RegNetSpace space = (RegNetSpace) spaces.open(two.toString());
    assertThat(space.blocks().ranges()).containsExactly(Range.fixed(0.5), Range.fixed(4));
  }

  @Test
  void limitsAreMergedOneByOne() throws IOException {
    Files.writeString(
        folder.resolve("one.yaml"),
        "refines: regnetx\nname: one\ndescription: 1\nconstraints: {acts: ..6.5 sqrt(F)}\n");
    Path two = folder.resolve("two.yaml");
    Files.writeString(
        two, "refines: one.yaml\nname: two\ndescription: 2\nconstraints: {params: ..2M}\n");
    assertThat(spaces.open(two.toString()).constraints())
        .hasToString("params ..2M, acts ..6.5 sqrt(F)");
  }

  @Test
  void aCircleOfParentsIsRefused() throws IOException {
    Path one = folder.resolve("one.yaml");
    Files.writeString(one, "refines: two.yaml\nname: one\ndescription: one\n");
    Files.writeString(
        folder.resolve("two.yaml"), "refines: one.yaml\nname: two\ndescription: two\n");
    assertThatThrownBy(() -> spaces.open(one.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a space must not refine itself, got")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          anynetx-c | w: {logUniform: {low: 8, high: 4}} | mine.yaml:4:5: w.logUniform.step:
          anynetx-c | widht: up | mine.yaml:4:1: widht: key must be one of
          anynetx-c | widht: up | did you mean 'widths'?
          anynetx-c | wa: 3 | mine.yaml:4:1: wa: key must be one of
          anynetx-f | widths: up | mine.yaml:1:1: refines: space must be a YAML file or one of
          anynetx-c | attention: {choice: [none, ce]} | mine.yaml:4:
          anynetx-c | attention: {choice: [none, ce]} | type must be one of cbam, eca, none, se, got 'ce'
          anynetx-c | attention: {choice: []} | choice must have at least one value
          anynetx-c | attention: {choice: [se, se]} | choice values must differ
          anynetx-c | attention: {choice: [se], type: none} | choice must stand alone
          anynetx-c | attention: {type: se, ratio: 2} | se ratio must lie in (0,1], got ratio=2.0
          anynetx-c | attention: {type: cbam, kernel: 4} | cbam kernel must be odd and positive
          anynetx-c | attention: | attention
          anynetx-c | csp: {type: csp, split: 1, fusion: last} | csp split must lie in (0,1), got split=1.0
          anynetx-c | csp: {type: csp, split: 0.5, fusion: late} | fusion: must be one of first, last, got 'late'
          anynetx-c | csp: half | type must be one of csp, none, got 'half'
          anynetx-c | constraints: {params: ..3+5.5G+F} | an upper limit must be a number, A+B F or B sqrt(F)
          anynetx-c | constraints: {flop: ..3} | key must be one of acts, flops, params, got 'flop'; did you mean 'flops'?
          anynetx-c | constraints: {params: 5} | bounds must be LOW..HIGH
          anynetx-c | constraints: {params: ..3+0F} | with B above 0
          anynetx-c | attention: {chioce: [se]} | mine.yaml:4:1: attention: must be a name, {type: NAME, ...} or {choice: [...]}, got 'chioce'
          anynetx-c | attention: [se] | attention: must be a name, {type: NAME, ...} or {choice: [...]}
          anynetx-c | strides: [2, 9] | mine.yaml:4:1: strides must lie in [1,8], got [2, 9]
          anynetx-c | b: 1.5 | mine.yaml:4:1: b, the bottleneck multiplier, must lie below 1
          anynetx-c | d: {uniform: [4, 20]} | d.uniform: must be keys with values
          anynetx-c | d: {uniform: {low: 4, hihg: 8}} | key must be one of high, low, step, got 'hihg'; did you mean 'high'?
          anynetx-f | d: 1 | mine.yaml:1:1: refines: space must be a YAML file or one of
          anynetx-c | activation: tanh | activation: must be one of relu, relu6, sigmoid, hard-sigmoid, silu, hard-swish, gelu, mish, got 'tanh'
          anynetx-c | block: vanilla_block | b and g must be 1 with vanilla_block
          """)
  void aMistakeInAChildIsPlacedAndNamed(String parent, String keys, String expected) {
    assertThatThrownBy(() -> child(parent, keys))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("mine.yaml:")
        .hasMessageContaining(expected)
        .hasMessageNotContaining("\n");
  }

  /** F in billions, limits in millions: 3 + 5.5 * 0.4 = 5.2; 6.5 * sqrt(0.4) = 4.11. */
  @Test
  void limitsMayFollowTheFlops() {
    Limit params = Limit.parse("..3+5.5F");
    assertThat(params.allows(5_200_000, new Cost(400_000_000, 0, 0))).isTrue();
    assertThat(params.allows(5_200_001, new Cost(400_000_000, 0, 0))).isFalse();
    Limit acts = Limit.parse("1M..6.5 sqrt(F)");
    assertThat(acts.allows(4_110_960, new Cost(400_000_000, 0, 0))).isTrue();
    assertThat(acts.allows(4_110_961, new Cost(400_000_000, 0, 0))).isFalse();
    assertThat(acts.allows(999_999, new Cost(400_000_000, 0, 0))).isFalse();
    for (String text : List.of("..", "..3+5.5F", "1M..6.5 sqrt(F)", "..2F", "360M..400M")) {
      assertThat(Limit.parse(text)).hasToString(text).isEqualTo(Limit.parse(text));
    }
    DesignSpace constrained = spaces.open("regnetx-constrained");
    for (Sample sample : new Sampler(constrained, Band.NONE, 224, 1000, 4).take(100)) {
      double f = sample.cost().flops() / 1e9;
      assertThat(sample.cost().params() / 1e6).isLessThanOrEqualTo(3 + 5.5 * f);
      assertThat(sample.cost().acts() / 1e6).isLessThanOrEqualTo(6.5 * Math.sqrt(f));
    }
  }

  @Test
  void everyAttentionIsDrawnAsOftenAsEveryOther() {
    Map<String, Long> seen = new HashMap<>();
    DesignSpace space = spaces.open("attention-study");
    for (Sample sample : new Sampler(space, Band.NONE, 32, 10, 8).take(2000)) {
      String name = sample.choices().getOrDefault("attention", "");
      seen.merge(name, 1L, Long::sum);
      Attention first = sample.network().stages().get(0).block().attention();
      assertThat(name).isEqualTo(first.word());
    }
    assertThat(seen).containsOnlyKeys("none", "se 0.25", "eca", "cbam");
    long[] counts = seen.values().stream().mapToLong(Long::longValue).toArray();
    assertThat(new ChiSquareTest().chiSquareTest(new double[] {1, 1, 1, 1}, counts))
        .isGreaterThan(0.01);
  }

  /** Half of 24 is 12, one and a half groups of 8: rounded to even, two; 8 channels go past. */
  @Test
  void whatGoesThroughIsRoundedToWholeGroups() {
    ChannelSplit half = new ChannelSplit.Partial(0.5, CrossStage.Partial.Fusion.LAST);
    assertThat(through(half, 2, 64, 1, 8)).isEqualTo(32);
    assertThat(through(half, 2, 24, 1, 8)).isEqualTo(16);
    assertThat(through(half, 2, 25, 1, 1)).isEqualTo(12);
    assertThat(through(half, 2, 40, 0.25, 5)).isEqualTo(20);
    assertThat(through(half, 1, 64, 1, 8)).isEqualTo(-1);
    assertThat(through(half, 2, 8, 1, 8)).isEqualTo(-1);
    int partial = 0;
    for (Sample sample : new Sampler(spaces.open("csp-study"), Band.NONE, 32, 10, 8).take(300)) {
      Network network = sample.network();
      String drawn = sample.choices().getOrDefault("csp", "");
      for (Stage stage : network.stages()) {
        boolean isPartial = stage.crossStage() instanceof CrossStage.Partial;
        assertThat(isPartial && drawn.equals("none")).isFalse();
        partial += isPartial ? 1 : 0;
      }
    }
    assertThat(partial).isGreaterThan(100);
  }

  private static int through(ChannelSplit split, int depth, int width, double b, int g) {
    return split.of(depth, width, new Block.Bottleneck(b, g, new Attention.None()))
            instanceof CrossStage.Partial partial
        ? partial.through()
        : -1;
  }

  @Test
  void aSpaceCountsItsChoices() {
    DesignSpace plain = spaces.open("cifar-regnetx");
    DesignSpace study = spaces.open("attention-study");
    assertThat(study.dimensions()).isEqualTo(plain.dimensions() + 1);
    assertThat(study.cardinality().doubleValue() / plain.cardinality().doubleValue())
        .isCloseTo(4, within(1e-9));
  }

  @Test
  void aReasonIsGivenForEachChange() {
    assertThat(Fitting.of(1, 24, 1, 16).reason())
        .isEqualTo(
            "width 24 -> 32: rounded to the nearest whole number of groups of 16; of two equally"
                + " near, the even one");
    assertThat(Fitting.of(1, 8, 0.5, 16).reason())
        .isEqualTo("group width 16 -> 4: the 3x3 convolution has only 4 channels");
    assertThat(Fitting.of(1, 64, 1, 16).changed()).isFalse();
    assertThat(Fitting.of(1, 64, 1, 16).reason()).isEmpty();
    assertThatThrownBy(() -> Fitting.of(3, 42, 0.75, 32))
        .hasMessageStartingWith("stage 3: ")
        .hasMessageContaining("width=42 multiplier=0.75 groupWidth=32");
  }
}
