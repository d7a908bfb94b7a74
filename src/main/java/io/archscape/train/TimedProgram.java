package io.archscape.train;

import io.archscape.engine.FoldedNorms;
import io.archscape.engine.KernelSet;
import io.archscape.engine.Mode;
import io.archscape.engine.Params;
import io.archscape.engine.Program;
import io.archscape.graph.Graph;
import java.util.List;

/**
 * What a training runs on a network, step or evaluation, any part of it timed by itself on one
 * thread.
 */
public final class TimedProgram implements AutoCloseable {
  private final CloseStack opened = new CloseStack();
  private final Program program;

  /**
   * Makes a network ready.
   *
   * @param network as it is trained; for evaluation its norms are folded here
   * @throws io.archscape.InputException if it does not fit into memory
   */
  public TimedProgram(Graph network, Mode mode, int batch, KernelSet kernels) {
    MemoryLimit.ofThisMachine().requireStep(network, batch);
    try {
      Params params = opened.add(Params.initialise(network, 1));
      if (mode == Mode.EVALUATE) {
        FoldedNorms folded = opened.add(new FoldedNorms(network, params));
        program = compiled(folded.graph(), mode, batch, folded.params(), kernels);
      } else {
        program = compiled(network, mode, batch, params, kernels);
      }
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  private Program compiled(Graph graph, Mode mode, int batch, Params params, KernelSet kernels) {
    return opened.add(Program.compile(graph, batch, mode, params, kernels));
  }

  /** All parts of the work of the nodes, in order. */
  public List<Program.Work> work() {
    return program.work();
  }

  /** Runs a part once, to its end, and gives the seconds that the calling thread was busy. */
  public double seconds(Program.Work work) {
    return BusyTime.of(() -> program.run(work));
  }

  @Override
  public void close() {
    opened.close();
  }
}
