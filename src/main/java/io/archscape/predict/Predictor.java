package io.archscape.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.regression.Regressor;

/**
 * A trained ensemble: groups of trees, where a group predicts {@code base + factor * sum of its
 * trees}, and the ensemble the mean of its groups; or a linear predictor with weights and no tree.
 * Where all errors are equal, or all features constant, there is neither, and the mean error is
 * predicted.
 *
 * <p>Trees see a feature as its place among at most {@value #LEVELS} quantiles of the training
 * values: Tribuo's time for a tree grows with the number of different values, twentyfold for 3000
 * models, and the order is all that a tree takes from a number. The linear predictor is ridge
 * regression on features of mean 0 and spread 1.
 *
 * <p>Each tree has a seed of its own, derived from the ensemble's, so the numbers are the same
 * whatever the number of cores.
 */
final class Predictor {
  private static final int LEVELS = 32;
  private static final int TREES = 60;
  private static final int SEQUENCES = 5;
  private static final double SHRINKAGE = 0.1;
  private static final Tribuo.TreeShape DEEP = new Tribuo.TreeShape(64, 3, 1 / 3.0);
  private static final Tribuo.TreeShape SHALLOW = new Tribuo.TreeShape(3, 5, 1);
  private static final double RIDGE = 0.01; // of the mean square of a feature, which is 1

  private final State state;
  private final List<List<TreeModel<Regressor>>> groups;
  private final List<List<Tree>> trees;
  private final double[] means;
  private final double[] weights;

  /**
   * What a file must hold beside the trees.
   *
   * @param mean of the training errors, predicted where there is nothing else
   * @param spread of the residuals (linear only, else 0)
   * @param edges of each feature: its level is the number of edges below it
   * @param means of each feature
   * @param weights of each feature (linear only), its spread already taken in
   * @param factor of the trees of a group
   * @param bases of the groups
   */
  record State(
      Kind kind,
      double mean,
      double spread,
      List<List<Double>> edges,
      List<Double> means,
      List<Double> weights,
      double factor,
      List<Double> bases) {
    State {
      edges = edges.stream().map(List::copyOf).toList();
      means = List.copyOf(means);
      weights = List.copyOf(weights);
      bases = List.copyOf(bases);
    }
  }

  Predictor(State state, List<List<TreeModel<Regressor>>> groups) {
    this.state = state;
    this.means = state.means().stream().mapToDouble(v -> v).toArray();
    this.weights = state.weights().stream().mapToDouble(v -> v).toArray();
    this.groups = groups.stream().map(List::copyOf).toList();
    this.trees = groups.stream().map(group -> group.stream().map(Tree::of).toList()).toList();
  }

  State state() {
    return state;
  }

  List<List<TreeModel<Regressor>>> groups() {
    return groups;
  }

  static Predictor train(Table table, Kind kind, long seed) {
    double[] errors = table.errors();
    if (table.varying().length == 0 || !varies(errors)) {
      return new Predictor(bare(kind, mean(errors)), List.of());
    }
    return switch (kind) {
      case FOREST -> forest(table, seed);
      case BOOSTED -> boosted(table, seed);
      case LINEAR -> linear(table);
    };
  }

  private static State bare(Kind kind, double mean) {
    return new State(kind, mean, 0, List.of(), List.of(), List.of(), 1, List.of());
  }

  /** Quantiles of the training values, each once, without the largest. */
  private static List<Double> edges(double[] column) {
    double[] sorted = Arrays.stream(column).sorted().distinct().toArray();
    if (sorted.length > LEVELS) {
      double[] all = Arrays.stream(column).sorted().toArray();
      sorted =
          IntStream.rangeClosed(1, LEVELS)
              .mapToDouble(i -> all[(int) ((long) i * all.length / LEVELS) - 1])
              .distinct()
              .toArray();
    }
    return Arrays.stream(sorted).limit(sorted.length - 1L).boxed().toList();
  }

  private static double[] levels(List<List<Double>> edges, double[] row) {
    double[] levels = new double[row.length];
    for (int f = 0; f < row.length; f++) {
      for (double edge : edges.get(f)) {
        levels[f] += edge < row[f] ? 1 : 0;
      }
    }
    return levels;
  }

  private static List<List<Double>> edges(Table table) {
    return IntStream.range(0, table.names().size()).mapToObj(f -> edges(table.column(f))).toList();
  }

  private static double[][] levels(Table table, List<List<Double>> edges) {
    return IntStream.range(0, table.size())
        .mapToObj(r -> levels(edges, table.row(r)))
        .toArray(double[][]::new);
  }

  private static Predictor forest(Table table, long seed) {
    List<List<Double>> edges = edges(table);
    double[][] rows = levels(table, edges);
    double[] errors = table.errors();
    Tribuo tribuo = new Tribuo(rows[0].length);
    long[] seeds = new SplittableRandom(seed).longs(TREES).toArray();
    List<List<TreeModel<Regressor>>> groups =
        Arrays.stream(seeds)
            .parallel()
            .mapToObj(
                s -> {
                  int[] drawn = new SplittableRandom(s).ints(rows.length, 0, rows.length).toArray();
                  return List.of(tribuo.tree(rows, errors, drawn, DEEP, s));
                })
            .toList();
    return trees(Kind.FOREST, table, edges, 1, groups.stream().map(g -> 0.0).toList(), groups);
  }

  private static Predictor boosted(Table table, long seed) {
    List<List<Double>> edges = edges(table);
    double[][] rows = levels(table, edges);
    double[] errors = table.errors();
    long[] seeds = new SplittableRandom(seed).longs(SEQUENCES).toArray();
    List<Sequence> sequences =
        Arrays.stream(seeds).parallel().mapToObj(s -> Sequence.of(rows, errors, s)).toList();
    return trees(
        Kind.BOOSTED,
        table,
        edges,
        SHRINKAGE,
        sequences.stream().map(Sequence::base).toList(),
        sequences.stream().map(Sequence::trees).toList());
  }

  private static Predictor trees(
      Kind kind,
      Table table,
      List<List<Double>> edges,
      double factor,
      List<Double> bases,
      List<List<TreeModel<Regressor>>> groups) {
    double mean = mean(table.errors());
    return new Predictor(
        new State(kind, mean, 0, edges, List.of(), List.of(), factor, bases), groups);
  }

  /**
   * Trees each fitted to what is left of the errors after those before it, on half of the models of
   * a resample (Friedman, doi:10.1016/S0167-9473(01)00065-2).
   */
  private record Sequence(double base, List<TreeModel<Regressor>> trees) {
    static Sequence of(double[][] rows, double[] errors, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      Tribuo tribuo = new Tribuo(rows[0].length);
      int[] resample = random.ints(rows.length, 0, rows.length).toArray();
      double base = Arrays.stream(resample).mapToDouble(r -> errors[r]).average().orElseThrow();
      double[] left = Arrays.stream(errors).map(e -> e - base).toArray();
      List<TreeModel<Regressor>> trees = new ArrayList<>();
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

  private static Predictor linear(Table table) {
    double[] errors = table.errors();
    int features = table.names().size();
    double mean = mean(errors);
    double[] means = new double[features];
    double[][] scaled = new double[features][];
    double[] spreads = new double[features];
    for (int f = 0; f < features; f++) {
      double[] column = table.column(f);
      double centre = mean(column);
      double spread = varies(column) ? spread(column) : 0;
      means[f] = centre;
      spreads[f] = spread;
      scaled[f] = Arrays.stream(column).map(v -> spread > 0 ? (v - centre) / spread : 0).toArray();
    }
    double[] weights =
        Tribuo.ridge(scaled, Arrays.stream(errors).map(e -> e - mean).toArray(), RIDGE);
    for (int f = 0; f < features; f++) {
      weights[f] = spreads[f] > 0 ? weights[f] / spreads[f] : 0;
    }
    double squares = 0;
    for (int r = 0; r < errors.length; r++) {
      double residual = errors[r] - mean - product(table.row(r), means, weights);
      squares += residual * residual;
    }
    State state =
        new State(
            Kind.LINEAR,
            mean,
            Math.sqrt(squares / errors.length),
            List.of(),
            Arrays.stream(means).boxed().toList(),
            Arrays.stream(weights).boxed().toList(),
            1,
            List.of());
    return new Predictor(state, List.of());
  }

  private static double product(double[] row, double[] means, double[] weights) {
    double sum = 0;
    for (int f = 0; f < row.length; f++) {
      sum += (row[f] - means[f]) * weights[f];
    }
    return sum;
  }

  /** Error and spread. */
  double[] predict(double[] row) {
    if (weights.length > 0) {
      return new double[] {state.mean() + product(row, means, weights), state.spread()};
    }
    if (groups.isEmpty()) {
      return new double[] {state.mean(), 0};
    }
    double[] levels = levels(state.edges(), row);
    double[] each = new double[trees.size()];
    for (int g = 0; g < each.length; g++) {
      double sum = 0;
      for (Tree tree : trees.get(g)) {
        sum += tree.predict(levels);
      }
      each[g] = state.bases().get(g) + state.factor() * sum;
    }
    return new double[] {mean(each), spread(each)};
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
