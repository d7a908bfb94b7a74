package io.archscape.predict;

import static io.archscape.Require.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Features and errors of models, a row each. All numbers are finite; a category is a column of 0
 * and 1 for each of its values, named {@code attention=se}: columns of one name before the {@code
 * =} belong together.
 */
public final class Table {
  private final List<String> names;
  private final double[][] columns;
  private final double[] errors;

  private Table(List<String> names, double[][] columns, double[] errors) {
    this.names = names;
    this.columns = columns;
    this.errors = errors;
  }

  /** Columns in the order of their names, a number for each error in each. */
  public static Table of(List<String> names, List<double[]> columns, double[] errors) {
    require(!names.isEmpty(), "a table must have at least one feature, got none");
    require(
        names.size() == columns.size(),
        "a table must have a name for each column, got %d names and %d columns",
        names.size(),
        columns.size());
    require(
        new HashSet<>(names).size() == names.size(),
        "features must have different names, got %s",
        names);
    requireFinite("errors", errors);
    for (int f = 0; f < names.size(); f++) {
      int rows = columns.get(f).length;
      require(
          rows == errors.length,
          "feature %s must have a value for each of %d errors, got %d",
          names.get(f),
          errors.length,
          rows);
      requireFinite("feature " + names.get(f), columns.get(f));
    }
    double[][] copies = columns.stream().map(double[]::clone).toArray(double[][]::new);
    return new Table(List.copyOf(names), copies, errors.clone());
  }

  private static void requireFinite(String what, double[] values) {
    for (int i = 0; i < values.length; i++) {
      require(
          Double.isFinite(values[i]), "%s must be finite, got %s at row %d", what, values[i], i);
    }
  }

  /** Of the features. */
  public List<String> names() {
    return names;
  }

  /** Number of models. */
  public int size() {
    return errors.length;
  }

  public double error(int row) {
    return errors[row];
  }

  /** Of all models, by row. */
  public double[] errors() {
    return errors.clone();
  }

  /** The features of a model, in the order of the names. */
  public double[] row(int row) {
    double[] values =
        new double[columns.length]; // a stream here takes most of an importance's time
    for (int f = 0; f < values.length; f++) {
      values[f] = columns[f][row];
    }
    return values;
  }

  /** A feature of all models. */
  double[] column(int feature) {
    return columns[feature];
  }

  /** Some of the rows, also several times, in the order given. */
  Table rows(int[] rows) {
    double[][] picked =
        Arrays.stream(columns)
            .map(column -> Arrays.stream(rows).mapToDouble(r -> column[r]).toArray())
            .toArray(double[][]::new);
    return new Table(names, picked, Arrays.stream(rows).mapToDouble(r -> errors[r]).toArray());
  }

  /**
   * Each number with the square of its distance to the mean beside it, as {@code d=squared}: what a
   * linear predictor needs where a value between is best. A number and its square belong together;
   * columns of two values have no square of their own.
   */
  public Table withSquares() {
    List<String> more = new ArrayList<>(names);
    List<double[]> all = new ArrayList<>(Arrays.asList(columns));
    for (int f = 0; f < columns.length; f++) {
      if (Arrays.stream(columns[f]).distinct().count() > 2) {
        double mean = Predictor.mean(columns[f]);
        more.add(names.get(f) + "=squared");
        all.add(Arrays.stream(columns[f]).map(v -> (v - mean) * (v - mean)).toArray());
      }
    }
    return Table.of(more, all, errors);
  }

  /** The same models with other errors. */
  Table withErrors(double[] other) {
    return new Table(names, columns, other);
  }

  /** Names of features, each with the columns that are permuted together. */
  Map<String, int[]> groups() {
    Map<String, int[]> groups = new LinkedHashMap<>();
    for (int f = 0; f < names.size(); f++) {
      String name = names.get(f).split("=", 2)[0];
      int[] own = {f};
      groups.merge(
          name, own, (a, b) -> IntStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray());
    }
    return groups;
  }

  /** Indices of the columns that are not the same for all models. */
  int[] varying() {
    return IntStream.range(0, columns.length)
        .filter(f -> Arrays.stream(columns[f]).anyMatch(v -> v != columns[f][0]))
        .toArray();
  }
}
