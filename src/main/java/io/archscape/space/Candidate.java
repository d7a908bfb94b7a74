package io.archscape.space;

import io.archscape.arch.Network;
import java.util.List;

/**
 * One draw from a space.
 *
 * @param network after the adjustment of {@link Compatibility}
 * @param values as drawn, before it, in the order of {@link DesignSpace#parameters()}
 */
public record Candidate(Network network, List<Double> values) {
  public Candidate {
    values = List.copyOf(values);
  }
}
