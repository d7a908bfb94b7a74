package io.archscape.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.graph.Op;
import io.archscape.graph.Op.Drop.Unit;
import io.archscape.graph.Shape;
import java.util.List;
import org.assertj.core.data.Offset;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegularisationTest {
  private static final Shape IMAGE = Shape.image(32);
  private static final Attention SE = new Attention.SqueezeExcite(0.25);
  private static final Block Y = new Block.Bottleneck(1, 16, SE);
  private static final CrossStage PARTIAL =
      new CrossStage.Partial(32, CrossStage.Partial.Fusion.LAST);

  private static Network network(Stage... stages) {
    return new Network(new Stem(Stem.Type.CIFAR, 32), List.of(stages), Head.PLAIN);
  }

  static List<Network> networks() {
    return List.of(
        network(new Stage(3, 32, 2, new Block.Basic(SE)), new Stage(2, 64, 2, Y)),
        network(new Stage(3, 64, 1, Y, PARTIAL), new Stage(1, 64, 2, Y)),
        network(new Stage(3, 32, 2, new Block.LinearBottleneck(4, 8, SE))),
        network(new Stage(2, 32, 1, new Block.MbConv(6, 5, SE))),
        network(new Stage(2, 32, 1, new Block.Vanilla()), new Stage(1, 64, 2, Y)));
  }

  private static Graph graph(Network network, double dropout, double dropPath) {
    return network.graph(IMAGE, 10, new Regularisation(dropout, dropPath));
  }

  private static List<Node> drops(Graph graph) {
    return graph.nodes().stream().filter(node -> node.op() instanceof Op.Drop).toList();
  }

  private static Node input(Graph graph, Node node, int which) {
    return graph.node(node.inputs().get(which));
  }

  /** arXiv:1603.09382, linear decay: l/L of the last rate; five blocks, 0.2. */
  @Test
  void dropPathGrowsFromTheFirstBlockToTheLast() {
    Graph graph = graph(networks().get(0), 0, 0.2);
    assertThat(drops(graph))
        .extracting(Node::name)
        .containsExactly("s1.b1.drop", "s1.b2.drop", "s1.b3.drop", "s2.b1.drop", "s2.b2.drop");
    double[] rates =
        drops(graph).stream().mapToDouble(node -> ((Op.Drop) node.op()).rate()).toArray();
    assertThat(rates).containsExactly(new double[] {.04, .08, .12, .16, .2}, Offset.offset(1e-12));
    assertThat(drops(graph)).allMatch(node -> ((Op.Drop) node.op()).unit() == Unit.IMAGE);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyBranchIsDroppedJustBeforeItsSum(Network network) {
    Graph graph = graph(network, 0, 0.3);
    List<Node> sums = graph.nodes().stream().filter(node -> node.op() instanceof Op.Add).toList();
    assertThat(sums).isNotEmpty();
    assertThat(drops(graph)).hasSameSizeAs(sums);
    assertThat(drops(graph).get(drops(graph).size() - 1).op())
        .isEqualTo(new Op.Drop(0.3, Unit.IMAGE));
    for (Node sum : sums) {
      assertThat(input(graph, sum, 0).op()).isNotInstanceOf(Op.Drop.class);
      assertThat(input(graph, sum, 1).op()).isInstanceOf(Op.Drop.class);
    }
  }

  @Test
  void aBasicBlocksAttentionIsDroppedWithItsBranch() {
    Graph graph = graph(networks().get(0), 0, 0.2);
    assertThat(input(graph, drops(graph).get(0), 0).name()).isEqualTo("s1.b1.f.se.scale");
  }

  /** The first block moves by 2 and has none: the two others are l = 1, 2 of L = 2. */
  @Test
  void blocksWithoutAShortcutAreNotCounted() {
    Graph graph = graph(networks().get(2), 0, 0.2);
    assertThat(drops(graph)).extracting(Node::name).containsExactly("s1.b2.drop", "s1.b3.drop");
    assertThat(drops(graph).get(0).op()).isEqualTo(new Op.Drop(0.1, Unit.IMAGE));
  }

  @Test
  void vanillaBlocksHaveNothingToDrop() {
    Network vanilla = network(new Stage(2, 32, 2, new Block.Vanilla()));
    assertThat(graph(vanilla, 0, 0.5)).isEqualTo(vanilla.graph(IMAGE, 10));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void dropoutStandsBeforeTheClassifierOnly(Network network) {
    Graph graph = graph(network, 0.4, 0);
    assertThat(drops(graph)).hasSize(1);
    Node drop = drops(graph).get(0);
    assertThat(drop.op()).isEqualTo(new Op.Drop(0.4, Unit.VALUE));
    assertThat(input(graph, drop, 0).name()).isEqualTo("head.avg");
    assertThat(graph.output().inputs()).containsExactly(drop.id());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void whatIsDroppedCostsNothingAndNothingElseChanges(Network network) {
    Graph plain = network.graph(IMAGE, 10);
    Graph dropping = graph(network, 0.4, 0.3);
    assertThat(dropping.cost()).isEqualTo(plain.cost()).isEqualTo(network.cost(IMAGE, 10));
    assertThat(dropping.nodes().stream().filter(node -> !(node.op() instanceof Op.Drop)))
        .extracting(Node::name, Node::op, Node::shape)
        .isEqualTo(
            plain.nodes().stream()
                .map(node -> Tuple.tuple(node.name(), node.op(), node.shape()))
                .toList());
    assertThat(network.graph(IMAGE, 10, Regularisation.NONE)).isEqualTo(plain);
  }

  /** pycls marks these as final_bn: c_bn of a bottleneck, b_bn of a basic block; no projection. */
  @Test
  void theLastNormOfABranchIsMarked() {
    assertThat(marked(networks().get(0)))
        .containsExactly(
            "s1.b1.f.b_bn", "s1.b2.f.b_bn", "s1.b3.f.b_bn", "s2.b1.f.c_bn", "s2.b2.f.c_bn");
    assertThat(marked(networks().get(1)))
        .containsExactly("s1.b1.f.c_bn", "s1.b2.f.c_bn", "s1.b3.f.c_bn", "s2.b1.f.c_bn");
    assertThat(marked(networks().get(4))).containsExactly("s2.b1.f.c_bn");
  }

  /** Without a shortcut a branch that begins as nothing would let nothing through. */
  @Test
  void aBranchWithoutShortcutHasNoMark() {
    assertThat(marked(networks().get(2))).containsExactly("s1.b2.f.c_bn", "s1.b3.f.c_bn");
    assertThat(marked(networks().get(3))).containsExactly("s1.b1.lin_proj_bn", "s1.b2.lin_proj_bn");
  }

  private static List<String> marked(Network network) {
    return network.graph(IMAGE, 10).nodes().stream()
        .filter(node -> node.op().equals(new Op.BatchNorm(true)))
        .map(Node::name)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void aRateMustLeaveSomething(double rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Regularisation(rate, 0))
        .withMessage("dropout must lie in [0,1), got dropout=" + rate);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Regularisation(0, rate))
        .withMessage("drop path must lie in [0,1), got dropPath=" + rate);
  }
}
