package io.archscape.space;

import static io.archscape.Require.require;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.archscape.arch.Attention;
import io.archscape.arch.BlockKind;
import io.archscape.arch.BlockParameter;
import io.archscape.space.BlockKeys.Reader;
import io.archscape.space.BlockKeys.Writer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/**
 * The blocks of a space: their kind, and what each parameter that this kind declares may be. In
 * YAML the keys of {@link BlockKeys}.
 *
 * @param ranges of the kind's parameters, in their order
 * @param shared whether all stages have one value of a parameter, in the same order
 */
@JsonSerialize(using = Writer.class)
@JsonDeserialize(using = Reader.class)
public record BlockSpace(BlockKind kind, List<Range> ranges, List<Boolean> shared) {
  public BlockSpace {
    ranges = List.copyOf(ranges);
    shared = List.copyOf(shared);
    int count = kind.parameters().size();
    require(
        ranges.size() == count && shared.size() == count,
        "%s must have a range for each of its %d parameters, got %d ranges, %d shared or not",
        kind,
        count,
        ranges.size(),
        shared.size());
    for (int i = 0; i < count; i++) {
      BlockParameter parameter = kind.parameters().get(i);
      ranges.get(i).values().forEach(parameter::requireValue);
    }
  }

  /** How many numbers a network of this many stages draws for a parameter. */
  private int count(int parameter, int stages) {
    return shared.get(parameter) ? 1 : stages;
  }

  /** What each number that is drawn may be, by name: {@code b}, or {@code b1 .. b4} by stage. */
  Map<String, Range> named(int stages) {
    Map<String, Range> named = new LinkedHashMap<>();
    for (int i = 0; i < ranges.size(); i++) {
      String name = kind.parameters().get(i).name();
      for (int stage = 1; stage <= count(i, stages); stage++) {
        named.put(shared.get(i) ? name : name + stage, ranges.get(i));
      }
    }
    return named;
  }

  /** The numbers of one network, in the order of {@link #named}. */
  double[] draw(int stages, SplittableRandom random) {
    double[] drawn = new double[stages == 1 ? ranges.size() : drawn(stages)];
    int at = 0;
    for (int i = 0; i < ranges.size(); i++) {
      for (int stage = 0; stage < count(i, stages); stage++) {
        drawn[at++] = ranges.get(i).sample(random);
      }
    }
    return drawn;
  }

  private int drawn(int stages) {
    int sum = 0;
    for (int i = 0; i < ranges.size(); i++) {
      sum += count(i, stages);
    }
    return sum;
  }

  /** Of what was drawn, the numbers of one stage, in the order of the kind's parameters. */
  double[] values(double[] drawn, int stage, int stages) {
    double[] values = new double[ranges.size()];
    int at = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = drawn[shared.get(i) ? at : at + stage];
      at += count(i, stages);
    }
    return values;
  }

  /** How many settings of the numbers there are. */
  BigInteger cardinality(int stages) {
    BigInteger product = BigInteger.ONE;
    for (int i = 0; i < ranges.size(); i++) {
      product = product.multiply(BigInteger.valueOf(ranges.get(i).count()).pow(count(i, stages)));
    }
    return product;
  }

  /** Every choice of values for all parameters. */
  List<double[]> settings() {
    return settings(new double[ranges.size()], parameter -> true);
  }

  /**
   * Every choice of values for some of the parameters, with those of {@code start} for the others.
   *
   * @param varied which, by their index
   */
  List<double[]> settings(double[] start, IntPredicate varied) {
    List<double[]> all = List.of(start);
    for (int i = 0; i < ranges.size(); i++) {
      if (varied.test(i)) {
        all = each(all, i);
      }
    }
    return all;
  }

  private List<double[]> each(List<double[]> settings, int parameter) {
    List<double[]> all = new ArrayList<>();
    for (double[] setting : settings) {
      for (double value : ranges.get(parameter).values()) {
        double[] changed = setting.clone();
        changed[parameter] = value;
        all.add(changed);
      }
    }
    return all;
  }

  /** Whether a parameter, by its index, is adjusted to the width of a stage. */
  boolean isAdjusted(int parameter) {
    return kind.parameters().get(parameter).adjusted();
  }

  /** Whether all stages have one value of a parameter, by its index. */
  boolean isShared(int parameter) {
    return shared.get(parameter);
  }

  /** What a stage of this width becomes; see {@link BlockKind#fit}. */
  Optional<BlockKind.Fitted> fit(int width, double[] values) {
    return kind.fit(width, values, new Attention.None());
  }
}
