package io.archscape.engine;

import static org.assertj.core.api.Assertions.assertThat;

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

  abstract KernelSet kernels();

  /** What is tried. */
  Map<String, Case> tried() {
    return Cases.all();
  }

  Stream<Arguments> cases() {
    return tried().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  /** So its tolerance is the one that binds there. */
  @Test
  void everyOperationIsTheSubjectOfACase() {
    Set<Class<?>> subjects =
        tried().values().stream().map(Case::subject).collect(Collectors.toSet());
    assertThat(subjects).contains(Case.NETWORK);
    subjects.remove(Case.NETWORK);
    subjects.add(Op.Input.class); // has no gradient
    assertThat(subjects).containsExactlyInAnyOrder(Op.class.getPermittedSubclasses());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void gradientsAreCentralDifferences(String name, Case one) {
    double allowed = one.tolerance().gradient();
    Map<String, Deviations.Gradient> deviations =
        new Deviations(name, one).ofGradients(this::kernels, allowed);
    assertThat(deviations).isNotEmpty();
    deviations.values().removeIf(deviation -> deviation.relative() <= allowed);
    assertThat(deviations).as("allowed %s of the unit", allowed).isEmpty();
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

  static float[] moved(float[] from, float[] direction, double step) {
    float[] to = new float[from.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = (float) (from[i] + step * direction[i]);
    }
    return to;
  }
}
