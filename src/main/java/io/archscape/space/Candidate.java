package io.archscape.space;

import io.archscape.arch.Network;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One draw from a space.
 *
 * @param network after the adjustment of {@link io.archscape.arch.BlockKind#fit}
 * @param values as drawn, before it, in the order of {@link DesignSpace#parameters()}; made when
 *     asked for, as most candidates are dropped
 * @param choices the components drawn, by name
 */
public record Candidate(
    Network network, Supplier<List<Double>> values, Map<String, String> choices) {
  public Candidate {
    choices = Map.copyOf(choices);
  }
}
