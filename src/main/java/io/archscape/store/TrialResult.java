package io.archscape.store;

import io.archscape.arch.Network;
import io.archscape.graph.Cost;
import io.archscape.train.EpochMetrics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of one place in a space. A trial drawn in several spaces has a result in each.
 *
 * @param row what is listed of it
 * @param network empty where it was trained by another tool, and has no words here
 * @param recipe that it is trained by, in JSON; keys with their default are left out, as in the id
 * @param data that it is trained on, likewise
 * @param parametersSha256 of the trained parameters; of finished trials only, else empty
 * @param epochs as far as the last attempt came
 */
public record TrialResult(
    TrialRow row,
    Optional<Network> network,
    String recipe,
    String data,
    String parametersSha256,
    List<EpochMetrics> epochs) {
  public TrialResult {
    epochs = List.copyOf(epochs);
  }

  public String space() {
    return row.space();
  }

  public int index() {
    return row.index();
  }

  public String trialId() {
    return row.trialId();
  }

  public Cost cost() {
    return row.cost();
  }

  /** The space's coordinates, in the space's order. */
  public Map<String, Double> parameters() {
    return row.parameters();
  }

  /** The components that were drawn, by name. */
  public Map<String, String> choices() {
    return row.choices();
  }

  public TrialStatus status() {
    return row.status();
  }

  /** The error on the held-out images, as a fraction; of finished trials only. */
  public OptionalDouble error() {
    return row.error();
  }

  /** Why it diverged, failed or was pruned; else empty. */
  public String reason() {
    return row.reason();
  }

  /** Those that ended of themselves: an interrupted one does not count. */
  public int attempts() {
    return row.attempts();
  }

  /** Of training and evaluation; empty until it has ended, and where they are not known. */
  public OptionalDouble seconds() {
    return row.seconds();
  }

  /** The sweep whose result this is, if it was reused; else empty. */
  public String source() {
    return row.source();
  }
}
