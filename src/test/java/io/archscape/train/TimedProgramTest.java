package io.archscape.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.engine.FoldedNorms;
import io.archscape.engine.Kernel.Direction;
import io.archscape.engine.Mode;
import io.archscape.engine.nd4j.Nd4jKernels;
import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimedProgramTest {
  private static Graph graph(int image) {
    Block block = new Block.Bottleneck(1, 8, new Attention.None());
    return new Network(
            new Stem(Stem.Type.CIFAR, 16), List.of(new Stage(2, 16, 2, block)), Head.PLAIN)
        .graph(Shape.image(image), 10);
  }

  private static List<Node> convolutions(Graph graph) {
    return graph.nodes().stream().filter(node -> node.op() instanceof Op.Conv).toList();
  }

  @Test
  void trainingIsForwardAndBackward() {
    Graph graph = graph(8);
    try (TimedProgram timed = new TimedProgram(graph, Mode.TRAIN, 2, new Nd4jKernels())) {
      for (Direction direction : List.of(Direction.FORWARD, Direction.BACKWARD)) {
        assertThat(timed.work())
            .filteredOn(work -> work.part().direction() == direction)
            .extracting(work -> work.node())
            .containsAll(convolutions(graph));
      }
      assertThat(timed.work()).allSatisfy(work -> assertThat(timed.seconds(work)).isPositive());
    }
  }

  /** What is measured in evaluation are the nodes that the network without its norms has. */
  @Test
  void evaluationIsForwardWithoutNorms() {
    Graph graph = graph(8);
    try (TimedProgram timed = new TimedProgram(graph, Mode.EVALUATE, 2, new Nd4jKernels())) {
      assertThat(timed.work())
          .allMatch(work -> work.part().direction() == Direction.FORWARD)
          .noneMatch(work -> work.node().op() instanceof Op.BatchNorm)
          .extracting(work -> work.node())
          .containsAll(convolutions(FoldedNorms.fold(graph)))
          .isSubsetOf(FoldedNorms.fold(graph).nodes());
      assertThat(timed.work()).allSatisfy(work -> assertThat(timed.seconds(work)).isPositive());
    }
  }

  @Test
  void whatDoesNotFitIntoMemoryIsRefused() {
    assertThatThrownBy(
            () -> new TimedProgram(graph(1024), Mode.TRAIN, 100_000, new Nd4jKernels()).close())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("must fit into memory");
  }
}
