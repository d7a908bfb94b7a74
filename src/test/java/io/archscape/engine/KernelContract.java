package io.archscape.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.graph.Activation;
import io.archscape.graph.Graph;
import io.archscape.graph.GraphBuilder;
import io.archscape.graph.Op;
import io.archscape.graph.PoolStatistic;
import io.archscape.graph.Shape;
import io.archscape.graph.Tensor;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every set of kernels must hold to: gradients that are those of its own forward. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KernelContract {

  private static final double STEP = 3e-4;

  /** A kink of a ReLU or a maximum within a step spoils a draw; each gradient must agree in one. */
  private static final int DRAWS = 4;

  abstract KernelSet kernels();

  /** What is tried. */
  Map<String, Graph> graphs() {
    return Cases.all();
  }

  Stream<Arguments> cases() {
    return graphs().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @Test
  void everyOperationHasACase() {
    Set<Class<?>> seen =
        graphs().values().stream()
            .flatMap(graph -> graph.nodes().stream())
            .map(node -> node.op().getClass())
            .collect(Collectors.toSet());
    assertThat(seen).containsExactlyInAnyOrder(Op.class.getPermittedSubclasses());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void gradientsAreCentralDifferences(String name, Graph graph) {
    Map<String, String> wrong = wrongGradients(graph, new Random(name.hashCode()));
    int draws = hasKinks(graph) ? DRAWS : 1;
    for (int draw = 1; draw < draws && !wrong.isEmpty(); draw++) {
      Random random = new Random(name.hashCode() + 31L * draw);
      wrong.keySet().retainAll(wrongGradients(graph, random).keySet());
    }
    assertThat(wrong).isEmpty();
  }

  static Stream<Arguments> definitions() {
    return Definitions.all().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("definitions")
  void resultsAreThoseOfTheDefinition(String name, Definitions.Example example) {
    Graph graph = example.graph();
    try (Params params = Params.initialise(graph, 1);
        Program program = Program.compile(graph, 1, Mode.EVALUATE, params, kernels())) {
      for (int node = 0; node < graph.nodes().size(); node++) {
        params.values(node).values().forEach(buffer -> buffer.write(example.weights()));
      }
      program.input().write(example.input());
      program.forward();
      assertThat(program.output().toArray())
          .containsExactly(example.output(), Offset.offset(1e-5f));
    }
  }

  /** All results of the front convolution are 0; the gradient of its weights tells which won. */
  @Test
  void ofEqualPositionsTheFirstGetsTheGradientOfTheMaximum() {
    float[] gradient = gradientOfTie(new Op.GlobalPool(PoolStatistic.MAX), new float[] {10, 100});
    // two pixels of three colours; of the first, times dy: (k,k,C,width)
    assertThat(gradient).containsExactly(10, 100, 20, 200, 30, 300);
  }

  @Test
  void ofEqualChannelsTheFirstGetsTheGradientOfTheMaximum() {
    float[] gradient = gradientOfTie(new Op.ChannelPool(PoolStatistic.MAX), new float[] {10, 100});
    // both pixels, times dy, for the first of two channels only
    assertThat(gradient).containsExactly(410, 0, 520, 0, 630, 0);
  }

  private float[] gradientOfTie(Op pool, float[] gradientOut) {
    GraphBuilder builder = new GraphBuilder();
    Tensor image = builder.add("input", new Op.Input(new Shape(1, 2, 3)));
    builder.add("pool", pool, builder.add("front", new Op.Conv(2, 1, 1), image));
    Graph graph = builder.build();
    try (Params params = Params.initialise(graph, 1);
        Program program = Program.compile(graph, 1, Mode.TRAIN, params, kernels())) {
      params.values().array().assign(0f);
      program.input().write(new float[] {1, 2, 3, 4, 5, 6});
      program.forward();
      program.outputGradient().write(gradientOut);
      program.backward();
      return Objects.requireNonNull(params.gradients(1).get(Role.WEIGHT)).toArray();
    }
  }

  private static boolean hasKinks(Graph graph) {
    return graph.nodes().stream()
        .anyMatch(
            node ->
                node.op() instanceof Op.MaxPool
                    || node.op().equals(new Op.GlobalPool(PoolStatistic.MAX))
                    || node.op().equals(new Op.ChannelPool(PoolStatistic.MAX))
                    || node.op().equals(new Op.Activate(Activation.RELU)));
  }

  /** Loss is the output times fixed random numbers; each parameter's gradient along directions. */
  private Map<String, String> wrongGradients(Graph graph, Random random) {
    Map<String, String> wrong = new TreeMap<>();
    int checked = 0;
    try (Params params = randomised(graph, random);
        Program program = Program.compile(graph, Cases.BATCH, Mode.TRAIN, params, kernels())) {
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
          double scale = GradientTolerance.isNetwork(graph) ? norm(direction) / 4 : 1;
          double allowed = GradientTolerance.of(graph) * (norm(gradient) * scale + 0.025 * norm(r));
          if (!(Math.abs(analytic - numeric) <= allowed)) {
            wrong.put(
                entry.getKey() + " of " + graph.node(node).name(),
                analytic + ", numerically " + numeric + ", allowed " + allowed);
          }
          checked++;
        }
      }
    }
    assertThat(checked).isPositive();
    return wrong;
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

  static Params randomised(Graph graph, Random random) {
    Params params = Params.initialise(graph, random.nextLong());
    for (int node = 0; node < graph.nodes().size(); node++) {
      params
          .values(node)
          .forEach(
              (role, buffer) -> {
                float[] noise = gaussian(random, buffer.length());
                buffer.write(moved(buffer.toArray(), noise, role == Role.WEIGHT ? 0.1 : 0.3));
              });
    }
    return params;
  }

  static float[] gaussian(Random random, long length) {
    float[] values = new float[Math.toIntExact(length)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static float[] moved(float[] from, float[] direction, double step) {
    float[] to = new float[from.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = (float) (from[i] + step * direction[i]);
    }
    return to;
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
