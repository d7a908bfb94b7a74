package io.archscape.space;

import io.archscape.space.Compatibility.Adjusted;
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

/**
 * Counts the networks of an AnyNet space after the adjustment, exactly. Several draws give one
 * network: widths that are rounded alike, group widths wider than a stage.
 */
final class DistinctNetworks {
  /** Every set of group widths is looked at. */
  private static final int MOST_GROUPS = 12;

  private final AnyNetSpace space;
  private final int stages;

  DistinctNetworks(AnyNetSpace space) {
    this.space = space;
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

  /** Sequences of width, multiplier and group width. */
  private Optional<BigInteger> bodies() {
    if (!space.shareB()) {
      return bodies(space.b().values());
    }
    BigInteger sum = BigInteger.ZERO;
    for (double b : space.b().values()) {
      Optional<BigInteger> some = bodies(List.of(b));
      if (some.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.add(some.get());
    }
    return Optional.of(sum);
  }

  /** The same where each stage may have any of these multipliers. */
  private Optional<BigInteger> bodies(List<Double> multipliers) {
    if (space.shareG() || space.g().count() == 1) {
      boolean inOrder = space.widths() != Order.FREE;
      return (inOrder && multipliers.size() > 1) || space.g().count() > MOST_GROUPS
          ? Optional.empty()
          : Optional.of(sharedGroups(multipliers));
    }
    Map<Adjusted, NavigableSet<Double>> all = new HashMap<>();
    for (double b : multipliers) {
      for (double g : space.g().values()) {
        stages(b, (int) g)
            .forEach((stage, w) -> all.computeIfAbsent(stage, s -> new TreeSet<>()).addAll(w));
      }
    }
    return switch (space.widths()) {
      case FREE -> Optional.of(BigInteger.valueOf(all.size()).pow(stages));
      case UP, DOWN -> Optional.of(rising(all.values()));
      case EQUAL -> Optional.empty();
    };
  }

  /**
   * Sequences that some group width gives to all stages, by inclusion and exclusion. With one
   * multiplier a wider draw never makes a narrower stage, so sequences of stages in order are those
   * of draws in order.
   */
  private BigInteger sharedGroups(List<Double> multipliers) {
    List<Set<Adjusted>> byGroup = new ArrayList<>();
    for (double g : space.g().values()) {
      Set<Adjusted> made = new HashSet<>();
      multipliers.forEach(b -> made.addAll(stages(b, (int) g).keySet()));
      byGroup.add(made);
    }
    BigInteger sum = BigInteger.ZERO;
    for (int subset = 1; subset < 1 << byGroup.size(); subset++) {
      BigInteger common = space.widths().sequences(common(byGroup, subset), stages);
      sum = Integer.bitCount(subset) % 2 == 1 ? sum.add(common) : sum.subtract(common);
    }
    return sum;
  }

  private static int common(List<Set<Adjusted>> sets, int subset) {
    Set<Adjusted> common = new HashSet<>(sets.get(Integer.numberOfTrailingZeros(subset)));
    for (int i = 0; i < sets.size(); i++) {
      if ((subset >> i & 1) == 1) {
        common.retainAll(sets.get(i));
      }
    }
    return common.size();
  }

  /** What the widths are adjusted to, each with the widths that make it. */
  private Map<Adjusted, NavigableSet<Double>> stages(double b, int g) {
    Map<Adjusted, NavigableSet<Double>> made = new HashMap<>();
    for (double w : space.w().values()) {
      Compatibility.fit((int) w, b, g)
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
