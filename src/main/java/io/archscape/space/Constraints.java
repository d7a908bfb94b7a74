package io.archscape.space;

import io.archscape.Defaults;
import io.archscape.graph.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a network of a space may cost, at the image size and classes that it is counted at. */
public record Constraints(Limit flops, Limit params, Limit acts) {
  static final Defaults DEFAULTS =
      Defaults.of(Constraints.class)
          .with("flops", Limit.NONE)
          .with("params", Limit.NONE)
          .with("acts", Limit.NONE);

  public static final Constraints NONE = new Constraints(Limit.NONE, Limit.NONE, Limit.NONE);

  /** The limits there are, as {@code params ..3+5.5F}. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    part(parts, "flops", flops);
    part(parts, "params", params);
    part(parts, "acts", acts);
    return String.join(", ", parts);
  }

  private static void part(List<String> parts, String name, Limit limit) {
    if (!limit.equals(Limit.NONE)) {
      parts.add(name + " " + limit);
    }
  }

  boolean allow(Cost cost) {
    return flops.allows(cost.flops(), cost)
        && params.allows(cost.params(), cost)
        && acts.allows(cost.acts(), cost);
  }

  /** The first limit that a cost breaks, in words. */
  public Optional<String> broken(Cost cost) {
    return Optional.<String>empty()
        .or(() -> broken("flops", flops, cost.flops(), cost))
        .or(() -> broken("params", params, cost.params(), cost))
        .or(() -> broken("acts", acts, cost.acts(), cost));
  }

  private static Optional<String> broken(String name, Limit limit, long value, Cost cost) {
    return limit.allows(value, cost)
        ? Optional.empty()
        : Optional.of("%s must lie in %s, got %d".formatted(name, limit, value));
  }

  /** 1 where all are kept; else the largest factor by which one is missed. */
  double factor(Cost cost) {
    return Math.max(
        flops.factor(cost.flops(), cost),
        Math.max(params.factor(cost.params(), cost), acts.factor(cost.acts(), cost)));
  }
}
