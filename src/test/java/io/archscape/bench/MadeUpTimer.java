package io.archscape.bench;

import io.archscape.engine.FoldedNorms;
import io.archscape.engine.Kernel;
import io.archscape.engine.Kernel.Direction;
import io.archscape.engine.Mode;
import io.archscape.engine.Program;
import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.graph.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An engine that runs nothing: every operation takes the seconds that are made up for it. */
public final class MadeUpTimer implements LayerTimer {
  /** Images that it claims to compute at a time. */
  public static final int BATCH = 64;

  /** Makes up times. */
  public interface Seconds {
    /**
     * @param run counts from 1 the times that this part of this kind of layer has run
     */
    double of(Mode mode, Node node, Direction direction, int run);
  }

  private final Seconds seconds;
  private final Map<List<Object>, Integer> runs = new HashMap<>();
  private final List<Graph> opened = new ArrayList<>();
  private int open;

  public MadeUpTimer(Seconds seconds) {
    this.seconds = seconds;
  }

  /** Networks that were made ready, as they ran. */
  List<Graph> opened() {
    return opened;
  }

  /** How many of them have not been closed. */
  int open() {
    return open;
  }

  /** How often all parts ran together. */
  int runs() {
    return runs.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public int batch() {
    return BATCH;
  }

  @Override
  public String layout(Graph graph) {
    return "made up";
  }

  @Override
  public Opened open(Graph network, Mode mode) {
    Graph graph = mode == Mode.EVALUATE ? FoldedNorms.fold(network) : network;
    opened.add(graph);
    open++;
    return new Ready(graph, mode);
  }

  private final class Ready implements Opened {
    private final Graph graph;
    private final Mode mode;

    Ready(Graph graph, Mode mode) {
      this.graph = graph;
      this.mode = mode;
    }

    @Override
    public List<Program.Work> work() {
      return graph.nodes().stream().filter(n -> !n.inputs().isEmpty()).flatMap(this::work).toList();
    }

    private Stream<Program.Work> work(Node node) {
      Stream<Direction> directions = Stream.of(Direction.FORWARD);
      if (mode == Mode.TRAIN) {
        directions =
            node.op() instanceof Op.Conv
                ? Stream.of(Direction.FORWARD, Direction.BACKWARD_WEIGHTS, Direction.BACKWARD_DATA)
                : Stream.of(Direction.FORWARD, Direction.BACKWARD);
      }
      return directions.map(
          each -> new Program.Work(node, new Kernel.Part(each, "ref", false, () -> {})));
    }

    @Override
    public double seconds(Program.Work work) {
      Node node = work.node();
      Direction direction = work.part().direction();
      List<Object> what = List.of(mode, node.op(), graph.inputShapes(node), direction);
      int run = runs.merge(what, 1, Integer::sum);
      return seconds.of(mode, node, direction, run);
    }

    @Override
    public void close() {
      open--;
    }
  }
}
