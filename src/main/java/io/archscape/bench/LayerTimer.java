package io.archscape.bench;

import io.archscape.engine.Mode;
import io.archscape.engine.Program;
import io.archscape.graph.Graph;
import java.util.List;

/** An engine on which the parts of networks are timed. */
public interface LayerTimer {
  /** Images that are computed at a time. */
  int batch();

  /** How activations of a graph lie in memory. */
  String layout(Graph graph);

  /**
   * Makes a network ready.
   *
   * @param network as it is trained; for evaluation its norms are folded here
   * @throws io.archscape.InputException if it does not fit into memory
   */
  Opened open(Graph network, Mode mode);

  /** A network that is ready. */
  interface Opened extends AutoCloseable {
    /** All parts of its nodes' work, in order. */
    List<Program.Work> work();

    /** Runs a part once and gives the seconds that it took. */
    double seconds(Program.Work work);

    @Override
    void close();
  }
}
