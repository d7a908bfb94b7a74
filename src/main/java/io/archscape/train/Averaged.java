package io.archscape.train;

import io.archscape.engine.Buffer;
import io.archscape.engine.Params;
import io.archscape.engine.Vectors;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parameters and running statistics that follow those of a training on average. */
final class Averaged implements AutoCloseable {
  private final Params trained;
  private final Params average;

  /** Begins as {@code trained} is, which stays the caller's. */
  Averaged(Params trained) {
    this.trained = trained;
    average = trained.copy();
  }

  /** average = (1-share)*average + share*trained; what is no number any more is forgotten by 1. */
  void move(double share) {
    if (share == 1) {
      Vectors.copy(trained.values(), average.values());
      Vectors.copy(trained.statistics(), average.statistics());
    } else if (share > 0) {
      move(share, trained.values(), average.values());
      move(share, trained.statistics(), average.statistics());
    }
  }

  private static void move(double share, Buffer from, Buffer to) {
    Vectors.scale(to, 1 - share);
    Vectors.add(to, share, from);
  }

  /** The average, as of the last move; valid until this is closed. */
  Params params() {
    return average;
  }

  /** All that a move leaves to the next one: flat, by name. */
  Map<String, Buffer> state() {
    Map<String, Buffer> state = new LinkedHashMap<>();
    state.put("values", average.values());
    state.put("statistics", average.statistics());
    return state;
  }

  @Override
  public void close() {
    average.close();
  }
}
