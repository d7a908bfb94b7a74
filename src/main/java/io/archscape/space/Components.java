package io.archscape.space;

import io.archscape.InputException;
import io.archscape.arch.Attention;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The components of one network of a space. */
public record Components(Attention attention, ChannelSplit split, Map<String, String> choices) {

  static Components draw(DesignSpace space, SplittableRandom random) {
    Attention attention = space.attention().all().get(space.attention().sample(random));
    ChannelSplit split = space.csp().all().get(space.csp().sample(random));
    if (!space.attention().sampled() && !space.csp().sampled()) {
      return new Components(attention, split, Map.of());
    }
    Map<String, String> choices = new TreeMap<>();
    if (space.attention().sampled()) {
      choices.put("attention", attention.word());
    }
    if (space.csp().sampled()) {
      choices.put("csp", split.word());
    }
    return new Components(attention, split, choices);
  }

  /**
   * Of a space that draws none.
   *
   * @throws InputException if it does
   */
  static Components fixed(DesignSpace space) {
    if (!space.choices().isEmpty()) {
      throw new InputException(
          "space %s must not draw components where its settings are those of another, got %s"
              .formatted(space.name(), space.choices()));
    }
    return new Components(space.attention().all().get(0), space.csp().all().get(0), Map.of());
  }

  /**
   * The numbers in the order of the space's parameters.
   *
   * @throws InputException if one is missing or beyond what it may be
   */
  static double[] values(DesignSpace space, Map<String, Double> values) {
    List<String> names = space.parameters();
    double[] found = new double[names.size()];
    for (int i = 0; i < found.length; i++) {
      String name = names.get(i);
      Double value = values.get(name);
      Range range = space.ranges().get(name);
      if (value == null || range == null || !range.contains(value)) {
        throw new InputException(
            "space %s must have a place for the draws of another: %s must be %s, got %s"
                .formatted(
                    space.name(),
                    name,
                    range == null ? "of its parameters" : range,
                    value == null ? "none in " + values : value));
      }
      found[i] = value;
    }
    return found;
  }
}
