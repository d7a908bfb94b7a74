package io.archscape.train;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.archscape.InputException;
import java.util.OptionalDouble;

/**
 * The weight decay of a group of parameters: a number, or {@code same}, that of the weights.
 *
 * @param own empty where it is that of the weights
 */
public record Decay(OptionalDouble own) {
  public static final Decay NONE = new Decay(OptionalDouble.of(0));
  public static final Decay SAME = new Decay(OptionalDouble.empty());

  public Decay {
    double decay = own.orElse(0);
    require(decay >= 0 && decay < 1, "a weight decay must lie in [0,1), got %s", decay);
  }

  public static Decay of(double own) {
    return new Decay(OptionalDouble.of(own));
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Decay parse(Object value) {
    String text = String.valueOf(value);
    try {
      return text.equals("same") ? SAME : of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      throw new InputException(
          "a weight decay must be a number or same, got '%s'".formatted(text), e);
    }
  }

  @JsonValue
  Object document() {
    return own.isPresent() ? own.getAsDouble() : "same";
  }

  /** The number, where weights have this one. */
  double beside(double weights) {
    return own.orElse(weights);
  }
}
