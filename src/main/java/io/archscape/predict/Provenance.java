package io.archscape.predict;

import java.util.List;

/**
 * Where a saved surrogate comes from.
 *
 * @param sweeps names of their folders
 * @param spaces whose models it was trained on
 * @param trialsSha256 of the ids of their trials, sorted, a line each
 */
public record Provenance(
    List<String> sweeps, List<String> spaces, String trialsSha256, long seed, String archscape) {
  public Provenance {
    sweeps = List.copyOf(sweeps);
    spaces = List.copyOf(spaces);
  }
}
