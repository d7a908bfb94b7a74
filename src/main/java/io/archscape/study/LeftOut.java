package io.archscape.study;

import io.archscape.graph.Cost;
import io.archscape.store.TrialStatus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A trial that ended without an error to compare.
 *
 * @param reason why it diverged, failed or was pruned
 * @param parameters as those of a {@link Model}
 * @param choices likewise
 */
public record LeftOut(
    String sweep,
    String space,
    int index,
    String trialId,
    TrialStatus status,
    String reason,
    Cost cost,
    Map<String, Double> parameters,
    Map<String, String> choices) {
  public LeftOut {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
  }
}
