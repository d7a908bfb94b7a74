package io.archscape.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.archscape.InputException;
import io.archscape.RequirementException;
import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.engine.Kernel.Direction;
import io.archscape.engine.KernelSet;
import io.archscape.engine.nd4j.Nd4jKernels;
import io.archscape.engine.onednn.OneDnnKernels;
import io.archscape.graph.Graph;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import io.archscape.train.StepProfile.Chore;
import io.archscape.train.StepProfile.Operation;
import io.archscape.train.StepProfile.Timed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StepProfileTest {
  private static final int BATCH = 2;

  private static Graph graph(int image) {
    Block block = new Block.Bottleneck(1, 8, new Attention.SqueezeExcite(0.25));
    Network network =
        new Network(new Stem(Stem.Type.CIFAR, 16), List.of(new Stage(2, 16, 2, block)), Head.PLAIN);
    return network.graph(Shape.image(image), 10);
  }

  private static StepProfile profile(KernelSet kernels) {
    return StepProfile.measure(graph(8), BATCH, kernels, 1, 3);
  }

  private static List<Operation> operations(StepProfile profile) {
    return profile.pieces().stream()
        .map(Timed::piece)
        .filter(Operation.class::isInstance)
        .map(Operation.class::cast)
        .toList();
  }

  private static void assertWhole(StepProfile profile) {
    Set<Integer> met = new HashSet<>();
    for (Operation operation : operations(profile)) {
      met.add(operation.node().id());
      operation.relu().ifPresent(relu -> met.add(relu.id()));
    }
    Set<Integer> all =
        profile.graph().nodes().stream()
            .filter(node -> !(node.op() instanceof Op.Input))
            .map(node -> node.id())
            .collect(Collectors.toSet());
    assertThat(met).hasSizeGreaterThan(20).isEqualTo(all);
    assertThat(operations(profile))
        .anyMatch(operation -> operation.direction() == Direction.FORWARD)
        .anyMatch(operation -> operation.direction() != Direction.FORWARD)
        .anyMatch(operation -> operation.relu().isPresent())
        .allMatch(operation -> !operation.implementation().isBlank());
    assertThat(profile.pieces())
        .extracting(Timed::piece)
        .startsWith(Chore.IMAGES)
        .contains(Chore.STATISTICS, Chore.LOSS)
        .endsWith(Chore.UPDATE);
    assertThat(profile.pieces()).allMatch(timed -> timed.seconds() > 0);
    double sum = profile.pieces().stream().mapToDouble(Timed::seconds).sum();
    assertThat(profile.sum()).isCloseTo(sum, within(1e-12));
    assertThat(profile.whole()).isPositive();
    assertThat(profile.divided()).isPositive();
  }

  @Test
  void everyNodeAndEveryChoreIsTimedInNd4j() {
    StepProfile profile = profile(new Nd4jKernels());
    assertWhole(profile);
    assertThat(operations(profile)).allMatch(each -> each.implementation().equals("nd4j"));
  }

  @Test
  void everyNodeAndEveryChoreIsTimedInOneDnn() {
    assumeTrue(OneDnnKernels.obstacle().isEmpty(), "skipped: no oneDNN on this platform");
    try (OneDnnKernels kernels = new OneDnnKernels()) {
      StepProfile profile = profile(kernels);
      assertWhole(profile);
      assertThat(operations(profile))
          .noneMatch(each -> each.implementation().equals("nd4j"))
          .anyMatch(each -> each.direction() == Direction.BACKWARD_WEIGHTS);
    }
  }

  @Test
  void whatCannotBeMeasuredIsRefused() {
    Nd4jKernels kernels = new Nd4jKernels();
    assertThatThrownBy(() -> StepProfile.measure(graph(8), BATCH, kernels, 0, 0))
        .isInstanceOf(RequirementException.class)
        .hasMessageContaining("steps must be at least 1");
    assertThatThrownBy(() -> StepProfile.measure(graph(8), 0, kernels, 0, 1))
        .isInstanceOf(RequirementException.class)
        .hasMessageContaining("batch must be at least 1");
    assertThatThrownBy(() -> StepProfile.measure(graph(1024), 100_000, kernels, 0, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("must fit into memory");
  }
}
