package io.archscape.experiment;

import static io.archscape.Require.require;

import io.archscape.graph.Cost;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A trial and the place in a space that it was drawn for.
 *
 * @param index of the draw within its space, from 0
 * @param parameters the space's own coordinates of the architecture, by name, in the space's order
 * @param choices the components that were drawn, by name
 * @param cost of the network on one image
 */
public record PlannedTrial(
    String space,
    int index,
    Trial trial,
    Map<String, Double> parameters,
    Map<String, String> choices,
    Cost cost) {
  public PlannedTrial {
    require(!space.isBlank(), "a planned trial must name its space, got '%s'", space);
    require(index >= 0, "a planned trial's index must be 0 or more, got index=%d", index);
    for (Map.Entry<String, Double> parameter : parameters.entrySet()) {
      require(
          Double.isFinite(parameter.getValue()),
          "a parameter must be finite, got %s=%s",
          parameter.getKey(),
          parameter.getValue());
    }
    choices = Map.copyOf(choices);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  public String id() {
    return trial.id();
  }

  /** As people are told of it: its space and index. */
  public String name() {
    return space + " " + index;
  }

  /** Multiply-adds of one forward pass over every image of every epoch: what time goes with. */
  public double work() {
    return (double) cost.flops() * trial.data().train() * trial.recipe().epochs();
  }
}
