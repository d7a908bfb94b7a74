package io.archscape.cli;

import static io.archscape.Require.require;

import io.archscape.InputException;
import io.archscape.RunFailed;
import io.archscape.bench.BenchContender;
import io.archscape.bench.BenchMode;
import io.archscape.bench.BenchNet;
import io.archscape.bench.BenchQuestion;
import io.archscape.bench.BenchResult;
import io.archscape.bench.BenchSummary;
import io.archscape.bench.BenchTurns;
import io.archscape.bench.DjlFiles;
import io.archscape.document.Documents;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Compares training speed with PyTorch's. */
@Command(
    name = "train",
    description = {
      "Compare training speed, in images a second over whole training steps, with PyTorch, and",
      "with the machine's own matrix product. Modes: 1xN, one process on all cores; Nx1, one",
      "single-threaded process per core, all at once, summed. Contenders take turns, each in its",
      "own process; a rate is the median over rounds of the median step. PyTorch for Java is",
      "measured if its profile has been built (mvn -q -Pbench compile), PyTorch for Python with",
      "--python. The last lines, one per mode, give our rate over PyTorch's best configuration."
    },
    mixinStandardHelpOptions = true)
final class BenchTrainCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = "--net",
      paramLabel = "NAME",
      description = "network of the panel to measure; repeatable (default: all)")
  List<String> nets = List.of();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      converter = BenchTrainCommand.ModeText.class,
      description = "the only mode to measure, 1xN or Nx1 (default: both)")
  Optional<BenchMode> mode = Optional.empty();

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "64",
      description = "images per step (default ${DEFAULT-VALUE})")
  int batch;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      defaultValue = "10",
      description = "untimed steps at the start of each process (default ${DEFAULT-VALUE})")
  int warmup;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "15",
      description = "timed steps per round (default ${DEFAULT-VALUE})")
  int steps;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "rounds, in each of which every contender has a turn (default ${DEFAULT-VALUE})")
  int rounds;

  @Mixin EngineOptions engine = new EngineOptions();

  @Option(
      names = "--python",
      paramLabel = "FILE",
      description = "Python interpreter with torch to compare with, in NCHW and channels_last")
  Optional<Path> python = Optional.empty();

  @Option(
      names = "--layouts",
      description = "compare this engine's own activation layouts instead of PyTorch")
  boolean layouts;

  @Mixin BenchProfileOptions profile = new BenchProfileOptions();

  @Option(
      names = "--json",
      description = "print a profile as JSON, one line per row (other results always are)")
  boolean json;

  private final Documents documents = new Documents();

  @SuppressWarnings("NullAway.Init")
  BenchTrainCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (profile.wanted()) {
      BenchQuestion.of(BenchNet.PANEL.get(0), batch, warmup, steps, 1); // wrong numbers are told
      profile.run(engine, batch, warmup, steps, json);
      return 0;
    }
    require(rounds >= 1, "bench rounds must be at least 1, got rounds=%d", rounds);
    List<BenchNet> panel =
        nets.isEmpty() ? BenchNet.PANEL : nets.stream().map(BenchNet::named).toList();
    BenchQuestion.of(panel.get(0), batch, warmup, steps, 1); // wrong numbers are told now
    require(!layouts || python.isEmpty(), "bench must have --layouts or --python, got both");
    python.ifPresent(BenchTrainCommand::requireTorch);
    PrintWriter err = spec.commandLine().getErr();
    BenchContender own = BenchContender.own(engine.resolve(err), Main.class);
    List<BenchContender> peers = layouts ? BenchContender.layouts(Main.class) : peers(err);
    List<BenchResult> results = new ArrayList<>();
    for (BenchNet net : panel) {
      for (BenchMode each : mode.map(List::of).orElseGet(() -> List.of(BenchMode.values()))) {
        BenchResult result = measure(net, each, own, peers);
        result.lines().forEach(this::print);
        results.add(result);
      }
    }
    if (!layouts) {
      BenchSummary.of(results).forEach(summary -> print(summary.line()));
    }
    return 0;
  }

  private List<BenchContender> peers(PrintWriter err) {
    List<BenchContender> peers = new ArrayList<>();
    Path home = Path.of(System.getProperty("archscape.home", ""));
    DjlFiles.in(home)
        .ifPresentOrElse(
            files -> peers.add(BenchContender.djl(files)),
            () -> err.println("PyTorch through DJL is left out; to build it: " + DjlFiles.BUILD));
    python.ifPresent(
        file -> {
          peers.add(BenchContender.torch(file, false));
          peers.add(BenchContender.torch(file, true));
        });
    List.copyOf(peers).forEach(peer -> peers.add(peer.keepingMemory()));
    return peers;
  }

  private BenchResult measure(
      BenchNet net, BenchMode mode, BenchContender own, List<BenchContender> peers)
      throws IOException, InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    BenchQuestion question = BenchQuestion.of(net, batch, warmup, steps, mode.threads(cores));
    List<BenchContender> all = new ArrayList<>();
    all.add(BenchContender.matrixProduct(Main.class));
    all.add(own);
    all.addAll(peers);
    try (BenchTurns turns = new BenchTurns()) {
      for (BenchContender contender : all) {
        progress(net, mode, contender.name() + " warms up");
        turns.add(contender, question, mode.processes(cores));
      }
      for (int round = 1; round <= rounds; round++) {
        progress(net, mode, "round %d of %d".formatted(round, rounds));
        turns.round();
      }
      return turns.result(net.label(), question.cost().flops(), mode);
    }
  }

  private void progress(BenchNet net, BenchMode mode, String text) {
    spec.commandLine().getErr().printf("%s %s: %s%n", net.label(), mode.label(), text);
  }

  private void print(Map<String, ?> line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(documents.canonicalJson(line));
    out.flush();
  }

  /** Told before anything is measured. */
  private static void requireTorch(Path python) {
    try {
      Process process =
          new ProcessBuilder(python.toString(), "-c", "import torch")
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new InputException(
            "bench --python must be an interpreter that has torch, got %s: %s"
                .formatted(python, said.strip().lines().reduce("exit " + code, (a, b) -> b)));
      }
    } catch (IOException e) {
      throw new InputException(
          "bench --python must be an interpreter that runs, got %s: %s"
              .formatted(python, e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailed("interrupted");
    }
  }

  /** A mode by its label. */
  static final class ModeText implements ITypeConverter<BenchMode> {
    @Override
    public BenchMode convert(String text) {
      return BenchMode.named(text)
          .orElseThrow(
              () -> new TypeConversionException("bench mode must be 1xN or Nx1, got " + text));
    }
  }
}
