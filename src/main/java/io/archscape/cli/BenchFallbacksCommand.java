package io.archscape.cli;

import static io.archscape.Require.require;

import io.archscape.InputException;
import io.archscape.arch.Network;
import io.archscape.document.Documents;
import io.archscape.engine.FoldedNorms;
import io.archscape.engine.Mode;
import io.archscape.engine.Params;
import io.archscape.engine.Program;
import io.archscape.engine.onednn.OneDnnKernels;
import io.archscape.graph.Graph;
import io.archscape.graph.Shape;
import io.archscape.space.Band;
import io.archscape.space.DesignSpace;
import io.archscape.space.Sampler;
import io.archscape.space.Spaces;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks for networks that oneDNN would run slowly. */
@Command(
    name = "fallbacks",
    description = {
      "Prepare random networks for training and for evaluation, and count the primitives that",
      "oneDNN implements only in its slow reference code; the exit code is 1 if there are any."
    },
    mixinStandardHelpOptions = true)
final class BenchFallbacksCommand implements Callable<Integer> {
  /** Which implementation is chosen depends on widths and sizes, hardly on the images a step. */
  private static final int BATCH = 8;

  private static final int CIFAR = 32;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "SPACE",
      arity = "0..*",
      description =
          "names of shipped spaces, or YAML files (default: all shipped spaces for 32 px)")
  List<String> spaces = List.of();

  @Option(
      names = {"-n", "--count"},
      defaultValue = "200",
      description = "networks to draw from each space (default ${DEFAULT-VALUE})")
  int count;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "seed of the draws (default ${DEFAULT-VALUE})")
  long seed;

  private final Documents documents = new Documents();

  @SuppressWarnings("NullAway.Init")
  BenchFallbacksCommand() {}

  @Override
  public Integer call() {
    require(count >= 1, "bench count must be at least 1, got count=%d", count);
    Optional<String> obstacle = OneDnnKernels.obstacle();
    if (obstacle.isPresent()) {
      throw new InputException(
          "engine onednn must be loadable on this machine, got: " + obstacle.get());
    }
    boolean slow = false;
    for (DesignSpace space : opened()) {
      Map<String, Object> line = look(space);
      PrintWriter out = spec.commandLine().getOut();
      out.println(documents.canonicalJson(line));
      out.flush();
      slow |= !Integer.valueOf(0).equals(line.get("fallbacks"));
    }
    return slow ? ExitCode.FAILED : 0;
  }

  private List<DesignSpace> opened() {
    Spaces shipped = new Spaces();
    if (!spaces.isEmpty()) {
      return spaces.stream().map(shipped::open).toList();
    }
    return shipped.names().stream()
        .map(shipped::open)
        .filter(space -> space.image() == CIFAR)
        .toList();
  }

  private Map<String, Object> look(DesignSpace space) {
    Sampler sampler = new Sampler(space, Band.NONE, space.image(), space.classes(), seed);
    int fallbacks = 0;
    List<Network> hit = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Network network = sampler.next().network();
      int found = fallbacks(network.graph(Shape.image(space.image()), space.classes()));
      fallbacks += found;
      if (found > 0) {
        hit.add(network);
      }
    }
    Map<String, Object> line = new TreeMap<>();
    line.put("bench", "fallbacks");
    line.put("space", space.name());
    line.put("networks", count);
    line.put("fallbacks", fallbacks);
    line.put("networks_with_fallbacks", hit.size());
    if (!hit.isEmpty()) {
      line.put("first", hit.get(0));
    }
    return line;
  }

  private static int fallbacks(Graph graph) {
    try (OneDnnKernels kernels = new OneDnnKernels();
        Params params = Params.initialise(graph, 1)) {
      Program.compile(graph, BATCH, Mode.TRAIN, params, kernels).close();
      try (FoldedNorms folded = new FoldedNorms(graph, params)) { // what evaluation runs
        Program.compile(folded.graph(), BATCH, Mode.EVALUATE, folded.params(), kernels).close();
      }
      return kernels.fallbacks();
    }
  }
}
