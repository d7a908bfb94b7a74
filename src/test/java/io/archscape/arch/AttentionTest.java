package io.archscape.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.archscape.document.Documents;
import io.archscape.graph.Cost;
import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Attention, shuffles and cross-stage partial stages by hand, from the formulas of their papers.
 */
class AttentionTest {
  private static final Shape IMAGE = Shape.image(32);
  private static final Attention NONE = new Attention.None();

  private static Network network(Stage stage) {
    return new Network(new Stem(Stem.Type.CIFAR, 64), List.of(stage), Head.PLAIN);
  }

  private static Cost cost(Block block) {
    return network(new Stage(1, 64, 1, block)).cost(IMAGE, 10);
  }

  private static Cost added(Attention attention) {
    Cost with = cost(new Block.Bottleneck(1, 16, attention));
    Cost without = cost(new Block.Bottleneck(1, 16, NONE));
    return new Cost(
        with.flops() - without.flops(),
        with.params() - without.params(),
        with.acts() - without.acts());
  }

  /** arXiv:1910.03151: k = |log2(C)/2 + 1/2| made odd. */
  @ParameterizedTest
  @CsvSource({"1, 3", "8, 3", "64, 3", "127, 3", "128, 5", "512, 5", "2047, 5", "2048, 7"})
  void theWindowOfEcaGrowsWithTheChannels(int channels, int kernel) {
    assertThat(Attention.EfficientChannel.kernel(channels)).isEqualTo(kernel);
  }

  @Test
  void ecaAddsItsWindowAndNothingElse() {
    assertThat(added(new Attention.EfficientChannel())).isEqualTo(new Cost(3 * 64, 3, 64));
  }

  @Test
  void seAddsTwoConvolutionsWithBias() {
    assertThat(added(new Attention.SqueezeExcite(0.25)))
        .isEqualTo(new Cost(64 * 16 + 16 + 16 * 64 + 64, 64 * 16 + 16 + 16 * 64 + 64, 16 + 64));
  }

  @Test
  void anSeThatRoundsToNothingIsNone() {
    assertThat(added(new Attention.SqueezeExcite(0.005))).isEqualTo(Cost.NONE);
    assertThat(added(new Attention.SqueezeExcite(0.015, Attention.SqueezeExcite.Rounding.DOWN)))
        .isEqualTo(Cost.NONE);
    assertThat(added(new Attention.SqueezeExcite(0.015))).isNotEqualTo(Cost.NONE);
  }

  /** The MLP runs on mean and maximum with the same weights: its params count once. */
  @Test
  void cbamAddsOneMlpRunTwiceAndASevenBySevenConvolution() {
    int mlp = 64 * 4 + 4 + 4 * 64 + 64;
    int positions = 32 * 32;
    assertThat(added(new Attention.Cbam()))
        .isEqualTo(
            new Cost(2 * mlp + 7 * 7 * 2 * positions, mlp + 7 * 7 * 2, 2 * (4 + 64) + positions));
  }

  @Test
  void cbamOfFewChannelsKeepsOneHiddenChannel() {
    Network small =
        new Network(
            new Stem(Stem.Type.CIFAR, 8),
            List.of(new Stage(1, 8, 1, new Block.Bottleneck(1, 8, new Attention.Cbam()))),
            Head.PLAIN);
    assertThat(small.graph(IMAGE, 10).nodes())
        .filteredOn(node -> node.name().endsWith("mlp.0"))
        .extracting(Node::shape)
        .containsExactly(new Shape(2, 1, 1));
  }

  @Test
  void attentionStandsInBasicBlocksToo() {
    Cost with = cost(new Block.Basic(new Attention.EfficientChannel()));
    assertThat(with.params() - cost(new Block.Basic()).params()).isEqualTo(3);
  }

  /** ShuffleNet, arXiv:1707.01083: after the grouped convolution, before who reads its groups. */
  @Test
  void aShuffleStandsBetweenTheGroupsAndTheAttentionAndIsFree() {
    Attention eca = new Attention.EfficientChannel();
    Block plain = new Block.Bottleneck(1, 16, eca);
    Block shuffled = new Block.Bottleneck(1, 16, eca, true);
    Graph graph = network(new Stage(1, 64, 1, shuffled)).graph(IMAGE, 10);
    assertThat(cost(shuffled)).isEqualTo(cost(plain)).isEqualTo(graph.cost());
    Node shuffle =
        graph.nodes().stream()
            .filter(node -> node.op().equals(new Op.ChannelShuffle(4)))
            .findFirst()
            .orElseThrow();
    assertThat(shuffle.name()).isEqualTo("s1.b1.f.shuffle");
    assertThat(graph.node(shuffle.inputs().get(0)).name()).isEqualTo("s1.b1.f.b_af");
    assertThat(graph.nodes())
        .filteredOn(node -> node.inputs().contains(shuffle.id()))
        .extracting(Node::name)
        .containsExactly("s1.b1.f.eca.avg", "s1.b1.f.eca.scale");
  }

  @ParameterizedTest
  @CsvSource({"1, 64", "1, 1", "0.25, 16", "0.25, 1"})
  void aShuffleOfOneGroupOrOfGroupsOfOneChannelIsNone(double multiplier, int groupWidth) {
    Block shuffled = new Block.Bottleneck(multiplier, groupWidth, NONE, true);
    Block plain = new Block.Bottleneck(multiplier, groupWidth, NONE);
    assertThat(network(new Stage(1, 64, 1, shuffled)).graph(IMAGE, 10).nodes())
        .isEqualTo(network(new Stage(1, 64, 1, plain)).graph(IMAGE, 10).nodes());
  }

  /** Blocks after the first see 32 of 64 channels; 1x1 transitions keep the width. */
  @ParameterizedTest
  @CsvSource({"FIRST, 0", "LAST, 1088"})
  void aCrossStagePartialSendsSomeChannelsPastTheBlocks(
      CrossStage.Partial.Fusion fusion, int innerTransition) {
    Block block = new Block.Bottleneck(1, 16, NONE);
    Cost first = cost(block);
    Cost whole = network(new Stage(3, 64, 1, block)).cost(IMAGE, 10);
    Cost half =
        network(new Stage(3, 64, 1, block, new CrossStage.Partial(32, fusion))).cost(IMAGE, 10);
    // 1x1, 3x3 in groups of 16, 1x1, each with a norm
    int narrow = 32 * 32 + 64 + 9 * 16 * 32 + 64 + 32 * 32 + 64;
    int outer = 64 * 64 + 128;
    assertThat(half.params() - first.params()).isEqualTo(2 * narrow + outer + innerTransition);
    assertThat(half.params()).isLessThan(whole.params());
    assertThat(
            network(new Stage(3, 64, 1, block, new CrossStage.Partial(32, fusion)))
                .graph(IMAGE, 10)
                .cost())
        .isEqualTo(half);
  }

  @Test
  void aStageThatCannotBeSplitIsRefusedByName() {
    Block block = new Block.Bottleneck(1, 16, NONE);
    CrossStage half = new CrossStage.Partial(32, CrossStage.Partial.Fusion.LAST);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Stage(1, 64, 1, block, half))
        .withMessage("csp needs a block after the stage's first, got depth=1 of width=64");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Stage(2, 32, 1, block, half))
        .withMessage(
            "csp must leave at least 1 channel past the blocks, got through=32 of width=32");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Stage(
                    2, 64, 1, block, new CrossStage.Partial(24, CrossStage.Partial.Fusion.LAST)))
        .withMessageContaining("must be divisible by the group width, got width=24");
  }

  /** Trial ids are made of this text: what a network does not have must not be in it. */
  @Test
  void componentsThatAreNotThereAreLeftOutOfTheText() {
    Documents documents = new Documents();
    Network plain = network(new Stage(1, 64, 1, new Block.Basic()));
    assertThat(documents.canonicalJson(plain))
        .isEqualTo(
            "{\"head\":{\"width\":0},\"stages\":[{\"block\":{\"type\":\"res_basic_block\"},"
                + "\"depth\":1,\"stride\":1,\"width\":64}],"
                + "\"stem\":{\"type\":\"res_stem_cifar\",\"width\":64}}");
    Network grouped = network(new Stage(1, 64, 1, new Block.Bottleneck(1, 16, NONE)));
    assertThat(documents.canonicalJson(grouped)).doesNotContain("shuffle");
    for (Attention attention :
        List.of(
            NONE,
            new Attention.SqueezeExcite(0.25),
            new Attention.SqueezeExcite(0.25, Attention.SqueezeExcite.Rounding.DOWN),
            new Attention.EfficientChannel(),
            new Attention.Cbam(8, 3))) {
      Network network =
          new Network(
              new Stem(Stem.Type.SIMPLE, 16),
              List.of(
                  new Stage(
                      2,
                      32,
                      2,
                      new Block.LinearBottleneck(4, 8, attention),
                      new CrossStage.Partial(16, CrossStage.Partial.Fusion.FIRST)),
                  new Stage(1, 32, 1, new Block.Bottleneck(1, 8, attention, true)),
                  new Stage(1, 32, 1, new Block.MbConv(6, 5, attention))),
              new Head(64),
              io.archscape.graph.Activation.SILU);
      String json = documents.canonicalJson(network);
      assertThat(documents.readJson("n.json", json, Network.class)).isEqualTo(network);
      assertThat(documents.readYaml("n.yaml", documents.yaml(network), Network.class))
          .isEqualTo(network);
    }
  }
}
