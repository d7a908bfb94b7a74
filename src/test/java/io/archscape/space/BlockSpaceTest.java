package io.archscape.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.document.Documents;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A block with parameters of its own, MBConv's: all that spaces do with b and g, they do with it.
 */
class BlockSpaceTest {
  private static final String ANYNET =
      """
      type: anynet
      name: mobile
      description: inverted residual blocks
      image: 32
      classes: 10
      stem: {type: simple_stem_in, width: 16}
      block: mbconv
      attention: {choice: [none, se]}
      strides: [1, 2]
      d: {uniform: {low: 1, high: 2}}
      w: {choice: [16, 24, 40]}
      expansion: {choice: [1, 3, 6]}
      shareExpansion: false
      kernel: {choice: [3, 5]}
      shareKernel: true
      widths: up
      depths: free
      monotone: sort
      """;

  private static final String REGNET =
      """
      type: regnet
      name: mobile-line
      description: inverted residual blocks on a line
      image: 32
      classes: 10
      stem: {type: simple_stem_in, width: 16}
      block: mbconv
      strides: [2, 2]
      d: {uniform: {low: 2, high: 5}}
      w0: {choice: [16, 24]}
      wa: {choice: [8, 16, 24]}
      wm: {choice: [2, 2.5]}
      expansion: {choice: [4, 6]}
      stages: {low: 2, high: 2}
      """;

  private static DesignSpace read(String text) {
    return new Spaces().parse("mobile.yaml", text);
  }

  @Test
  void itsParametersAreThoseOfTheSpace() {
    DesignSpace space = read(ANYNET);
    assertThat(space.parameters())
        .containsExactly("d1", "d2", "w1", "w2", "expansion1", "expansion2", "kernel");
    assertThat(space.ranges().get("kernel")).isEqualTo(Range.choice(3, 5));
    assertThat(space.dimensions()).isEqualTo(8);
    // 2^2 depths, 6 rising widths, 3^2 expansions, 2 kernels, 2 attentions
    assertThat(space.cardinality()).isEqualTo(4 * 6 * 9 * 2 * 2);
  }

  @Test
  void itsNetworksAreCountedDrawnAndRecognised() {
    DesignSpace space = read(ANYNET);
    // widths in order with several expansions a stage: no way to count is known
    assertThat(space.distinct()).isEmpty();
    DesignSpace one = read(ANYNET.replace("shareExpansion: false", "shareExpansion: true"));
    int networks = 4 * 6 * 3 * 2 * 2;
    assertThat(one.distinct()).contains(BigInteger.valueOf(networks));
    List<Sample> samples = new Sampler(one, Band.NONE, 32, 10, 3).take(networks);
    Set<Network> met = new HashSet<>();
    for (Sample sample : samples) {
      met.add(sample.network());
      assertThat(Membership.broken(one, sample.network())).isEmpty();
      Block.MbConv block = (Block.MbConv) sample.network().stages().get(1).block();
      assertThat(sample.parameters())
          .containsEntry("expansion", block.expansion())
          .containsEntry("kernel", (double) block.kernel())
          .doesNotContainKeys("b", "g");
    }
    assertThat(met).hasSize(networks);
  }

  @Test
  void settingsMakeTheNetworkThatWasDrawn() {
    DesignSpace space = read(ANYNET.replace("{choice: [none, se]}", "se"));
    for (Sample sample : new Sampler(space, Band.NONE, 32, 10, 4).take(50)) {
      assertThat(space.at(sample.parameters()).orElseThrow().network()).isEqualTo(sample.network());
    }
  }

  @Test
  void aRegNetHasThemToo() {
    DesignSpace space = read(REGNET);
    assertThat(space.parameters()).endsWith("wm", "expansion", "kernel");
    assertThat(space.cardinality()).isEqualTo(4 * 2 * 3 * 2 * 2);
    Set<Network> made = new HashSet<>();
    for (double d : new double[] {2, 3, 4, 5}) {
      for (double w0 : new double[] {16, 24}) {
        for (double wa : new double[] {8, 16, 24}) {
          for (double wm : new double[] {2, 2.5}) {
            for (double expansion : new double[] {4, 6}) {
              space
                  .at(
                      Map.of(
                          "d",
                          d,
                          "w0",
                          w0,
                          "wa",
                          wa,
                          "wm",
                          wm,
                          "expansion",
                          expansion,
                          "kernel",
                          3.0))
                  .ifPresent(candidate -> made.add(candidate.network()));
            }
          }
        }
      }
    }
    assertThat(made).hasSizeGreaterThan(5);
    assertThat(space.distinct()).contains(BigInteger.valueOf(made.size()));
    for (Sample sample : new Sampler(space, Band.NONE, 32, 10, 5).take(made.size())) {
      assertThat(made).contains(sample.network());
      assertThat(Membership.broken(space, sample.network())).isEmpty();
      // left out in the file, so the default
      assertThat(sample.parameters()).containsEntry("kernel", 3.0);
    }
  }

  @Test
  void aBrokenRuleNamesTheParameter() {
    Block fits = new Block.MbConv(3, 5, new Attention.None());
    DesignSpace space = read(ANYNET);
    assertThat(broken(space, stage(16, 1, fits), stage(24, 2, fits))).isEqualTo("none");
    assertThat(
            broken(
                space,
                stage(16, 1, fits),
                stage(24, 2, new Block.MbConv(4, 5, new Attention.None()))))
        .isEqualTo("expansion must be one of [1, 3, 6], got 4 in stage 2");
    assertThat(
            broken(
                space,
                stage(16, 1, fits),
                stage(24, 2, new Block.MbConv(6, 3, new Attention.None()))))
        .isEqualTo("kernel must be the same in all stages, got [5.0, 3.0]");
    assertThat(broken(space, stage(16, 1, fits), stage(32, 2, fits)))
        .isEqualTo(
            "w must be drawn from [16, 24, 40], got width 32 with expansion=3 kernel=5 in stage 2,"
                + " which no draw gives");
    assertThat(broken(space, stage(24, 1, fits), stage(16, 2, fits)))
        .isEqualTo("widths must never fall from stage to stage, got [24, 16]");
  }

  private static Stage stage(int width, int stride, Block block) {
    return new Stage(1, width, stride, block);
  }

  private static String broken(DesignSpace space, Stage... stages) {
    Stem stem = new Stem(Stem.Type.SIMPLE, 16);
    return Membership.broken(space, new Network(stem, List.of(stages), Head.PLAIN)).orElse("none");
  }

  @Test
  void comesBackFromItsText() {
    Documents documents = new Documents();
    for (String text : List.of(ANYNET, REGNET)) {
      DesignSpace space = read(text);
      assertThat(read(documents.yaml(space))).isEqualTo(space);
      assertThat(documents.readJson("s", documents.canonicalJson(space), DesignSpace.class))
          .isEqualTo(space);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          expansion: {choice: [1, 3, 6]} | expansion: {choice: [0.5, 3]} | 12:1: expansion must lie in [1,64], got 0.5
          kernel: {choice: [3, 5]}       | kernel: {choice: [3, 4]}      | 14:1: kernel must hold odd numbers from 1 to 31, got 4
          kernel: {choice: [3, 5]}       | kernels: {choice: [3, 5]}     | 14:1: kernels: key must be one of
          kernel: {choice: [3, 5]}       | b: {choice: [3, 5]}           | 14:1: b: key must be one of activation, attention, block, classes, constraints, csp, d, depths, description, expansion
          expansion: {choice: [1, 3, 6]} | expansion: {chioce: [1]}      | 12:1: expansion: range must be a number or one of
          shareExpansion: false          | # nothing                     | key 'shareExpansion' is missing
          expansion: {choice: [1, 3, 6]} | # nothing                     | key 'expansion' is missing
          block: mbconv                  | block: mbconf                 | block: must be one of vanilla_block
          block: mbconv                  | # nothing                     | key 'block' is missing
          image: 32                      | # nothing                     | key 'image' is missing
          """)
  void aMistakeIsPlacedAndNamed(String from, String to, String expected) {
    assertThat(ANYNET).contains(from);
    String text = ANYNET.replace(from, to);
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("mobile.yaml:")
        .hasMessageContaining(expected)
        .hasMessageNotContaining("\n");
  }

  /** What it inherits of the other block is dropped; the rest stays. */
  @Test
  void aSpaceThatRefinesAnotherMayExchangeTheBlock() {
    String head = "name: mine\ndescription: mine\n";
    DesignSpace regnet =
        read("refines: cifar-regnetx\n" + head + "block: mbconv\nexpansion: {choice: [3, 6]}\n");
    assertThat(regnet.parameters()).containsExactly("d", "w0", "wa", "wm", "expansion", "kernel");
    DesignSpace anynet =
        read(
            "refines: cifar-anynetx-d\n"
                + head
                + "block: mbconv\nexpansion: {choice: [3, 6]}\nshareExpansion: true\n");
    assertThat(anynet.parameters()).endsWith("w4", "expansion", "kernel");
    DesignSpace linear = read("refines: regnetx\n" + head + "block: res_bottleneck_linear_block\n");
    assertThat(linear.blocks().ranges()).isEqualTo(new Spaces().open("regnetx").blocks().ranges());
    assertThatThrownBy(() -> read("refines: regnetx\n" + head + "block: mbconv\nb: 1\n"))
        .hasMessageContaining("mobile.yaml:5:1: b: key must be one of");
  }

  @Test
  void aBlockWithoutParametersNeedsNone() {
    String basic =
        ANYNET
            .replace("block: mbconv", "block: res_basic_block")
            .replaceAll("(?m)^(expansion|shareExpansion|kernel|shareKernel):.*\n", "");
    DesignSpace space = read(basic);
    assertThat(space.parameters()).containsExactly("d1", "d2", "w1", "w2");
    assertThat(read(basic + "b: 1\ng: 1\nshareB: true\nshareG: true\n")).isEqualTo(space);
    assertThatThrownBy(() -> read(basic + "b: 0.5\n"))
        .hasMessageContaining("b and g must be 1 with res_basic_block");
  }
}
