package io.archscape.study;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One coordinate of the models of a space: a value for each model, by index. */
public sealed interface Parameter {
  String name();

  /** What a reader makes of one that is a number, or of one that is a component. */
  <R> R read(Function<Numeric, R> number, Function<Category, R> component);

  /** Itself, if it is a number. */
  default Optional<Numeric> numeric() {
    return read(Optional::of, component -> Optional.empty());
  }

  /** A number, as {@code d}, {@code w0} or {@code b}. */
  record Numeric(String name, List<Double> values) implements Parameter {
    public Numeric {
      values = List.copyOf(values);
    }

    @Override
    public <R> R read(Function<Numeric, R> number, Function<Category, R> component) {
      return number.apply(this);
    }

    public double[] array() {
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  /** A component, as {@code attention}. */
  record Category(String name, List<String> values) implements Parameter {
    public Category {
      values = List.copyOf(values);
    }

    @Override
    public <R> R read(Function<Numeric, R> number, Function<Category, R> component) {
      return component.apply(this);
    }
  }
}
