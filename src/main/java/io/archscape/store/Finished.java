package io.archscape.store;

import static io.archscape.Require.require;

import io.archscape.train.EpochMetrics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a trial ended in some store: enough for another store to have it as its own.
 *
 * @param status done or diverged: what the same trial would give again
 * @param error on the held-out images, as a fraction; empty of a diverged one
 * @param reason why it diverged, else empty
 * @param parametersSha256 of the trained parameters; empty of a diverged one
 * @param seconds of training and evaluation
 * @param ended when the training had, wherever it was; empty where that is not known
 * @param epochs in order
 */
public record Finished(
    String id,
    TrialStatus status,
    OptionalDouble error,
    String reason,
    String parametersSha256,
    double seconds,
    Optional<Instant> ended,
    List<EpochMetrics> epochs) {
  public Finished {
    epochs = List.copyOf(epochs);
    require(
        status == TrialStatus.DONE || status == TrialStatus.DIVERGED,
        "a trial to be reused must be done or diverged, got %s",
        status);
    require(
        (status == TrialStatus.DONE) == Double.isFinite(error.orElse(Double.NaN)),
        "a finished trial has an error, a diverged one none, got %s for %s",
        error.orElse(Double.NaN),
        status);
  }
}
