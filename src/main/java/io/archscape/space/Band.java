package io.archscape.space;

import io.archscape.graph.Cost;
import java.util.ArrayList;
import java.util.List;

/** What a network may cost: flops are multiply-adds, params and acts as in {@link Cost}. */
public record Band(Bounds flops, Bounds params, Bounds acts) {
  public static final Band NONE = new Band(Bounds.NONE, Bounds.NONE, Bounds.NONE);

  public boolean contains(Cost cost) {
    return flops.contains(cost.flops())
        && params.contains(cost.params())
        && acts.contains(cost.acts());
  }

  /** 1 inside; outside, the largest factor by which a bound is missed. */
  double factor(Cost cost) {
    return Math.max(
        flops.factor(cost.flops()),
        Math.max(params.factor(cost.params()), acts.factor(cost.acts())));
  }

  /** {@code flops 360M..400M}; empty bounds are left out. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    part(parts, "flops", flops);
    part(parts, "params", params);
    part(parts, "acts", acts);
    return parts.isEmpty() ? "any cost" : String.join(", ", parts);
  }

  private static void part(List<String> parts, String name, Bounds bounds) {
    if (!bounds.equals(Bounds.NONE)) {
      parts.add(name + " " + bounds);
    }
  }
}
