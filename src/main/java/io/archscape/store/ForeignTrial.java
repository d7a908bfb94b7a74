package io.archscape.store;

import static io.archscape.Require.require;

import io.archscape.Sha256;
import io.archscape.arch.Network;
import io.archscape.graph.Cost;
import io.archscape.train.EpochMetrics;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A trial that another tool has trained. It can be listed and compared, but nothing of it can be
 * trained again: its id means nothing to a sweep.
 *
 * @param source all that the other tool says of it: its id is made of that and its index, since two
 *     equal jobs are two results
 * @param network empty where this tool has no words for it
 * @param parameters by name, finite
 * @param recipe epochs, batch, optimizer: as far as they are known, in this tool's words
 * @param data name and image size, likewise
 * @param error as a fraction; empty if the trial did not come to its end
 * @param reason why it has no error, else empty
 */
public record ForeignTrial(
    String space,
    int index,
    String source,
    Optional<Network> network,
    Cost cost,
    Map<String, Double> parameters,
    Map<String, Object> recipe,
    Map<String, Object> data,
    OptionalDouble error,
    String reason,
    List<EpochMetrics> epochs) {
  public ForeignTrial {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    recipe = Map.copyOf(recipe);
    data = Map.copyOf(data);
    epochs = List.copyOf(epochs);
    require(
        error.isEmpty() || (error.getAsDouble() >= 0 && error.getAsDouble() <= 1),
        "an error must lie in [0,1], got %s",
        error);
  }

  String id() {
    return Sha256.hex("foreign trial " + index + "\n" + source);
  }
}
