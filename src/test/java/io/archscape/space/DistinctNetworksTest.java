package io.archscape.space;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.arch.Attention;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistinctNetworksTest {
  private static final Spaces SPACES = new Spaces();

  private static AnyNetSpace space(
      boolean shareB, boolean shareG, Order widths, Order depths, String b) {
    return (AnyNetSpace)
        SPACES.parse(
            "small",
            """
            type: anynet
            name: small
            description: few enough to try them all
            image: 32
            classes: 10
            stem: {type: simple_stem_in, width: 16}
            block: res_bottleneck_block
            strides: [1, 2, 2]
            d: {choice: [1, 2]}
            w: {choice: [4, 8, 12, 20]}
            b: {choice: [%s]}
            g: {choice: [1, 4, 12]}
            shareB: %s
            shareG: %s
            widths: %s
            depths: %s
            monotone: sort
            """
                .formatted(b, shareB, shareG, widths, depths));
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, FREE, FREE, '1, 0.5'",
    "true, true, UP, FREE, '1, 0.5, 0.25'",
    "true, true, UP, UP, '1, 2'",
    "true, true, DOWN, FREE, '1, 0.3'",
    "true, true, EQUAL, DOWN, '1, 0.5'",
    "true, false, FREE, FREE, '1, 0.5'",
    "true, false, UP, EQUAL, '1, 0.5'",
    "true, false, DOWN, UP, '2'",
    "false, true, FREE, FREE, '1, 0.5'",
    "false, false, FREE, FREE, '1, 0.25'",
    "false, false, UP, FREE, '1, 0.5'",
    "false, false, DOWN, DOWN, '1, 0.75'"
  })
  void countsWhatTryingAllSettingsFinds(
      boolean shareB, boolean shareG, Order widths, Order depths, String b) {
    AnyNetSpace space = space(shareB, shareG, widths, depths, b);
    Set<Network> all = new HashSet<>();
    long settings = enumerate(space, new ArrayList<>(), new ArrayList<>(), all);
    assertThat(space.cardinality()).isEqualTo(BigInteger.valueOf(settings));
    assertThat(space.distinct()).contains(BigInteger.valueOf(all.size()));
    assertThat((long) all.size()).isLessThanOrEqualTo(settings);
    for (Network network : all) {
      assertThat(Membership.broken(space, network)).as(network.toString()).isEmpty();
    }
  }

  /** One drawn stage: d, w, b, g. */
  private static long enumerate(
      AnyNetSpace space, List<double[]> drawn, List<Stage> built, Set<Network> all) {
    if (drawn.size() == 3) {
      return 0;
    }
    long settings = 0;
    for (double d : space.d().values()) {
      for (double w : space.w().values()) {
        for (double b : space.blocks().ranges().get(0).values()) {
          for (double g : space.blocks().ranges().get(1).values()) {
            List<double[]> next = new ArrayList<>(drawn);
            next.add(new double[] {d, w, b, g});
            if (!allowed(space, next)) {
              continue;
            }
            if (next.size() == 3) {
              settings++;
              add(space, next, all);
            } else {
              settings += enumerate(space, next, built, all);
            }
          }
        }
      }
    }
    return settings;
  }

  private static boolean allowed(AnyNetSpace space, List<double[]> drawn) {
    double[] last = drawn.get(drawn.size() - 1);
    if (drawn.size() == 1) {
      return true;
    }
    double[] before = drawn.get(drawn.size() - 2);
    return (!space.blocks().isShared(0) || before[2] == last[2])
        && (!space.blocks().isShared(1) || before[3] == last[3])
        && space.widths().holds(before[1], last[1])
        && space.depths().holds(before[0], last[0]);
  }

  private static void add(AnyNetSpace space, List<double[]> drawn, Set<Network> all) {
    List<Stage> stages = new ArrayList<>();
    for (double[] s : drawn) {
      space
          .stage(
              stages.size(),
              (int) s[0],
              (int) s[1],
              new double[] {s[2], s[3]},
              new Components(new Attention.None(), new ChannelSplit.None(), Map.of()))
          .ifPresent(stages::add);
    }
    if (stages.size() == 3) {
      all.add(space.network(stages));
    }
  }

  /** What the shipped spaces hold; the counts of settings are those of Table 1 but for ties. */
  @Test
  void theFamilyShrinksAndSoDoItsNetworks() {
    BigInteger last = null;
    for (String name : List.of("anynetx-a", "anynetx-b", "anynetx-c", "anynetx-d", "anynetx-e")) {
      DesignSpace space = SPACES.open(name);
      BigInteger distinct = space.distinct().orElseThrow();
      assertThat(distinct).isLessThan(space.cardinality());
      if (last != null) {
        assertThat(distinct).isLessThan(last);
      }
      last = distinct;
    }
    assertThat(SPACES.open("regnetx").distinct()).isEmpty();
    assertThat(SPACES.open("csp-study").distinct()).isEmpty();
  }
}
