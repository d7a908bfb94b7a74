package io.archscape.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.bench.MadeUpTimer.Seconds;
import io.archscape.engine.Kernel.Direction;
import io.archscape.engine.Mode;
import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayerJudgeTest {
  private static final Shape IMAGE = Shape.image(8);
  private static final MachineSpeed MACHINE = new MachineSpeed(100e9, 20e9);

  /** Slow for a grouped convolution of 8 channels on 4x4 maps: 2.4 M operations a batch. */
  private static final double SLOW = 10e-3;

  /** At which everything is fast: convolutions have 0.5 M to 10 M operations, the rest less. */
  private static double fast(Node node) {
    return node.op() instanceof Op.Linear ? 1e-6 : 20e-6;
  }

  private static Network network(int... depths) {
    Block block = new Block.Bottleneck(1, 8, new Attention.None());
    List<Stage> stages =
        IntStream.range(0, depths.length)
            .mapToObj(i -> new Stage(depths[i], 16, i == 0 ? 1 : 2, block))
            .toList();
    return new Network(new Stem(Stem.Type.CIFAR, 16), stages, Head.PLAIN);
  }

  private static boolean isGrouped(Node node) {
    return node.op() instanceof Op.Conv conv && conv.groups() > 1;
  }

  private static boolean isGroupedOnSmallMap(Node node) {
    return isGrouped(node) && node.shape().height() == 4 && conv(node).stride() == 1;
  }

  private static Op.Conv conv(Node node) {
    return (Op.Conv) node.op();
  }

  /** Grouped convolutions on small maps need this long for the gradients of their weights. */
  private static final Seconds SLOW_WEIGHTS =
      (mode, node, direction, run) ->
          isGroupedOnSmallMap(node) && direction == Direction.BACKWARD_WEIGHTS ? SLOW : fast(node);

  private static final Seconds ALL_FAST = (mode, node, direction, run) -> fast(node);

  private static List<JudgedLayer> slow(MadeUpTimer timer, Network network) {
    return slow(new LayerJudge(timer, MACHINE), network);
  }

  private static List<JudgedLayer> slow(LayerJudge judge, Network network) {
    return judge.judge(network, IMAGE, 10).stream().filter(JudgedLayer::slow).toList();
  }

  @Test
  void findsWhatIsSlowWithItsShareAndSpeed() {
    List<JudgedLayer> slow = slow(new MadeUpTimer(SLOW_WEIGHTS), network(2, 3));
    assertThat(slow).hasSize(1);
    LayerCost cost = slow.get(0).cost();
    assertThat(cost.op()).isEqualTo("conv 3x3 g8");
    assertThat(cost.time().direction()).isEqualTo(Direction.BACKWARD_WEIGHTS);
    assertThat(cost.kind().mode()).isEqualTo(Mode.TRAIN);
    assertThat(cost.layers()).isEqualTo(2);
    // 2 operations, 9 taps of 8 channels, for 16 channels at 16 places, in 64 images
    assertThat(cost.rate()).isCloseTo(2.0 * 9 * 8 * 16 * 16 * 64 / SLOW, within(1.0));
    assertThat(slow.get(0).fraction()).isCloseTo(cost.rate() / 100e9, within(1e-9));
    assertThat(cost.share()).isBetween(0.88, 0.89);
  }

  @Test
  void findsNothingWhereEverythingIsFast() {
    MadeUpTimer timer = new MadeUpTimer(ALL_FAST);
    LayerJudge judge = new LayerJudge(timer, MACHINE);
    List<JudgedLayer> all = judge.judge(network(2, 3), IMAGE, 10);
    assertThat(all).hasSizeGreaterThan(40).noneMatch(JudgedLayer::slow);
    assertThat(shares(all, Mode.TRAIN)).isCloseTo(1, within(1e-9));
    assertThat(shares(all, Mode.EVALUATE)).isCloseTo(1, within(1e-9));
  }

  private static double shares(List<JudgedLayer> layers, Mode mode) {
    return layers.stream()
        .filter(layer -> layer.cost().kind().mode() == mode)
        .mapToDouble(JudgedLayer::share)
        .sum();
  }

  @Test
  void evaluationIsJudgedToo() {
    MadeUpTimer timer =
        new MadeUpTimer(
            (mode, node, direction, run) ->
                mode == Mode.EVALUATE && isGroupedOnSmallMap(node) ? SLOW : fast(node));
    assertThat(slow(timer, network(1, 2)))
        .singleElement()
        .satisfies(
            layer -> {
              assertThat(layer.line()).containsEntry("mode", "evaluate");
              assertThat(layer.cost().op()).isEqualTo("conv 3x3 bias g8");
            });
  }

  @Test
  void aKindOfLayerIsMeasuredOnce() {
    MadeUpTimer timer = new MadeUpTimer(ALL_FAST);
    LayerJudge judge = new LayerJudge(timer, MACHINE);
    judge.judge(network(2, 3), IMAGE, 10);
    int runs = timer.runs();
    int kinds = judge.measured();
    assertThat(runs).isPositive();
    assertThat(timer.opened()).hasSize(2); // to train and to evaluate
    judge.judge(network(2, 3), IMAGE, 10);
    judge.judge(network(3, 9), IMAGE, 10);
    assertThat(timer.opened()).hasSize(2);
    assertThat(timer.runs()).isEqualTo(runs);
    assertThat(judge.measured()).isEqualTo(kinds);
    judge.judge(network(2, 3, 1), IMAGE, 10);
    assertThat(timer.opened()).hasSize(4);
    assertThat(timer.runs()).isBetween(runs + 1, 2 * runs - 1);
    assertThat(timer.open()).isZero();
  }

  @Test
  void deepNetworksAreCutWhileTheyKeepTheirKindsOfLayers() {
    MadeUpTimer timer = new MadeUpTimer(SLOW_WEIGHTS);
    assertThat(slow(timer, network(9, 20)))
        .singleElement()
        .satisfies(layer -> assertThat(layer.cost().layers()).isEqualTo(19));
    assertThat(timer.opened())
        .first()
        .satisfies(
            graph -> {
              assertThat(graph.nodes()).hasSizeLessThan(70);
              assertThat(LayerKind.of(graph, Mode.TRAIN, "x").keySet())
                  .isEqualTo(kinds(network(9, 20).graph(IMAGE, 10)));
            });
  }

  private static Iterable<LayerKind> kinds(Graph graph) {
    return LayerKind.of(graph, Mode.TRAIN, "x").keySet();
  }

  @Test
  void whatWasSlowOnlyBecauseTheMachineWasBusyIsNotSlow() {
    MadeUpTimer timer =
        new MadeUpTimer(
            (mode, node, direction, run) ->
                isGrouped(node) && run != 9 ? SLOW : fast(node)); // 4 to measure, the fifth of ten
    LayerJudge judge = new LayerJudge(timer, MACHINE);
    assertThat(slow(judge, network(2, 3))).isEmpty();
    int runs = timer.runs();
    assertThat(slow(judge, network(2, 3))).as("remembered").isEmpty();
    assertThat(timer.runs()).isEqualTo(runs);
  }

  @Test
  void whatIsSlowIsMeasuredElevenMoreTimesAndThenBelieved() {
    MadeUpTimer slow = new MadeUpTimer(SLOW_WEIGHTS);
    LayerJudge judge = new LayerJudge(slow, MACHINE);
    MadeUpTimer fast = new MadeUpTimer(ALL_FAST);
    new LayerJudge(fast, MACHINE).judge(network(1, 2), IMAGE, 10);
    assertThat(slow(judge, network(1, 2))).hasSize(1);
    // forward and two gradients of one layer, each ten times and once to warm up
    assertThat(slow.runs()).isEqualTo(fast.runs() + 3 * 11);
    assertThat(slow(judge, network(1, 2))).hasSize(1);
    assertThat(slow.runs()).isEqualTo(fast.runs() + 3 * 11);
  }

  /** What is slow beside something slower may be tiny. When that was noise, it is not. */
  @Test
  void sharesAreThoseOfTheBestTimes() {
    MadeUpTimer timer =
        new MadeUpTimer(
            (mode, node, direction, run) -> {
              if (mode == Mode.EVALUATE || direction != Direction.FORWARD) {
                return fast(node);
              }
              if (node.op() instanceof Op.Linear) {
                return run <= 4 ? 1000 * SLOW : fast(node);
              }
              return isGroupedOnSmallMap(node) ? SLOW : fast(node);
            });
    assertThat(slow(timer, network(1, 2)))
        .singleElement()
        .satisfies(layer -> assertThat(layer.cost().op()).isEqualTo("conv 3x3 g8"));
  }
}
