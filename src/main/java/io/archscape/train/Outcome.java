package io.archscape.train;

import static io.archscape.Require.require;

import java.util.List;

/**
 * What a training gave.
 *
 * @param epochs one entry an epoch, in order
 * @param parameters SHA-256 of all parameters and running statistics, in hexadecimal: equal for
 *     trainings that gave the same bits
 */
public record Outcome(List<EpochMetrics> epochs, String parameters) {
  public Outcome {
    epochs = List.copyOf(epochs);
    require(!epochs.isEmpty(), "an outcome must have at least one epoch, got none");
  }

  /** The error on the held-out images after the last epoch, as a fraction. */
  public double error() {
    return epochs.get(epochs.size() - 1).validationError();
  }

  /** Seconds of training and evaluation. */
  public double seconds() {
    return epochs.stream().mapToDouble(EpochMetrics::seconds).sum();
  }
}
