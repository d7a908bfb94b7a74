package io.archscape.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.graph.Graph;
import io.archscape.graph.Op;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every set of kernels must hold to: gradients that are those of its own forward. */
abstract class KernelContract {

  /** A step that crosses a kink of a ReLU or a maximum misleads; one of three has to agree. */
  private static final double[] STEPS = {1e-3, 3e-4, 1e-4};

  private static final int DIRECTIONS = 2;

  abstract KernelSet kernels();

  static Stream<Arguments> cases() {
    return Cases.all().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @Test
  void everyOperationHasACase() {
    Set<Class<?>> seen =
        Cases.all().values().stream()
            .flatMap(graph -> graph.nodes().stream())
            .map(node -> node.op().getClass())
            .collect(Collectors.toSet());
    assertThat(seen).containsExactlyInAnyOrder(Op.class.getPermittedSubclasses());
  }

  /** Loss is the output times fixed random numbers; each parameter's gradient along directions. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void gradientsAreCentralDifferences(String name, Graph graph) {
    Random random = new Random(name.hashCode());
    try (Params params = randomised(graph, random);
        Program program = Program.compile(graph, Cases.BATCH, Mode.TRAIN, params, kernels())) {
      program.input().write(gaussian(random, program.input().length()));
      float[] r = gaussian(random, program.output().length());
      program.forward();
      program.outputGradient().write(r);
      program.backward();
      int checked = 0;
      for (int node = 0; node < graph.nodes().size(); node++) {
        Map<Role, Buffer> gradients = params.gradients(node);
        Map<Role, Buffer> values = params.values(node);
        for (Role role : gradients.keySet()) {
          float[] gradient = gradients.get(role).toArray();
          for (int i = 0; i < DIRECTIONS; i++) {
            float[] direction = gaussian(random, gradient.length);
            double analytic = dot(gradient, direction);
            double numeric = nearest(analytic, program, values.get(role), direction, r);
            double norm = norm(gradient) * norm(direction);
            assertThat(analytic)
                .as("%s of %s, |g||d| = %s", role, graph.node(node).name(), norm)
                .isCloseTo(
                    numeric, org.assertj.core.data.Offset.offset(0.02 * norm + 0.02 * scale(r)));
          }
          checked++;
        }
      }
      assertThat(checked).isPositive();
    }
  }

  private static double scale(float[] r) {
    return 0.02 * norm(r);
  }

  private static double nearest(
      double analytic, Program program, Buffer values, float[] direction, float[] r) {
    return Arrays.stream(STEPS)
        .map(step -> numeric(program, values, direction, r, step))
        .boxed()
        .min(Comparator.comparingDouble(numeric -> Math.abs(numeric - analytic)))
        .orElseThrow();
  }

  private static double numeric(
      Program program, Buffer values, float[] direction, float[] r, double step) {
    float[] at = values.toArray();
    values.write(moved(at, direction, step));
    program.forward();
    double up = dot(program.output().toArray(), r);
    values.write(moved(at, direction, -step));
    program.forward();
    double down = dot(program.output().toArray(), r);
    values.write(at);
    return (up - down) / (2 * step);
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
