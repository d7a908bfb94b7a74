package io.archscape.engine;

import static io.archscape.Require.require;
import static io.archscape.engine.KernelContract.gaussian;
import static io.archscape.engine.KernelContract.moved;

import io.archscape.engine.nd4j.Nd4jKernels;
import io.archscape.graph.Activation;
import io.archscape.graph.Graph;
import io.archscape.graph.Op;
import io.archscape.graph.PoolStatistic;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** How far the results of kernels lie from what they must be, in one case. */
final class Deviations {
  private static final double STEP = 3e-4;

  /** A kink of a ReLU or a maximum within a step spoils a draw; each gradient must agree in one. */
  private static final int DRAWS = 4;

  private final String name;
  private final Case one;

  Deviations(String name, Case one) {
    this.name = name;
    this.one = one;
  }

  /**
   * A parameter's gradient along a random direction.
   *
   * @param unit grows with the gradient, and is not 0 where it is
   */
  record Gradient(double analytic, double numeric, double unit) {
    double relative() {
      return Math.abs(analytic - numeric) / unit;
    }

    Gradient closer(Gradient other) {
      return other.relative() <= relative() ? other : this; // NaN is never closer
    }
  }

  /**
   * That of each parameter in the draw in which it is closest; draws end once all are within a
   * bound.
   */
  Map<String, Gradient> ofGradients(Supplier<? extends KernelSet> kernels, double bound) {
    Map<String, Gradient> closest = draw(kernels.get(), new Random(name.hashCode()));
    int draws = hasKinks(one.graph()) ? DRAWS : 1;
    for (int draw = 1; draw < draws && !within(bound, closest); draw++) {
      Random random = new Random(name.hashCode() + 31L * draw);
      draw(kernels.get(), random).forEach((key, d) -> closest.merge(key, d, Gradient::closer));
    }
    return closest;
  }

  private static boolean within(double bound, Map<String, Gradient> gradients) {
    return gradients.values().stream().allMatch(gradient -> gradient.relative() <= bound);
  }

  private static boolean hasKinks(Graph graph) {
    return graph.nodes().stream()
        .anyMatch(
            node ->
                node.op() instanceof Op.MaxPool
                    || node.op().equals(new Op.GlobalPool(PoolStatistic.MAX))
                    || node.op().equals(new Op.ChannelPool(PoolStatistic.MAX))
                    || (node.op() instanceof Op.Activate activate
                        && hasKinks(activate.function())));
  }

  private static boolean hasKinks(Activation function) {
    return switch (function) {
      case RELU, RELU6, HARD_SIGMOID, HARD_SWISH -> true;
      case SIGMOID, SILU, GELU, MISH -> false;
    };
  }

  /** Loss is the output times fixed random numbers; each parameter's gradient along directions. */
  private Map<String, Gradient> draw(KernelSet kernels, Random random) {
    Graph graph = one.graph();
    Map<String, Gradient> gradients = new TreeMap<>();
    try (Params params = KernelContract.randomised(graph, random);
        Program program = Program.compile(graph, Cases.BATCH, Mode.TRAIN, params, kernels)) {
      program.input().write(gaussian(random, program.input().length()));
      float[] r = gaussian(random, program.output().length());
      program.drop(random.nextLong());
      program.forward();
      program.outputGradient().write(r);
      program.backward();
      for (int node = 0; node < graph.nodes().size(); node++) {
        Map<Role, Buffer> values = params.values(node);
        for (Map.Entry<Role, Buffer> entry : params.gradients(node).entrySet()) {
          float[] gradient = entry.getValue().toArray();
          float[] direction = gaussian(random, gradient.length);
          double analytic = dot(gradient, direction);
          double numeric = numeric(program, values.get(entry.getKey()), direction, r);
          double scale = one.isNetwork() ? norm(direction) / 4 : 1;
          double unit = norm(gradient) * scale + 0.025 * norm(r);
          gradients.put(
              entry.getKey() + " of " + graph.node(node).name(),
              new Gradient(analytic, numeric, unit));
        }
      }
    }
    return gradients;
  }

  private static double numeric(Program program, Buffer values, float[] direction, float[] r) {
    float[] at = values.toArray();
    values.write(moved(at, direction, STEP));
    program.forward();
    double up = dot(program.output().toArray(), r);
    values.write(moved(at, direction, -STEP));
    program.forward();
    double down = dot(program.output().toArray(), r);
    values.write(at);
    return (up - down) / (2 * STEP);
  }

  /**
   * That of the outputs of each mode, the gradients and the batch statistics of one step from those
   * of ND4J alone, as a share of the largest.
   */
  Map<String, Double> fromNd4j(Supplier<? extends KernelSet> kernels) {
    Map<String, Double> deviations = new TreeMap<>();
    for (Mode mode : Mode.values()) {
      float[][] slow = step(mode, new Nd4jKernels());
      float[][] fast = step(mode, kernels.get());
      for (int which = 0; which < slow.length; which++) {
        deviations.put(mode + " " + which, between(fast[which], slow[which]));
      }
    }
    return deviations;
  }

  private float[][] step(Mode mode, KernelSet kernels) {
    Graph graph = one.graph();
    long seed = name.hashCode();
    Random random = new Random(seed);
    try (Params params = KernelContract.randomised(graph, random);
        Program program = Program.compile(graph, Cases.BATCH, mode, params, kernels)) {
      program.input().write(gaussian(random, program.input().length()));
      OneDnnContract.randomiseStatistics(graph, params, random);
      if (mode == Mode.TRAIN) {
        program.drop(seed);
      }
      program.forward();
      if (mode == Mode.EVALUATE) {
        return new float[][] {program.output().toArray()};
      }
      program.outputGradient().write(gaussian(random, program.output().length()));
      program.backward();
      return new float[][] {
        program.output().toArray(), params.gradients().toArray(), params.statistics().toArray()
      };
    }
  }

  private static double between(float[] actual, float[] expected) {
    require(actual.length == expected.length, "%s values, got %s", expected.length, actual.length);
    double scale = 0;
    double furthest = 0;
    for (int i = 0; i < expected.length; i++) {
      scale = Math.max(scale, Math.abs(expected[i]));
      furthest = Math.max(furthest, Math.abs((double) actual[i] - expected[i]));
    }
    return furthest == 0 ? 0 : furthest / scale;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static double norm(float[] a) {
    return Math.sqrt(dot(a, a));
  }
}
