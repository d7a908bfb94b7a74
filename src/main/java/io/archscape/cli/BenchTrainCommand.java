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
import io.archscape.plot.Format;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
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
      "Compare training speed with PyTorch's, and with the machine's own matrix product.",
      "",
      "Rates are images a second over whole training steps: the median over rounds of the median"
          + " step. Modes: 1xN, one process on all cores; Nx1, one single-threaded process per core,"
          + " all at once, summed. Contenders take turns, each in its own process. PyTorch for"
          + " Python is measured with --python; a peer that fails is reported in a line and left"
          + " out.",
      "",
      "Without --space, a panel of seven networks is measured; peers are PyTorch as shipped and"
          + " with an allocator that keeps memory, also PyTorch for Java if its profile has been"
          + " built (mvn -q -Pbench compile).",
      "",
      "With --space, the networks are those that 'sample' draws with the same seed and range;"
          + " peers are PyTorch for Python with an allocator that keeps memory. There is one line"
          + " per network, with its best peer and all of them.",
      "",
      "The last lines, one per mode, give our rate over that of the best peer of each network.",
      ""
    },
    mixinStandardHelpOptions = true)
final class BenchTrainCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = "--net",
      paramLabel = "NAME",
      description = "network of the panel to measure; repeatable (default: all)")
  List<String> nets = List.of();

  @Mixin BenchSpaceOptions spaces = new BenchSpaceOptions();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      converter = BenchTrainCommand.ModeText.class,
      description =
          "the only mode to measure, 1xN or Nx1 (default: both; Nx1 with --space or --quick)")
  Optional<BenchMode> mode = Optional.empty();

  @Mixin BenchEffortOptions effort = new BenchEffortOptions();

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
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "also write the profile, or with --space the distributions of ratio and share of SGEMM,"
              + " as a picture (.svg, .png, .pdf) or table (.csv)")
  Optional<Path> file = Optional.empty();

  @Option(
      names = "--json",
      description = "print a profile as JSON, one line per row (other results always are)")
  boolean json;

  private final Documents documents = new Documents();

  @SuppressWarnings("NullAway.Init")
  BenchTrainCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    file.ifPresent(Format::of); // before anything is measured
    BenchEffort asked = effort.effort();
    boolean draws = spaces.wanted();
    if (profile.wanted()) {
      profile.run(engine, asked, file, json);
      return 0;
    }
    requireSound(draws);
    if (draws) {
      compareDraws(asked, spaces.draw());
    } else {
      List<BenchNet> panel = nets.stream().map(BenchNet::named).toList();
      comparePanel(asked, panel.isEmpty() ? BenchNet.PANEL : panel);
    }
    return 0;
  }

  private void requireSound(boolean draws) {
    require(
        draws || file.isEmpty(), "bench --output must come with --space or --profile, got neither");
    require(!draws || nets.isEmpty(), "bench must have --net or --space, got both");
    require(!layouts || python.files.isEmpty(), "bench must have --layouts or --python, got both");
    require(
        !compile || !python.files.isEmpty(), "bench --compile must come with --python, got none");
  }

  private void comparePanel(BenchEffort asked, List<BenchNet> panel)
      throws IOException, InterruptedException {
    BenchComparison comparison = comparison(asked, effort.quick ? BenchPeers::fast : this::all);
    List<BenchMode> both =
        effort.quick ? List.of(BenchMode.PROCESS_A_CORE) : List.of(BenchMode.values());
    List<BenchMode> modes = mode.map(List::of).orElse(both);
    List<BenchResult> results = new ArrayList<>();
    for (BenchNet net : panel) {
      for (BenchMode each : modes) {
        BenchResult result = comparison.measure(net, each);
        result.lines().forEach(this::print);
        results.add(result);
      }
    }
    if (!layouts) {
      BenchSummary.of(results).forEach(summary -> print(summary.line()));
    }
  }

  private void compareDraws(BenchEffort asked, Map<String, List<BenchNet>> drawn)
      throws IOException, InterruptedException {
    BenchComparison comparison =
        comparison(asked, effort.quick ? BenchPeers::fast : BenchPeers::tuned);
    BenchDraws draws = new BenchDraws();
    for (Map.Entry<String, List<BenchNet>> space : drawn.entrySet()) {
      for (BenchNet net : space.getValue()) {
        BenchResult result = comparison.measure(net, mode.orElse(BenchMode.PROCESS_A_CORE));
        print(result.line());
        draws.add(space.getKey(), result);
      }
    }
    BenchSummary.ofModes(draws.all()).forEach(summary -> print(summary.line()));
    file.ifPresent(path -> draws.figure().save(path));
  }

  private List<BenchContender> all(List<TorchInterpreter> interpreters) {
    return new BenchPeers(spec.commandLine().getErr()).all(interpreters);
  }

  private BenchComparison comparison(
      BenchEffort asked, Function<List<TorchInterpreter>, List<BenchContender>> choice) {
    PrintWriter err = spec.commandLine().getErr();
    BenchContender product = BenchContender.matrixProduct(Main.class);
    BenchContender own = BenchContender.own(engine.resolve(err), Main.class);
    if (layouts) {
      List<BenchContender> ours = BenchContender.layouts(Main.class);
      return new BenchComparison(product, own, ours, asked, err::println);
    }
    List<TorchInterpreter> interpreters = python.interpreters(err);
    List<BenchContender> peers = new ArrayList<>(choice.apply(interpreters));
    if (compile) {
      peers.addAll(BenchPeers.compiled(interpreters));
    }
    return new BenchComparison(product, own, peers, asked, err::println);
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
