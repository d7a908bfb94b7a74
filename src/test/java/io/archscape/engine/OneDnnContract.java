package io.archscape.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.archscape.engine.onednn.OneDnnKernels;
import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.graph.Op;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

abstract class OneDnnContract extends KernelContract {
  @Override
  abstract OneDnnKernels kernels();

  @BeforeAll
  static void oneDnnIsHere() {
    Optional<String> obstacle = OneDnnKernels.obstacle();
    if (isFastPath()) {
      assertThat(obstacle).as("oneDNN must load on Linux x86-64").isEmpty();
    }
    assumeTrue(obstacle.isEmpty(), () -> "skipped: no oneDNN on this platform: " + obstacle);
  }

  private static boolean isFastPath() {
    return System.getProperty("os.name").equals("Linux")
        && System.getProperty("os.arch").equals("amd64");
  }

  /** Outputs and gradients of one step against the set that uses ND4J alone. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agreesWithNd4j(String name, Case one) {
    double allowed = one.tolerance().agreement();
    assertThat(new Deviations(name, one).fromNd4j(this::kernels))
        .hasSize(4)
        .allSatisfy((what, deviation) -> assertThat(deviation).as(what).isBetween(0.0, allowed));
  }

  /** Reference code is many times slower; seen free of it with SSE4.1, AVX2 and AVX-512. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void needsNoReferenceCode(String name, Case one) {
    Graph graph = one.graph();
    assumeTrue(isFastPath());
    for (Mode mode : Mode.values()) {
      try (OneDnnKernels kernels = kernels();
          Params params = Params.initialise(graph, 1);
          Program program = Program.compile(graph, Cases.BATCH, mode, params, kernels)) {
        assertThat(program.batch()).isEqualTo(Cases.BATCH);
        assertThat(kernels.fallbacks()).as(mode + " " + name).isZero();
      }
    }
    try (OneDnnKernels kernels = kernels();
        Params params = Params.initialise(graph, 1);
        FoldedNorms folded = new FoldedNorms(graph, params)) {
      Program.compile(folded.graph(), Cases.BATCH, Mode.EVALUATE, folded.params(), kernels).close();
      assertThat(kernels.fallbacks()).as("folded " + name).isZero();
    }
  }

  static void randomiseStatistics(Graph graph, Params params, Random random) {
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.BatchNorm) {
        params.mean(node.id()).write(gaussian(random, node.shape().channels()));
        float[] variance = gaussian(random, node.shape().channels());
        for (int i = 0; i < variance.length; i++) {
          variance[i] = 0.5f + variance[i] * variance[i];
        }
        params.variance(node.id()).write(variance);
      }
    }
  }
}
