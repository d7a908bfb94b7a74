package io.archscape.cli;

import static io.archscape.Require.require;

import io.archscape.bench.BenchComparison;
import io.archscape.bench.BenchContender;
import io.archscape.bench.BenchEffort;
import io.archscape.bench.BenchMode;
import io.archscape.bench.BenchNet;
import io.archscape.bench.BenchResult;
import io.archscape.bench.BenchSummary;
import io.archscape.bench.TorchInterpreter;
import io.archscape.document.Documents;
import java.io.IOException;
import java.io.PrintWriter;
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

  @Mixin BenchPythonOptions python = new BenchPythonOptions();

  @Option(
      names = "--compile",
      description =
          "compare with torch.compile too, where a --python has it; takes minutes per network")
  boolean compile;

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
      new BenchEffort(batch, warmup, steps, rounds); // refuses wrong numbers
      profile.run(engine, batch, warmup, steps, json);
      return 0;
    }
    BenchEffort effort = new BenchEffort(batch, warmup, steps, rounds);
    List<BenchNet> panel =
        nets.isEmpty() ? BenchNet.PANEL : nets.stream().map(BenchNet::named).toList();
    require(!layouts || python.files.isEmpty(), "bench must have --layouts or --python, got both");
    require(
        !compile || !python.files.isEmpty(), "bench --compile must come with --python, got none");
    PrintWriter err = spec.commandLine().getErr();
    BenchContender own = BenchContender.own(engine.resolve(err), Main.class);
    List<BenchContender> peers = layouts ? BenchContender.layouts(Main.class) : peers(err);
    BenchComparison comparison =
        new BenchComparison(
            BenchContender.matrixProduct(Main.class), own, peers, effort, err::println);
    List<BenchResult> results = new ArrayList<>();
    for (BenchNet net : panel) {
      for (BenchMode each : mode.map(List::of).orElseGet(() -> List.of(BenchMode.values()))) {
        BenchResult result = comparison.measure(net, each);
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
    List<TorchInterpreter> interpreters = python.interpreters(err);
    List<BenchContender> peers = new ArrayList<>(new BenchPeers(err).all(interpreters));
    if (compile) {
      peers.addAll(BenchPeers.compiled(interpreters));
    }
    return peers;
  }

  private void print(Map<String, ?> line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(documents.canonicalJson(line));
    out.flush();
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
