package io.archscape.bench;

import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.bench.LayerTimer.Opened;
import io.archscape.engine.FoldedNorms;
import io.archscape.engine.Mode;
import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.graph.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The times of one network's layers, in training or in evaluation. Only if something of it is to be
 * measured is it made ready to run, or a shallower network that has all its kinds of layers.
 */
final class NetworkTimes implements AutoCloseable {
  /** Beyond this depth a stage's blocks repeat. */
  private static final int DEEPEST = 3;

  private final LayerTimer timer;
  private final LayerTimes times;
  private final Network network;
  private final Shape image;
  private final int classes;
  private final Mode mode;
  private final Graph graph;
  private final Map<LayerKind, List<Node>> layers;
  private Optional<Ready> ready = Optional.empty();

  /** What is run. */
  private record Ready(Opened opened, Map<LayerKind, List<Node>> layers) {
    Node node(LayerKind kind) {
      return layers.getOrDefault(kind, List.of()).get(0);
    }
  }

  /**
   * @param times known so far; new ones are added
   */
  NetworkTimes(
      LayerTimer timer, LayerTimes times, Network network, Shape image, int classes, Mode mode) {
    this.timer = timer;
    this.times = times;
    this.network = network;
    this.image = image;
    this.classes = classes;
    this.mode = mode;
    graph = graph(network);
    layers = layers(graph);
  }

  private Graph graph(Network some) {
    Graph trained = some.graph(image, classes);
    return mode == Mode.EVALUATE ? FoldedNorms.fold(trained) : trained;
  }

  private Map<LayerKind, List<Node>> layers(Graph some) {
    return LayerKind.of(some, mode, timer.layout(some));
  }

  /** Measures the kinds of layers that no network had before. */
  void measureUnknown() {
    measure(
        layers.keySet().stream().filter(kind -> !times.knows(kind)).toList(),
        LayerRounds.FEW,
        times::learn);
  }

  /** Measures some kinds many times. */
  void measureAgain(List<LayerKind> kinds) {
    measure(kinds, LayerRounds.MANY, times::makeCertain);
  }

  private void measure(
      List<LayerKind> kinds, LayerRounds rounds, BiConsumer<LayerKind, List<LayerTime>> result) {
    if (kinds.isEmpty()) {
      return;
    }
    Ready run = ready.orElseGet(this::makeReady);
    ready = Optional.of(run);
    List<List<LayerTime>> measured = rounds.of(run.opened, kinds.stream().map(run::node).toList());
    for (int i = 0; i < kinds.size(); i++) {
      result.accept(kinds.get(i), measured.get(i));
    }
  }

  private Ready makeReady() {
    return IntStream.rangeClosed(2, DEEPEST)
        .mapToObj(this::cutTo)
        .filter(some -> layers(graph(some)).keySet().containsAll(layers.keySet()))
        .findFirst()
        .map(this::ready)
        .orElseGet(() -> ready(network));
  }

  private Network cutTo(int depth) {
    List<Stage> stages =
        network.stages().stream()
            .map(
                stage ->
                    new Stage(
                        Math.min(depth, stage.depth()),
                        stage.width(),
                        stage.stride(),
                        stage.block(),
                        stage.crossStage()))
            .toList();
    return new Network(network.stem(), stages, network.head(), network.activation());
  }

  private Ready ready(Network some) {
    return new Ready(timer.open(some.graph(image, classes), mode), layers(graph(some)));
  }

  /** What each kind costs in each direction, once all are measured. */
  List<LayerCost> costs() {
    double sum =
        layers.entrySet().stream()
            .mapToDouble(each -> each.getValue().size() * LayerTime.sum(times.of(each.getKey())))
            .sum();
    return layers.entrySet().stream()
        .flatMap(each -> costs(each.getKey(), each.getValue(), sum))
        .toList();
  }

  private Stream<LayerCost> costs(LayerKind kind, List<Node> nodes, double sum) {
    return times.of(kind).stream().map(time -> cost(kind, nodes, time, sum));
  }

  private LayerCost cost(LayerKind kind, List<Node> nodes, LayerTime time, double sum) {
    double flops = time.copies() ? 0 : OpWork.flops(graph, nodes.get(0), time.direction());
    return new LayerCost(
        kind,
        time,
        nodes.size(),
        nodes.size() * time.seconds() / sum,
        timer.batch() * flops,
        timer.batch() * OpWork.bytes(graph, nodes.get(0)));
  }

  @Override
  public void close() {
    ready.ifPresent(run -> run.opened.close());
  }
}
