package io.archscape.study;

import io.archscape.InputException;
import io.archscape.arch.Network;
import io.archscape.graph.Cost;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A finished model of a space.
 *
 * @param sweep the name of the sweep's folder
 * @param index of the draw within its space, from 0
 * @param errorPercent on the held-out images after the last epoch; refused by an InputException if
 *     it is none, since every figure would show nonsense
 * @param parameters the space's coordinates, in the space's order: {@code d1 .. w1 .. b g} or
 *     {@code d w0 wa wm b g}
 * @param choices the components drawn, by name, as {@code attention: se}
 * @param network empty where another tool trained it
 * @param epochErrorPercents on the held-out images after each epoch; may be empty
 * @param seconds of training and evaluation; empty where it is not known
 */
public record Model(
    String sweep,
    String space,
    int index,
    String trialId,
    double errorPercent,
    Cost cost,
    Map<String, Double> parameters,
    Map<String, String> choices,
    Optional<Network> network,
    List<Double> epochErrorPercents,
    OptionalDouble seconds) {
  public Model {
    if (!(errorPercent >= 0 && errorPercent <= 100)) {
      throw new InputException(
          "%s: errors must lie between 0 and 100 %%, got %s %% of model %d of %s"
              .formatted(sweep, errorPercent, index, space));
    }
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
    epochErrorPercents = List.copyOf(epochErrorPercents);
  }

  /** Number of blocks: the parameter {@code d}, or the sum of {@code d1, d2, ..}; 0 if unknown. */
  public int blocks() {
    return network
        .map(net -> net.stages().stream().mapToInt(stage -> stage.depth()).sum())
        .orElseGet(() -> blocks(parameters));
  }

  /** Of what was drawn, {@code d} or {@code d1, d2, ..}; 0 if it has neither. */
  static int blocks(Map<String, Double> parameters) {
    return (int)
        parameters.entrySet().stream()
            .filter(parameter -> parameter.getKey().matches("d[0-9]*"))
            .mapToDouble(Map.Entry::getValue)
            .sum();
  }
}
