package io.archscape.cli;

import io.archscape.InputException;
import io.archscape.plot.Format;
import io.archscape.report.StudyFigures;
import io.archscape.stats.Repeatability;
import io.archscape.study.Spread;
import io.archscape.study.Study;
import io.archscape.study.StudyClaims;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how much of an error is chance. */
@Command(
    name = "spread",
    description = {
      "Say how much of an error is chance: how far trainings of one network with other seeds lie"
          + " apart.",
      "Of experiments with 'trainings: 2' or more, or of sweeps that drew the same networks."
    },
    mixinStandardHelpOptions = true)
final class SpreadCommand implements Callable<Integer> {
  private static final double LEAST_P = 1e-4;

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "SWEEP", arity = "1..*", description = "folders of sweeps")
  List<Path> sweeps;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "also a picture (.svg, .png, .pdf) or table (.csv)")
  Optional<Path> file = Optional.empty();

  @SuppressWarnings("NullAway.Init")
  SpreadCommand() {}

  @Override
  public Integer call() {
    file.ifPresent(Format::of); // before anything is read
    Study study = Study.read(sweeps);
    Spread spread =
        Spread.of(study)
            .orElseThrow(
                () ->
                    new InputException(
                        "spread needs at least two networks with at least two finished trainings"
                            + " each, got fewer in %s; 'trainings: 3' in an experiment makes them"
                                .formatted(sweeps)));
    PrintWriter out = spec.commandLine().getOut();
    TextTable table = new TextTable(1);
    table.row(List.of("network", "n", "mean", "sd", "errors (%)"));
    spread.networks().forEach(network -> table.row(row(network)));
    table.lines().forEach(out::println);
    tell(out, spread.repeatability());
    study.spaces().stream()
        .filter(space -> !space.leftOut().isEmpty())
        .forEach(
            space ->
                out.printf(
                    "warning: %s leaves out %s: the spread may be larger%n",
                    space.label(), space.endedWithoutError()));
    file.ifPresent(
        picture -> {
          StudyFigures.of(study, StudyClaims.SEED)
              .named("spread")
              .orElseThrow()
              .figure()
              .save(picture);
          out.println("plot: " + picture.toAbsolutePath().normalize());
        });
    return 0;
  }

  private static List<String> row(Spread.Retrained network) {
    List<String> cells = new ArrayList<>();
    cells.add(network.space() + " " + network.index());
    cells.add(String.valueOf(network.errors().size()));
    cells.add(two(network.mean()));
    cells.add(two(network.deviation()));
    cells.add(network.errors().stream().map(SpreadCommand::two).collect(Collectors.joining(" ")));
    return cells;
  }

  private static void tell(PrintWriter out, Repeatability all) {
    out.printf(
        "trainings of one network: standard deviation %s points [%s, %s] (95 %%, df = %d)%n",
        two(all.within().estimate()), two(all.within().low()), two(all.within().high()), all.df());
    out.printf(
        "two of them differ by less than %s points in 95 of 100 cases%n",
        two(all.leastDifference()));
    if (Double.isNaN(all.share())) {
      out.println("no training differs from another");
      return;
    }
    out.printf(
        Locale.ROOT,
        "the networks' own differences: standard deviation %s points (F = %.3g, %s);"
            + " chance is %.1f %% of the variance%n",
        two(all.between()),
        all.f(),
        all.p() < LEAST_P ? "p < 0.0001" : "p = %.2g".formatted(all.p()),
        100 * all.share());
  }

  private static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
