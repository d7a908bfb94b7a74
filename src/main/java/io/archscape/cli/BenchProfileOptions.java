package io.archscape.cli;

import static io.archscape.Require.require;

import io.archscape.InputException;
import io.archscape.bench.BenchAnswers;
import io.archscape.bench.BenchEffort;
import io.archscape.bench.BenchNet;
import io.archscape.bench.BenchProfile;
import io.archscape.bench.BenchProfileLines;
import io.archscape.bench.BenchProfileRow;
import io.archscape.bench.BenchProfileTable;
import io.archscape.document.Documents;
import io.archscape.engine.Threads;
import io.archscape.exchange.Architectures;
import io.archscape.graph.Graph;
import io.archscape.machine.Device;
import io.archscape.machine.Engine;
import io.archscape.plot.ProfileBars;
import io.archscape.train.StepProfile;
import io.archscape.train.TimedWork;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Profiles the training step of one network. */
final class BenchProfileOptions {
  private static final int GEMM_WARMUP = 5;
  private static final int GEMM_STEPS = 15;
  private static final List<String> OWN = List.of("--image", "--classes", "--threads");
  private static final List<String> OF_COMPARISON =
      List.of(
          "--net",
          "--space",
          "--mode",
          "--rounds",
          "--quick",
          "--python",
          "--compile",
          "--layouts");

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--profile",
      paramLabel = "ARCH",
      description = {
        "profile one network instead: where the time of its step goes, by op, direction and",
        "implementation; ARCH is a network of the panel, or as for 'cost'"
      })
  Optional<String> architecture = Optional.empty();

  @Mixin CountedAt at = new CountedAt();

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "threads to profile with (default: one per core)")
  Optional<Integer> threads = Optional.empty();

  @SuppressWarnings("NullAway.Init")
  BenchProfileOptions() {}

  /** Whether a profile is wanted, not a comparison; complains if it is not clear which. */
  boolean wanted() {
    boolean wanted = architecture.isPresent();
    ParseResult given = spec.commandLine().getParseResult();
    for (String name : wanted ? OF_COMPARISON : OWN) {
      if (given.hasMatchedOption(name)) {
        throw new InputException(
            "bench %s must come %s --profile".formatted(name, wanted ? "without" : "with"));
      }
    }
    return wanted;
  }

  /**
   * Measures and prints.
   *
   * @param file to write the profile to as well
   */
  void run(EngineOptions engine, BenchEffort effort, Optional<Path> file, boolean json) {
    threads.ifPresent(n -> require(n >= 1, "threads must be at least 1, got threads=%d", n));
    Architectures.Named named = named();
    PrintWriter err = spec.commandLine().getErr();
    named.ignoredInWords().ifPresent(err::println);
    Graph graph = named.network().graph(at.image(named), at.classes(named));
    Engine resolved = engine.resolve(err);
    int used = threads.orElseGet(() -> Runtime.getRuntime().availableProcessors());
    if (resolved.device() == Device.CPU) {
      Threads.use(used);
    }
    // before there are kernels, which leave BLAS one thread, and again afterwards
    double before = sgemm(used);
    StepProfile step =
        StepProfile.measure(
            graph, effort.batch(), resolved.open(), effort.warmup(), effort.steps());
    double sgemm = Math.max(before, sgemm(used));
    show(new BenchProfile(named.where(), resolved.label(), used, sgemm, step), file, json);
  }

  private Architectures.Named named() {
    String name = architecture.orElseThrow();
    return BenchNet.PANEL.stream()
        .filter(net -> net.label().equals(name))
        .findFirst()
        .map(BenchNet::named)
        .orElseGet(() -> new Architectures().single(name, System.in));
  }

  private static double sgemm(int threads) {
    try (TimedWork product = TimedWork.matrixProduct(threads)) {
      BenchAnswers.Work work = new BenchAnswers.Work(product.units(), product::step);
      work.steps(GEMM_WARMUP);
      return work.rate(GEMM_STEPS);
    }
  }

  private void show(BenchProfile profile, Optional<Path> file, boolean json) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Documents documents = new Documents();
      new BenchProfileLines(profile)
          .lines()
          .forEach(line -> out.println(documents.canonicalJson(line)));
    } else {
      new BenchProfileTable(profile).lines().forEach(out::println);
    }
    file.ifPresent(path -> draw(profile, path, json));
  }

  private void draw(BenchProfile profile, Path path, boolean json) {
    bars(profile).figure().save(path);
    if (!json) {
      spec.commandLine().getOut().println("plot: " + path.toAbsolutePath().normalize());
    }
  }

  private static ProfileBars bars(BenchProfile profile) {
    List<BenchProfileRow> rows = profile.rows();
    List<ProfileBars.Bar> bars =
        profile.ops().stream()
            .map(
                op ->
                    new ProfileBars.Bar(
                        op.op(),
                        BenchProfile.DIRECTIONS.stream()
                            .map(direction -> milliseconds(rows, op.op(), direction))
                            .toList()))
            .toList();
    return new ProfileBars(profile.heading(), BenchProfile.DIRECTIONS, bars);
  }

  private static double milliseconds(List<BenchProfileRow> rows, String op, String direction) {
    return rows.stream()
        .filter(row -> row.op().equals(op) && row.direction().equals(direction))
        .mapToDouble(row -> 1e3 * row.seconds())
        .sum();
  }
}
