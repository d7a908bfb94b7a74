package io.archscape.cli;

import io.archscape.InputException;
import io.archscape.plot.EdfPlot;
import io.archscape.plot.Format;
import io.archscape.plot.Series;
import io.archscape.stats.Edf;
import java.nio.file.Path;
import java.util.Arrays;
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
      description = "weigh models so that spaces are compared at equal flops (10 bins)")
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
    new ErrorTable(spec.commandLine().getOut()).print(spaces);
    spec.commandLine().getOut().println("plot: " + file.toAbsolutePath().normalize());
    return 0;
  }

  static void draw(
      List<Results.OfSpace> all,
      Path file,
      Optional<String> title,
      boolean weighted,
      boolean bands) {
    List<Results.OfSpace> spaces = all.stream().filter(space -> !space.errors().isEmpty()).toList();
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
    double low = flops(spaces).min().orElseThrow();
    double high = flops(spaces).max().orElseThrow();
    return spaces.stream()
        .map(
            space ->
                new Series(
                    space.label(),
                    weighted
                        ? Edf.weighted(space.errorArray(), space.flopArray(), BINS, low, high)
                        : Edf.of(space.errorArray()),
                    space.endedWithoutError()))
        .toList();
  }

  private static java.util.stream.DoubleStream flops(List<Results.OfSpace> spaces) {
    return spaces.stream().flatMapToDouble(space -> Arrays.stream(space.flopArray()));
  }
}
