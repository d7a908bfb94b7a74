package io.archscape.study;

import java.util.List;
import java.util.function.Function;

/** One coordinate of the models of a space: a value for each model, by index. */
public sealed interface Parameter {
  String name();

  /** What one of these makes of it, by its kind. */
  <R> R either(Function<Numeric, R> number, Function<Category, R> component);

  /** A number, as {@code d}, {@code w0} or {@code b}. */
  record Numeric(String name, List<Double> values) implements Parameter {
    public Numeric {
      values = List.copyOf(values);
    }

    public double[] array() {
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public <R> R either(Function<Numeric, R> number, Function<Category, R> component) {
      return number.apply(this);
    }
  }

  /** A component, as {@code attention}. */
  record Category(String name, List<String> values) implements Parameter {
    public Category {
      values = List.copyOf(values);
    }

    @Override
    public <R> R either(Function<Numeric, R> number, Function<Category, R> component) {
      return component.apply(this);
    }
  }
}
