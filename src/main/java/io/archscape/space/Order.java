package io.archscape.space;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** What holds of the widths, or depths, from stage to stage. */
public enum Order {
  /** Nothing. */
  @JsonProperty("free")
  FREE {
    @Override
    String words() {
      return "be in any order";
    }

    @Override
    boolean canHold(List<NavigableSet<Double>> values) {
      return true;
    }

    @Override
    boolean holds(double before, double after) {
      return true;
    }

    @Override
    void arrange(double[] drawn) {}

    @Override
    BigInteger sequences(int values, int length) {
      return BigInteger.valueOf(values).pow(length);
    }
  },
  /** Each at least the one before. */
  @JsonProperty("up")
  UP {
    @Override
    String words() {
      return "never fall";
    }

    @Override
    boolean canHold(List<NavigableSet<Double>> values) {
      double last = Double.NEGATIVE_INFINITY;
      for (NavigableSet<Double> stage : values) {
        Double next = stage.ceiling(last);
        if (next == null) {
          return false;
        }
        last = next;
      }
      return true;
    }

    @Override
    boolean holds(double before, double after) {
      return before <= after;
    }

    @Override
    void arrange(double[] drawn) {
      Arrays.sort(drawn);
    }

    @Override
    BigInteger sequences(int values, int length) {
      return multisets(values, length);
    }
  },
  /** Each at most the one before. */
  @JsonProperty("down")
  DOWN {
    @Override
    String words() {
      return "never rise";
    }

    @Override
    boolean canHold(List<NavigableSet<Double>> values) {
      double last = Double.POSITIVE_INFINITY;
      for (NavigableSet<Double> stage : values) {
        Double next = stage.floor(last);
        if (next == null) {
          return false;
        }
        last = next;
      }
      return true;
    }

    @Override
    boolean holds(double before, double after) {
      return before >= after;
    }

    @Override
    void arrange(double[] drawn) {
      Arrays.sort(drawn);
      for (int i = 0, j = drawn.length - 1; i < j; i++, j--) {
        double lower = drawn[i];
        drawn[i] = drawn[j];
        drawn[j] = lower;
      }
    }

    @Override
    BigInteger sequences(int values, int length) {
      return multisets(values, length);
    }
  },
  /** All the same. */
  @JsonProperty("equal")
  EQUAL {
    @Override
    String words() {
      return "be the same";
    }

    @Override
    boolean canHold(List<NavigableSet<Double>> values) {
      TreeSet<Double> common = new TreeSet<>(values.get(0));
      values.forEach(common::retainAll);
      return !common.isEmpty();
    }

    @Override
    boolean holds(double before, double after) {
      return before == after;
    }

    @Override
    void arrange(double[] drawn) {
      Arrays.fill(drawn, drawn[0]);
    }

    @Override
    BigInteger sequences(int values, int length) {
      return BigInteger.valueOf(values);
    }
  };

  /** What the sequence must do. */
  abstract String words();

  /** Whether the order can hold of a sequence with one of each step's values. */
  abstract boolean canHold(List<NavigableSet<Double>> values);

  abstract boolean holds(double before, double after);

  /** Whether the whole sequence keeps the order. */
  boolean holds(double[] drawn) {
    for (int i = 1; i < drawn.length; i++) {
      if (!holds(drawn[i - 1], drawn[i])) {
        return false;
      }
    }
    return true;
  }

  /** Puts independent draws in this order: sorts them, or repeats the first. */
  abstract void arrange(double[] drawn);

  /**
   * The exact number of sequences of {@code length} out of {@code values} values that keep the
   * order.
   */
  abstract BigInteger sequences(int values, int length);

  /** C(n+k-1, k): sequences that never fall are as many as multisets. */
  private static BigInteger multisets(int values, int length) {
    BigInteger count = BigInteger.ONE;
    for (int i = 1; i <= length; i++) {
      count = count.multiply(BigInteger.valueOf(values - 1L + i)).divide(BigInteger.valueOf(i));
    }
    return count;
  }
}
