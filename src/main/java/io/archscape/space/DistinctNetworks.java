package io.archscape.space;

import io.archscape.arch.BlockKind.Fitted;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Counts the networks of an AnyNet space after the adjustment, exactly. Several draws give one
 * network: widths that are rounded alike, group widths wider than a stage.
 */
final class DistinctNetworks {
  /** Every set of group widths is looked at. */
  private static final int MOST_GROUPS = 12;

  private final AnyNetSpace space;
  private final BlockSpace blocks;
  private final int stages;

  DistinctNetworks(AnyNetSpace space) {
    this.space = space;
    this.blocks = space.blocks();
    this.stages = space.stages();
  }

  /** The count; empty where rules meet for which no way to count is known here. */
  Optional<BigInteger> count() {
    if (space.csp().sampled()) {
      return Optional.empty();
    }
    BigInteger others =
        space
            .depths()
            .sequences(space.d().count(), stages)
            .multiply(BigInteger.valueOf(space.attention().count()));
    return bodies().map(others::multiply);
  }

  /** Sequences of widths and blocks, for each setting of what all stages share unadjusted. */
  private Optional<BigInteger> bodies() {
    BigInteger sum = BigInteger.ZERO;
    double[] any = new double[blocks.ranges().size()];
    for (double[] shared : blocks.settings(any, i -> !blocks.isAdjusted(i) && blocks.isShared(i))) {
      Optional<BigInteger> some =
          bodies(blocks.settings(shared, i -> !blocks.isAdjusted(i) && !blocks.isShared(i)));
      if (some.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.add(some.get());
    }
    return Optional.of(sum);
  }

  /** The same where each stage may have any of these settings, but for what is adjusted. */
  private Optional<BigInteger> bodies(List<double[]> unadjusted) {
    if (oneForAll()) {
      int groups = blocks.settings(unadjusted.get(0), blocks::isAdjusted).size();
      boolean inOrder = space.widths() != Order.FREE;
      return (inOrder && unadjusted.size() > 1) || groups > MOST_GROUPS
          ? Optional.empty()
          : Optional.of(shared(unadjusted));
    }
    if (someForAll()) {
      return Optional.empty();
    }
    Map<Fitted, NavigableSet<Double>> all = new HashMap<>();
    for (double[] start : unadjusted) {
      for (double[] setting : blocks.settings(start, blocks::isAdjusted)) {
        stages(setting)
            .forEach((stage, w) -> all.computeIfAbsent(stage, s -> new TreeSet<>()).addAll(w));
      }
    }
    return switch (space.widths()) {
      case FREE -> Optional.of(BigInteger.valueOf(all.size()).pow(stages));
      case UP, DOWN -> Optional.of(rising(all.values()));
      case EQUAL -> Optional.empty();
    };
  }

  /** Whether all stages have one value of everything that is adjusted. */
  private boolean oneForAll() {
    return IntStream.range(0, blocks.ranges().size())
        .filter(blocks::isAdjusted)
        .allMatch(this::isOne);
  }

  private boolean someForAll() {
    return IntStream.range(0, blocks.ranges().size())
        .anyMatch(i -> blocks.isAdjusted(i) && isOne(i) && blocks.ranges().get(i).count() > 1);
  }

  private boolean isOne(int parameter) {
    return blocks.isShared(parameter) || blocks.ranges().get(parameter).count() == 1;
  }

  /**
   * Sequences that some value of what is adjusted gives to all stages, by inclusion and exclusion.
   * With one setting of the rest a wider draw never makes a narrower stage, so sequences of stages
   * in order are those of draws in order.
   */
  private BigInteger shared(List<double[]> unadjusted) {
    List<Set<Fitted>> byGroup = new ArrayList<>();
    for (double[] group : blocks.settings(unadjusted.get(0), blocks::isAdjusted)) {
      Set<Fitted> made = new HashSet<>();
      unadjusted.forEach(start -> made.addAll(stages(with(start, group)).keySet()));
      byGroup.add(made);
    }
    BigInteger sum = BigInteger.ZERO;
    for (int subset = 1; subset < 1 << byGroup.size(); subset++) {
      BigInteger common = space.widths().sequences(common(byGroup, subset), stages);
      sum = Integer.bitCount(subset) % 2 == 1 ? sum.add(common) : sum.subtract(common);
    }
    return sum;
  }

  /** A setting with what is adjusted of another. */
  private double[] with(double[] setting, double[] other) {
    double[] both = setting.clone();
    IntStream.range(0, both.length).filter(blocks::isAdjusted).forEach(i -> both[i] = other[i]);
    return both;
  }

  private static int common(List<Set<Fitted>> sets, int subset) {
    Set<Fitted> common = new HashSet<>(sets.get(Integer.numberOfTrailingZeros(subset)));
    for (int i = 0; i < sets.size(); i++) {
      if ((subset >> i & 1) == 1) {
        common.retainAll(sets.get(i));
      }
    }
    return common.size();
  }

  /** What the widths are adjusted to, each with the widths that make it. */
  private Map<Fitted, NavigableSet<Double>> stages(double[] setting) {
    Map<Fitted, NavigableSet<Double>> made = new HashMap<>();
    for (double w : space.w().values()) {
      blocks
          .fit((int) w, setting)
          .ifPresent(fit -> made.computeIfAbsent(fit, f -> new TreeSet<>()).add(w));
    }
    return made;
  }

  /**
   * Sequences of stages for which some draws never fall. Taking the narrowest draw that does not
   * fall is always right, so each sequence is one path through the narrowest last widths. Those
   * that never rise are as many, read backwards.
   */
  private BigInteger rising(Iterable<NavigableSet<Double>> made) {
    NavigableMap<Double, BigInteger> paths = new TreeMap<>();
    paths.put(Double.NEGATIVE_INFINITY, BigInteger.ONE);
    for (int i = 0; i < stages; i++) {
      NavigableMap<Double, BigInteger> next = new TreeMap<>();
      paths.forEach(
          (last, count) -> {
            for (NavigableSet<Double> widths : made) {
              Double narrowest = widths.ceiling(last);
              if (narrowest != null) {
                next.merge(narrowest, count, BigInteger::add);
              }
            }
          });
      paths = next;
    }
    return paths.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }
}
