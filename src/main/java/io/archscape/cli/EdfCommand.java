package io.archscape.cli;

import io.archscape.InputException;
import io.archscape.plot.EdfPlot;
import io.archscape.plot.Format;
import io.archscape.plot.Series;
import io.archscape.stats.Edf;
import io.archscape.stats.EqualComplexity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws error EDFs. */
@Command(
    name = "edf",
    description = "Draw the error distributions of the spaces of one or several sweeps.",
    mixinStandardHelpOptions = true)
final class EdfCommand implements Callable<Integer> {
  private static final int BINS = 10;
  private static final double ALPHA = 0.05;

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "SWEEP", arity = "1..*", description = "folders of sweeps")
  List<Path> sweeps;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "picture (.svg, .png, .pdf) or table (.csv)")
  Path file;

  @Option(
      names = "--weighted",
      description =
          "compare spaces at equal flops: of 10 bins those that every space fills, each weighing the same; models outside are left out")
  boolean weighted;

  @Option(names = "--bands", description = "add 95 %% DKW bands")
  boolean bands;

  @Option(names = "--title", description = "a line above the picture")
  Optional<String> title = Optional.empty();

  @SuppressWarnings("NullAway.Init")
  EdfCommand() {}

  @Override
  public Integer call() {
    Format.of(file); // before anything is read
    if (weighted && bands) {
      throw new InputException("edf must have --weighted or --bands, got both");
    }
    List<Results.OfSpace> spaces = Results.read(sweeps);
    draw(spaces, file, title, weighted, bands);
    new ErrorTable(spec.commandLine().getOut()).print(spaces.stream().map(Results.OfSpace::row).toList());
    if (weighted) {
      spec.commandLine().getOut().println(leftOut(finished(spaces)));
    }
    spec.commandLine().getOut().println("plot: " + file.toAbsolutePath().normalize());
    return 0;
  }

  static void draw(
      List<Results.OfSpace> all,
      Path file,
      Optional<String> title,
      boolean weighted,
      boolean bands) {
    List<Results.OfSpace> spaces = finished(all);
    if (spaces.isEmpty()) {
      throw new InputException(
          "edf must have at least one finished model, got none in "
              + all.stream().map(Results.OfSpace::label).toList());
    }
    EdfPlot plot = EdfPlot.of(series(spaces, weighted));
    plot = title.map(plot::withTitle).orElse(plot);
    plot = bands ? plot.withBands(ALPHA) : plot;
    plot.figure().save(file);
  }

  private static List<Series> series(List<Results.OfSpace> spaces, boolean weighted) {
    EqualComplexity equal = equalComplexity(spaces);
    if (weighted && equal.common() == 0) {
      throw new InputException(
          "edf --weighted needs a bin of flops that every space fills, got none of %d for %s"
              .formatted(BINS, spaces.stream().map(Results.OfSpace::label).toList()));
    }
    return spaces.stream()
        .map(
            space ->
                new Series(
                    space.label(),
                    weighted
                        ? equal.edf(space.errorArray(), space.flopArray())
                        : Edf.of(space.errorArray()),
                    space.endedWithoutError()))
        .toList();
  }

  private static List<Results.OfSpace> finished(List<Results.OfSpace> spaces) {
    return spaces.stream().filter(space -> !space.errors().isEmpty()).toList();
  }

  private static EqualComplexity equalComplexity(List<Results.OfSpace> spaces) {
    return EqualComplexity.of(spaces.stream().map(Results.OfSpace::flopArray).toList(), BINS);
  }

  /** What the weighted picture does not show. */
  private static String leftOut(List<Results.OfSpace> spaces) {
    EqualComplexity equal = equalComplexity(spaces);
    int all = spaces.stream().mapToInt(space -> space.errors().size()).sum();
    int out = all - spaces.stream().mapToInt(space -> equal.kept(space.flopArray())).sum();
    return "weighted: %d of %d bins of flops hold models of every space; %d of %d models (%d %%) lie outside and are left out"
        .formatted(equal.common(), BINS, out, all, Math.round(100.0 * out / all));
  }
}
