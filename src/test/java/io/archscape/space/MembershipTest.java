package io.archscape.space;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.graph.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MembershipTest {
  private static final Spaces SPACES = new Spaces();

  static List<String> names() {
    return SPACES.names();
  }

  private static List<Network> samples(DesignSpace space, int count, long seed) {
    Sampler sampler = new Sampler(space, Band.NONE, space.image(), space.classes(), seed);
    return sampler.take(count).stream().map(Sample::network).toList();
  }

  private static Optional<String> broken(DesignSpace space, Network network) {
    return Membership.broken(space, network, Shape.image(space.image()), space.classes());
  }

  @ParameterizedTest
  @MethodSource("names")
  void everySampleLiesInItsSpace(String name) {
    DesignSpace space = SPACES.open(name);
    int checked = 0;
    for (Network network : samples(space, 60, 5)) {
      assertThat(broken(space, network)).as(network.toString()).isEmpty();
      checked++;
    }
    assertThat(checked).isEqualTo(60);
  }

  /** A refinement is a subset of what it refines; and a smaller one. */
  @ParameterizedTest
  @CsvSource({
    "anynetx-b, anynetx-a, b must be the same in all stages",
    "anynetx-c, anynetx-b, g must be the same in all stages",
    "anynetx-d, anynetx-c, widths must never fall from stage to stage",
    "anynetx-e, anynetx-d, depths must never fall from stage to stage",
    "anynetx-c-equal-widths, anynetx-c, widths must be the same from stage to stage",
    "anynetx-c-decreasing-widths, anynetx-c, widths must never rise from stage to stage",
    "anynetx-d-equal-depths, anynetx-d, depths must be the same from stage to stage",
    "anynetx-d-decreasing-depths, anynetx-d, depths must never rise from stage to stage",
    "cifar-anynetx-b, cifar-anynetx-a, b must be the same in all stages",
    "cifar-anynetx-c, cifar-anynetx-b, g must be the same in all stages",
    "cifar-anynetx-d, cifar-anynetx-c, widths must never fall from stage to stage",
    "cifar-anynetx-e, cifar-anynetx-d, depths must never fall from stage to stage",
    "cifar-anynetx-c-equal-widths, cifar-anynetx-c, widths must be the same",
    "cifar-anynetx-c-decreasing-widths, cifar-anynetx-c, widths must never rise",
    "cifar-anynetx-d-equal-depths, cifar-anynetx-d, depths must be the same",
    "cifar-anynetx-d-decreasing-depths, cifar-anynetx-d, depths must never rise",
    "regnetx-constrained, regnetx, 'd, the sum of the depths, must be'",
    "cifar-regnetx-constrained, cifar-regnetx, 'd, the sum of the depths, must be'",
    "cifar-regnetx, attention-study, ''",
    "cifar-regnetx, csp-study, ''"
  })
  void aRefinementIsASubset(String part, String whole, String rule) {
    DesignSpace small = SPACES.open(part);
    DesignSpace large = SPACES.open(whole);
    for (Network network : samples(small, 60, 9)) {
      assertThat(broken(large, network)).as(network.toString()).isEmpty();
    }
    List<String> outside = new ArrayList<>();
    samples(large, 60, 9).forEach(network -> broken(small, network).ifPresent(outside::add));
    assertThat(outside).isNotEmpty();
    assertThat(outside).anyMatch(words -> words.startsWith(rule));
  }

  private static Network network(Stage... stages) {
    return new Network(new Stem(Stem.Type.SIMPLE, 32), List.of(stages), Head.PLAIN);
  }

  private static Stage stage(int depth, int width, double b, int g) {
    return new Stage(depth, width, 2, new Block.Bottleneck(b, g, new Attention.None()));
  }

  private static final Network GOOD =
      network(stage(1, 24, 1, 8), stage(2, 24, 1, 8), stage(3, 64, 1, 8), stage(3, 128, 1, 8));

  private static Network with(int index, UnaryOperator<Stage> change) {
    List<Stage> stages = new ArrayList<>(GOOD.stages());
    stages.set(index, change.apply(stages.get(index)));
    return network(stages.toArray(Stage[]::new));
  }

  @Test
  void namesTheRuleThatIsBroken() {
    DesignSpace e = SPACES.open("anynetx-e");
    assertThat(broken(e, GOOD)).isEmpty();
    Attention se = new Attention.SqueezeExcite(0.25);
    Block shuffled = new Block.Bottleneck(1, 8, new Attention.None(), true);
    assertThat(
            List.of(
                words(e, new Network(new Stem(Stem.Type.RES, 32), GOOD.stages(), Head.PLAIN)),
                words(e, new Network(GOOD.stem(), GOOD.stages(), new Head(64))),
                words(e, network(stage(1, 24, 1, 8))),
                words(e, with(1, s -> new Stage(2, 24, 1, s.block()))),
                words(e, with(2, s -> new Stage(3, 64, 2, new Block.Basic()))),
                words(e, with(2, s -> new Stage(3, 64, 2, new Block.Bottleneck(1, 8, se)))),
                words(e, with(2, s -> new Stage(3, 64, 2, shuffled))),
                words(e, with(3, s -> stage(17, 128, 1, 8))),
                words(e, with(1, s -> stage(4, 24, 1, 8))),
                words(e, with(1, s -> stage(2, 24, 0.125, 1))),
                words(e, with(1, s -> stage(2, 24, 0.5, 4))),
                words(e, with(1, s -> stage(2, 26, 1, 2))),
                words(e, with(1, s -> stage(2, 32, 1, 16))),
                words(e, with(1, s -> stage(2, 16, 1, 8)))))
        .containsExactly(
            "stem must be {type:simple_stem_in,width:32}, got {type:res_stem_in,width:32}",
            "head must be {width:0}, got {width:64}",
            "stages must be 4, got 1",
            "strides must be [2, 2, 2, 2], got [2, 1, 2, 2]",
            "block must be res_bottleneck_block, got res_basic_block in stage 3",
            "attention of all stages must be {type:none}, got {type:se,ratio:0.25} in stage 3",
            "block must have no channel shuffle, which no space draws, got one in stage 3",
            "depth must be one of the 16 from 1 to 16, got 17 in stage 4",
            "depths must never fall from stage to stage, got [1, 4, 3, 3]",
            "b must be one of [1, 0.5, 0.25], got 0.125 in stage 2",
            "b must be the same in all stages, got [1.0, 0.5, 1.0, 1.0]",
            "w and g must be drawn from the 128 from 8 to 1024 and [1, 2, 4, 8, 16, 32] and"
                + " adjusted, got width 26 and group width 2 with b=1 in stage 2, which no draw"
                + " gives",
            "g must be the same in all stages, got group widths [8, 16, 8, 8]",
            "widths must never fall from stage to stage, got [24, 16, 64, 128]");
  }

  private static String words(DesignSpace space, Network network) {
    return broken(space, network).orElse("");
  }

  /** 24 and 16 with groups of 16 may both be drawn as 24: it is rounded to even, 1.5 to 2. */
  @Test
  void orderIsThatOfTheWidthsDrawnNotOfTheAdjustedOnes() {
    DesignSpace d = SPACES.open("anynetx-d");
    Network narrow =
        network(stage(1, 8, 1, 8), stage(1, 16, 1, 16), stage(1, 32, 1, 16), stage(1, 32, 1, 16));
    assertThat(broken(d, narrow)).isEmpty();
    Network equal =
        network(stage(1, 16, 1, 16), stage(1, 16, 1, 16), stage(1, 16, 1, 16), stage(1, 16, 1, 16));
    assertThat(broken(SPACES.open("anynetx-c-equal-widths"), equal)).isEmpty();
  }

  @Test
  void limitsOnCostAreRulesToo() {
    DesignSpace constrained = SPACES.open("regnetx-constrained");
    DesignSpace open = SPACES.open("regnetx");
    int over = 0;
    for (Network network : samples(open, 400, 3)) {
      if (Membership.broken(constrained, network).isEmpty()) {
        Optional<String> limit = broken(constrained, network);
        limit.ifPresent(words -> assertThat(words).matches("(params|acts) must lie in .*F.*got.*"));
        over += limit.isPresent() ? 1 : 0;
      }
    }
    assertThat(over).isPositive();
  }

  private static final String SMALL_REGNET =
      """
      type: regnet
      name: small
      description: few enough to try them all
      image: 32
      classes: 10
      stem: {type: simple_stem_in, width: 16}
      block: res_bottleneck_block
      strides: [1, 2, 2]
      d: {uniform: {low: 3, high: %d}}
      w0: {uniform: {low: 8, high: 16, step: 8}}
      wa: {uniform: {low: 2, high: %d, step: 1}}
      wm: {uniform: {low: 1.5, high: %s, step: 0.1}}
      b: {choice: [1, 0.5]}
      g: {choice: [4, 8]}
      stages: {low: 2, high: 3}
      """;

  /** Every network of a larger space is in the smaller one exactly if some setting gives it. */
  @Test
  void aRegNetIsFoundIfAndOnlyIfSomeSettingGivesIt() {
    Set<Network> inside = all(9, 12, "2.2");
    Set<Network> more = all(10, 20, "2.6");
    DesignSpace small = SPACES.parse("small", SMALL_REGNET.formatted(9, 12, "2.2"));
    int outside = 0;
    for (Network network : more) {
      assertThat(Membership.broken(small, network).isEmpty())
          .as(network.toString())
          .isEqualTo(inside.contains(network));
      outside += inside.contains(network) ? 0 : 1;
    }
    assertThat(more).hasSizeGreaterThan(500).containsAll(inside);
    assertThat(outside).isGreaterThan(100);
  }

  private static Set<Network> all(int d, int wa, String wm) {
    RegNetSpace space = (RegNetSpace) SPACES.parse("s", SMALL_REGNET.formatted(d, wa, wm));
    Set<Network> all = new HashSet<>(space.networks());
    assertThat(space.distinct()).contains(java.math.BigInteger.valueOf(all.size()));
    return all;
  }
}
