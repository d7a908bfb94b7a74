package io.archscape.space;

import static io.archscape.Require.require;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.archscape.Defaults;
import io.archscape.arch.Network;
import io.archscape.graph.Cost;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network from a space, with what was drawn for it and what it costs.
 *
 * @param space the name of the space
 * @param parameters as drawn, by name ({@code d1 .. w1 .. b g} or {@code d w0 wa wm b g}); widths
 *     are those before the adjustment, the network has those after it
 * @param choices the components drawn, by name
 * @param image pixels a side, for which the cost holds
 * @param classes number of classes at which it was costed
 */
public record Sample(
    String space,
    @JsonSerialize(contentUsing = PlainNumber.class) Map<String, Double> parameters,
    Map<String, String> choices,
    Network network,
    Cost cost,
    int image,
    int classes) {
  static final Defaults DEFAULTS = Defaults.of(Sample.class).with("choices", Map.of());

  public Sample {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    choices = Map.copyOf(choices);
    require(image >= 1, "image must be at least 1 pixel, got image=%d", image);
    require(classes >= 1, "classes must be at least 1, got classes=%d", classes);
  }
}
