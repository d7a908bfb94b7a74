package io.archscape.bench;

import static io.archscape.Require.require;

import io.archscape.engine.KernelSet;
import io.archscape.engine.Mode;
import io.archscape.engine.Program;
import io.archscape.graph.Graph;
import io.archscape.train.TimedProgram;
import java.util.List;
import java.util.function.Function;

/**
 * Times the programs that training and evaluation run, on as many threads as the calling thread
 * has.
 *
 * @param layout how the kernels lay out a graph's activations
 */
public record ProgramTimer(KernelSet kernels, Function<Graph, String> layout, int batch)
    implements LayerTimer {
  public ProgramTimer {
    require(batch >= 1, "bench batch must be at least 1, got batch=%d", batch);
  }

  @Override
  public String layout(Graph graph) {
    return layout.apply(graph);
  }

  @Override
  public Opened open(Graph network, Mode mode) {
    return new Ready(new TimedProgram(network, mode, batch, kernels));
  }

  private record Ready(TimedProgram program) implements Opened {
    @Override
    public List<Program.Work> work() {
      return program.work();
    }

    @Override
    public double seconds(Program.Work work) {
      return program.seconds(work);
    }

    @Override
    public void close() {
      program.close();
    }
  }
}
