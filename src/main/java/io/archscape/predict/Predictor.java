package io.archscape.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tribuo.Model;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.regression.Regressor;

/**
 * A trained ensemble: groups of parts; a group predicts {@code base + factor * sum of its parts},
 * the ensemble the mean of its groups. Features are scaled to mean 0 and spread 1; those that are
 * the same for all models are scaled to 0. Where all errors are equal, or all features constant,
 * there is no group, and the mean error is predicted.
 *
 * <p>Each part has a seed of its own, derived from the ensemble's, so the numbers are the same
 * whatever the number of cores.
 */
final class Predictor {
  private static final int TREES = 100;
  private static final int SEQUENCES = 5;
  private static final double SHRINKAGE = 0.1;
  private static final Tribuo.TreeShape DEEP = new Tribuo.TreeShape(64, 3, 1 / 3.0);
  private static final Tribuo.TreeShape SHALLOW = new Tribuo.TreeShape(3, 5, 1);
  private static final double ALPHA = 0.01; // of standardised errors
  private static final double L1 = 0.5;

  private final State state;
  private final Tribuo tribuo;
  private final List<List<Model<Regressor>>> groups;
  private final List<List<Tree>> trees;

  /**
   * What a file must hold beside the parts.
   *
   * @param mean of the training errors, predicted where there are no groups
   * @param spread of the residuals (linear only, else 0)
   * @param bases of the groups
   */
  record State(
      Kind kind,
      List<Double> means,
      List<Double> scales,
      double mean,
      double spread,
      double factor,
      List<Double> bases) {
    State {
      means = List.copyOf(means);
      scales = List.copyOf(scales);
      bases = List.copyOf(bases);
    }
  }

  Predictor(State state, List<List<Model<Regressor>>> groups) {
    this.state = state;
    this.tribuo = new Tribuo(state.means().size());
    this.groups = groups.stream().map(List::copyOf).toList();
    this.trees =
        state.kind() == Kind.LINEAR
            ? List.of()
            : groups.stream().map(group -> group.stream().map(Predictor::tree).toList()).toList();
  }

  @SuppressWarnings("unchecked") // trees are trained, and read, as those of regressors
  private static Tree tree(Model<Regressor> model) {
    return Tree.of((TreeModel<Regressor>) model);
  }

  State state() {
    return state;
  }

  List<List<Model<Regressor>>> groups() {
    return groups;
  }

  static Predictor train(Table table, Kind kind, long seed) {
    double[] errors = table.errors();
    double mean = mean(errors);
    List<Double> means = new ArrayList<>();
    List<Double> scales = new ArrayList<>();
    for (int f = 0; f < table.names().size(); f++) {
      double[] column = table.column(f);
      means.add(mean(column));
      scales.add(varies(column) ? spread(column) : 0);
    }
    State scaling = new State(kind, means, scales, mean, 0, 1, List.of());
    if (table.varying().length == 0 || !varies(errors)) {
      return new Predictor(scaling, List.of());
    }
    double[][] rows =
        IntStream.range(0, errors.length)
            .mapToObj(r -> scaled(scaling, table.row(r)))
            .toArray(double[][]::new);
    return switch (kind) {
      case FOREST -> forest(scaling, rows, errors, seed);
      case BOOSTED -> boosted(scaling, rows, errors, seed);
      case LINEAR -> linear(scaling, rows, errors);
    };
  }

  private static double[] scaled(State scaling, double[] row) {
    double[] scaled = new double[row.length];
    for (int f = 0; f < row.length; f++) {
      double scale = scaling.scales().get(f);
      scaled[f] = scale > 0 ? (row[f] - scaling.means().get(f)) / scale : 0;
    }
    return scaled;
  }

  private static Predictor forest(State scaling, double[][] rows, double[] errors, long seed) {
    Tribuo tribuo = new Tribuo(rows[0].length);
    long[] seeds = new SplittableRandom(seed).longs(TREES).toArray();
    List<List<Model<Regressor>>> groups =
        Arrays.stream(seeds)
            .parallel()
            .mapToObj(
                s -> {
                  int[] chosen =
                      new SplittableRandom(s).ints(rows.length, 0, rows.length).toArray();
                  return List.<Model<Regressor>>of(tribuo.tree(rows, errors, chosen, DEEP, s));
                })
            .toList();
    return with(scaling, 0, 1, groups.stream().map(group -> 0.0).toList(), groups);
  }

  private static Predictor boosted(State scaling, double[][] rows, double[] errors, long seed) {
    long[] seeds = new SplittableRandom(seed).longs(SEQUENCES).toArray();
    List<Sequence> sequences =
        Arrays.stream(seeds).parallel().mapToObj(s -> Sequence.of(rows, errors, s)).toList();
    return with(
        scaling,
        0,
        SHRINKAGE,
        sequences.stream().map(Sequence::base).toList(),
        sequences.stream().map(Sequence::trees).toList());
  }

  /**
   * Trees each fitted to what is left of the errors after those before it, on half of the models of
   * a resample (Friedman, doi:10.1016/S0167-9473(01)00065-2).
   */
  private record Sequence(double base, List<Model<Regressor>> trees) {
    static Sequence of(double[][] rows, double[] errors, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      Tribuo tribuo = new Tribuo(rows[0].length);
      int[] resample = random.ints(rows.length, 0, rows.length).toArray();
      double base = Arrays.stream(resample).mapToDouble(r -> errors[r]).average().orElseThrow();
      double[] left = Arrays.stream(errors).map(e -> e - base).toArray();
      List<Model<Regressor>> trees = new ArrayList<>();
      for (int t = 0; t < TREES; t++) {
        int[] half = half(resample, random);
        TreeModel<Regressor> model = tribuo.tree(rows, left, half, SHALLOW, random.nextLong());
        Tree tree = Tree.of(model);
        for (int r = 0; r < rows.length; r++) {
          left[r] -= SHRINKAGE * tree.predict(rows[r]);
        }
        trees.add(model);
      }
      return new Sequence(base, trees);
    }

    private static int[] half(int[] rows, SplittableRandom random) {
      int[] shuffled = rows.clone();
      int half = (rows.length + 1) / 2;
      for (int i = 0; i < half; i++) {
        int j = random.nextInt(i, rows.length);
        int swap = shuffled[i];
        shuffled[i] = shuffled[j];
        shuffled[j] = swap;
      }
      return Arrays.copyOf(shuffled, half);
    }
  }

  private static Predictor linear(State scaling, double[][] rows, double[] errors) {
    double scale = spread(errors);
    double[] targets = Arrays.stream(errors).map(e -> (e - scaling.mean()) / scale).toArray();
    Tribuo tribuo = new Tribuo(rows[0].length);
    Model<Regressor> model = tribuo.elasticNet(rows, targets, ALPHA, L1);
    double squares = 0;
    for (int r = 0; r < rows.length; r++) {
      double residual = scale * (targets[r] - tribuo.predict(model, rows[r]));
      squares += residual * residual;
    }
    double spread = Math.sqrt(squares / rows.length);
    return with(scaling, spread, scale, List.of(scaling.mean()), List.of(List.of(model)));
  }

  private static Predictor with(
      State scaling,
      double spread,
      double factor,
      List<Double> bases,
      List<List<Model<Regressor>>> groups) {
    State state =
        new State(
            scaling.kind(),
            scaling.means(),
            scaling.scales(),
            scaling.mean(),
            spread,
            factor,
            bases);
    return new Predictor(state, groups);
  }

  /** Error and spread. */
  double[] predict(double[] row) {
    if (groups.isEmpty()) {
      return new double[] {state.mean(), 0};
    }
    double[] scaled = scaled(state, row);
    double[] each = new double[groups.size()];
    for (int g = 0; g < each.length; g++) {
      each[g] = state.bases().get(g) + state.factor() * sum(g, scaled);
    }
    double spread = state.kind() == Kind.LINEAR ? state.spread() : spread(each);
    return new double[] {mean(each), spread};
  }

  private double sum(int group, double[] scaled) {
    double sum = 0;
    if (state.kind() == Kind.LINEAR) {
      return tribuo.predict(groups.get(group).get(0), scaled);
    }
    for (Tree tree : trees.get(group)) {
      sum += tree.predict(scaled);
    }
    return sum;
  }

  private static boolean varies(double[] values) {
    return Arrays.stream(values).anyMatch(v -> v != values[0]);
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double spread(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.length);
  }
}
