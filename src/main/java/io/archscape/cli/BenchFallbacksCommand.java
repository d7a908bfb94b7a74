package io.archscape.cli;

import static io.archscape.Require.require;

import com.google.errorprone.annotations.FormatMethod;
import io.archscape.InputException;
import io.archscape.bench.LayerJudge;
import io.archscape.bench.MachineSpeed;
import io.archscape.bench.ProgramTimer;
import io.archscape.bench.SpaceFallbacks;
import io.archscape.document.Documents;
import io.archscape.engine.Threads;
import io.archscape.engine.onednn.OneDnnKernels;
import io.archscape.graph.Shape;
import io.archscape.space.Band;
import io.archscape.space.DesignSpace;
import io.archscape.space.Sample;
import io.archscape.space.Sampler;
import io.archscape.space.Spaces;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks for networks of which oneDNN runs a part slowly. */
@Command(
    name = "fallbacks",
    description = {
      "Draw networks and find the layers that oneDNN runs slowly, in training or in evaluation, on",
      "one thread. Of all layers of a network that are alike, a direction counts as slow if",
      "together they take over a tenth of a step at under 4 GFLOP/s, or over 2 % of it at under a",
      "twentieth of the matrix product's speed (without multiply-adds: of a memory copy's). Each",
      "kind of layer is measured once; if it seems slow, ten more times, and the best time counts.",
      "The exit code is 1 if a layer is slow.",
      "",
      "To find out how the networks would run on a processor with fewer instructions, set",
      "ONEDNN_MAX_CPU_ISA, which oneDNN reads: AVX2, SSE41 or AVX512_CORE."
    },
    mixinStandardHelpOptions = true)
final class BenchFallbacksCommand implements Callable<Integer> {
  private static final int CIFAR = 32;
  private static final int NEWS = 10;

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

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "64",
      description = "images per step (default ${DEFAULT-VALUE})")
  int batch;

  private final Documents documents = new Documents();
  private final Optional<LayerJudge> given;

  /** Judges by what oneDNN takes on this machine. */
  @SuppressWarnings("NullAway.Init")
  BenchFallbacksCommand() {
    given = Optional.empty();
  }

  /** Judges by other measurements. */
  @SuppressWarnings("NullAway.Init")
  BenchFallbacksCommand(LayerJudge judge) {
    given = Optional.of(judge);
  }

  @Override
  public Integer call() {
    require(count >= 1, "bench count must be at least 1, got count=%d", count);
    require(batch >= 1, "bench batch must be at least 1, got batch=%d", batch);
    List<DesignSpace> opened = opened();
    return given.map(judge -> look(opened, judge)).orElseGet(() -> lookHere(opened));
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

  private int lookHere(List<DesignSpace> opened) {
    OneDnnKernels.obstacle()
        .ifPresent(
            obstacle -> {
              throw new InputException(
                  "engine onednn must be loadable on this machine, got: " + obstacle);
            });
    int before = Threads.used();
    Threads.use(1);
    MachineSpeed machine = MachineSpeed.here();
    progress("%s, one thread: %s", OneDnnKernels.instructions(), machine.inWords());
    try (OneDnnKernels kernels = new OneDnnKernels()) {
      return look(
          opened, new LayerJudge(new ProgramTimer(kernels, kernels::layout, batch), machine));
    } finally {
      Threads.use(before);
    }
  }

  private int look(List<DesignSpace> opened, LayerJudge judge) {
    boolean slow = false;
    for (DesignSpace space : opened) {
      SpaceFallbacks found = look(space, judge);
      slow |= found.fallbacks() > 0;
      print(found.line());
    }
    return slow ? ExitCode.FAILED : 0;
  }

  private SpaceFallbacks look(DesignSpace space, LayerJudge judge) {
    Sampler sampler = new Sampler(space, Band.NONE, space.image(), space.classes(), seed);
    SpaceFallbacks found = new SpaceFallbacks(space.name());
    for (int i = 1; i <= count; i++) {
      Sample sample = sampler.next();
      found.add(
          sample.network(),
          judge.judge(sample.network(), Shape.image(space.image()), space.classes()));
      if (i * NEWS / count > (i - 1) * NEWS / count) {
        progress(
            "%s: %d of %d networks, %d slow layers, %d kinds of layers measured so far",
            space.name(), i, count, found.fallbacks(), judge.measured());
      }
    }
    return found;
  }

  @FormatMethod
  private void progress(String format, Object... values) {
    spec.commandLine().getErr().println(String.format(Locale.ROOT, format, values));
  }

  private void print(Map<String, Object> line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(documents.canonicalJson(line));
    out.flush();
  }
}
