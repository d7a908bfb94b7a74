package io.archscape.store;

import java.util.Map;
import java.util.Optional;

/**
 * What a store has that another sweep may take as its own.
 *
 * @param results by trial id
 * @param skipped why nothing of the store can be taken, in one line; empty if it could be read and
 *     fits
 */
public record Reusable(Map<String, Finished> results, Optional<String> skipped) {
  public Reusable {
    results = Map.copyOf(results);
  }

  static Reusable nothing(String why) {
    return new Reusable(Map.of(), Optional.of(why));
  }
}
