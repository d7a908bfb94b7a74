package io.archscape.cli;

import io.archscape.Decimals;
import io.archscape.InputException;
import io.archscape.figures.StudyFigures;
import io.archscape.plot.Format;
import io.archscape.stats.Repeatability;
import io.archscape.stats.Statistic;
import io.archscape.study.RepeatedTrainings;
import io.archscape.study.Study;
import io.archscape.study.StudyClaims;
import io.archscape.wording.TextTable;
import io.archscape.wording.Words;
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

/** Shows how much of an error is chance. */
@Command(
    name = "spread",
    description = {
      "Show how much of an error is chance: how far apart trainings of one network with different"
          + " seeds are.",
      "Needs experiments with 'trainings: 2' or more, or sweeps that drew the same networks."
    },
    mixinStandardHelpOptions = true)
final class SpreadCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "SWEEP", arity = "1..*", description = "folders of sweeps")
  List<Path> sweeps;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "also write a picture (.svg, .png, .pdf) or table (.csv)")
  Optional<Path> file = Optional.empty();

  @SuppressWarnings("NullAway.Init")
  SpreadCommand() {}

  @Override
  public Integer call() {
    file.ifPresent(Format::of); // before anything is read
    Study study = Study.read(sweeps);
    RepeatedTrainings spread =
        RepeatedTrainings.of(study)
            .orElseThrow(
                () ->
                    new InputException(
                        ("spread needs a network with at least two finished trainings, got none among"
                                + " the %d finished models of %s; an experiment with 'trainings: 3'"
                                + " has them")
                            .formatted(finished(study), sweeps)));
    PrintWriter out = spec.commandLine().getOut();
    TextTable table = new TextTable(1);
    table.row(List.of("network", "n", "mean", "sd", "errors (%)"));
    spread.networks().forEach(network -> table.row(row(network)));
    table.lines().forEach(out::println);
    tell(out, spread);
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

  private static List<String> row(RepeatedTrainings.Retrained network) {
    List<String> cells = new ArrayList<>();
    cells.add(network.space() + " " + network.index());
    cells.add(String.valueOf(network.errorPercents().size()));
    cells.add(two(network.mean()));
    cells.add(two(network.deviation()));
    cells.add(
        network.errorPercents().stream().map(SpreadCommand::two).collect(Collectors.joining(" ")));
    return cells;
  }

  private static long finished(Study study) {
    return study.spaces().stream().mapToInt(space -> space.models().size()).sum();
  }

  private static void tell(PrintWriter out, RepeatedTrainings spread) {
    Repeatability all = spread.repeatability();
    if (all.within().estimate() == 0) {
      out.println("trainings of one network do not differ");
      if (all.groups() > 1) {
        out.printf(
            "the networks' own differences: standard deviation %s points%n", two(all.between()));
      }
      return;
    }
    out.printf(
        "trainings of one network: standard deviation %s points [%s, %s] (95 %%, df = %d)%n",
        two(all.within().estimate()), two(all.within().low()), two(all.within().high()), all.df());
    if (all.unlike()) {
      List<Double> deviations = spread.deviations();
      out.printf(
          "that is an average over networks that differ in this: %s to %s points, median %s"
              + " (Bartlett's test, %s)%n",
          two(deviations.get(0)),
          two(deviations.get(deviations.size() - 1)),
          two(median(deviations)),
          Words.paddedP(all.pAlike()));
    } else {
      out.printf(
          "two of them differ by less than %s points in 95 of 100 cases%n",
          two(all.leastDifference()));
    }
    if (all.groups() == 1) {
      out.println("only one network: there is no other to compare it with");
      return;
    }
    out.printf(
        Locale.ROOT,
        "the networks' own differences: standard deviation %s points (F = %.3g, %s);"
            + " chance is %.1f %% of the variance%n",
        two(all.between()),
        all.f(),
        Words.paddedP(all.p()),
        100 * all.share());
  }

  private static double median(List<Double> values) {
    return Statistic.MEDIAN.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static String two(double value) {
    return Decimals.fixed(value, 2);
  }
}
