package io.archscape.bench;

import io.archscape.engine.Kernel.Direction;
import java.util.List;

/**
 * How long a node's work takes in one direction.
 *
 * @param implementation the code that runs: names with " + " between them
 * @param copies whether it only moves numbers to where others want them
 * @param seconds for one batch, with the copies that the work needs
 */
record LayerTime(Direction direction, String implementation, boolean copies, double seconds) {
  static double sum(List<LayerTime> times) {
    return times.stream().mapToDouble(LayerTime::seconds).sum();
  }

  /** The time of the same direction among these, if it is shorter. */
  LayerTime orFaster(List<LayerTime> others) {
    return others.stream()
        .filter(other -> other.direction == direction && other.seconds < seconds)
        .findFirst()
        .orElse(this);
  }
}
