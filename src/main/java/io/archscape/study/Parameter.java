package io.archscape.study;

import java.util.List;

/** One coordinate of the models of a space: a value for each model, by index. */
public sealed interface Parameter {
  String name();

  /** A number, as {@code d}, {@code w0} or {@code b}. */
  record Numeric(String name, List<Double> values) implements Parameter {
    public Numeric {
      values = List.copyOf(values);
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
  }
}
