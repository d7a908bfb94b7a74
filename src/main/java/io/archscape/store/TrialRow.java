package io.archscape.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.archscape.experiment.Trial;
import io.archscape.graph.Cost;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What is listed of one place in a space, without what is large: the network and the epochs, which
 * {@link StoredSweep#forEach} reads when they are wanted. A hundred thousand rows are read in less
 * than a second.
 *
 * @param index of the draw within its space, from 0
 * @param error on the held-out images, as a fraction; of finished trials only
 * @param reason why it diverged, failed or was pruned; else empty
 * @param attempts that ended of themselves: an interrupted one does not count
 * @param seconds of training and evaluation; empty until it has ended, and where they are not known
 * @param epochs how many the store has
 * @param source the sweep whose result this is, if it was reused; else empty
 * @param coordinates the space's parameters and the components drawn, as JSON: see {@link
 *     #parameters()} and {@link #choices()}
 */
public record TrialRow(
    String space,
    int index,
    String trialId,
    TrialStatus status,
    OptionalDouble error,
    Cost cost,
    String reason,
    int attempts,
    OptionalDouble seconds,
    int epochs,
    String source,
    String coordinates) {

  /** The space's coordinates, in the space's order. */
  public Map<String, Double> parameters() {
    return those(Double.class);
  }

  /** The components that were drawn, by name. */
  public Map<String, String> choices() {
    return those(String.class);
  }

  private <T> Map<String, T> those(Class<T> type) {
    Map<String, T> some = new LinkedHashMap<>();
    values().entrySet().stream()
        .filter(e -> type.isInstance(e.getValue()))
        .forEach(e -> some.put(e.getKey(), type.cast(e.getValue())));
    return Collections.unmodifiableMap(some);
  }

  /** Parameters, each a {@code Double}, and components, each a {@code String}. */
  public Map<String, Object> values() {
    JsonNode parsed = Trial.DOCUMENTS.readJson(space + " " + index, coordinates, JsonNode.class);
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> e : parsed.properties()) {
      JsonNode value = e.getValue();
      values.put(e.getKey(), value.isNumber() ? (Object) value.asDouble() : value.asText());
    }
    return values;
  }
}
