package io.archscape.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.engine.nd4j.Nd4jKernels;
import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LastGammaTest {
  private static final Graph GRAPH =
      new Network(
              new Stem(Stem.Type.CIFAR, 8),
              List.of(
                  new Stage(2, 8, 1, new Block.Basic()),
                  new Stage(2, 16, 2, new Block.Bottleneck(1, 8, new Attention.None()))),
              Head.PLAIN)
          .graph(Shape.image(8), 3);

  @Test
  void onlyTheLastNormOfEachBranchBeginsAtZero() {
    try (Params zero = Params.initialise(GRAPH, 5, true);
        Params one = Params.initialise(GRAPH, 5)) {
      int zeros = 0;
      for (Node node : GRAPH.nodes()) {
        if (node.op() instanceof Op.BatchNorm norm) {
          Buffer gamma = Objects.requireNonNull(zero.values(node.id()).get(Role.GAMMA));
          assertThat(gamma.toArray()).as(node.name()).containsOnly(norm.endsBranch() ? 0f : 1f);
          zeros += norm.endsBranch() ? 1 : 0;
          gamma.array().assign(1f);
        }
      }
      assertThat(zeros).isEqualTo(4);
      assertThat(zero.values().toArray()).isEqualTo(one.values().toArray());
      assertThat(zero.statistics().toArray()).isEqualTo(one.statistics().toArray());
    }
  }

  @Test
  void withoutTheFlagAllBeginAtOne() {
    try (Params plain = Params.initialise(GRAPH, 5, false);
        Params one = Params.initialise(GRAPH, 5)) {
      assertThat(plain.checksum()).isEqualTo(one.checksum());
    }
  }

  /** Weights of a branch that is nothing do not matter, and get no gradient; its gamma does. */
  @Test
  void aBlockBeginsAsItsShortcut() {
    Node conv = named("s1.b1.f.a");
    Node norm = named("s1.b1.f.b_bn");
    try (Params params = Params.initialise(GRAPH, 5, true);
        Program program = Program.compile(GRAPH, 4, Mode.TRAIN, params, new Nd4jKernels())) {
      program.input().write(KernelContract.gaussian(new Random(1), program.input().length()));
      program.forward();
      float[] logits = program.output().toArray();
      program.outputGradient().write(KernelContract.gaussian(new Random(2), logits.length));
      program.backward();
      assertThat(gradient(params, conv, Role.WEIGHT)).containsOnly(0f);
      assertThat(gradient(params, norm, Role.GAMMA)).doesNotContain(0f);
      Objects.requireNonNull(params.values(conv.id()).get(Role.WEIGHT)).array().muli(-2);
      program.forward();
      assertThat(program.output().toArray()).isEqualTo(logits);
    }
  }

  private static float[] gradient(Params params, Node node, Role role) {
    return Objects.requireNonNull(params.gradients(node.id()).get(role)).toArray();
  }

  private static Node named(String name) {
    return GRAPH.nodes().stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
