package io.archscape.store;

import java.util.List;
import java.util.Map;

/**
 * The errors of one space of a store: all that its distribution is made of.
 *
 * @param errors of finished trials, as fractions, by index
 * @param flops of the same trials
 * @param counts how many trials are in which state, all of them
 */
public record SpaceErrors(
    String space, List<Double> errors, List<Long> flops, Map<TrialStatus, Integer> counts) {
  public SpaceErrors {
    errors = List.copyOf(errors);
    flops = List.copyOf(flops);
    counts = Map.copyOf(counts);
  }
}
