package io.archscape.cli;

import io.archscape.InputException;
import io.archscape.figures.ErrorCurves;
import io.archscape.plot.Figure;
import io.archscape.plot.Format;
import io.archscape.study.Results;
import io.archscape.wording.ErrorTable;
import java.io.PrintWriter;
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
    description = "Draw the error distributions (EDFs) of the spaces of one or more sweeps.",
    mixinStandardHelpOptions = true)
final class EdfCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "SWEEP", arity = "1..*", description = "folders of sweeps")
  List<Path> sweeps;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "picture (.svg, .png, .pdf) or table (.csv) to write")
  Path file;

  @Option(
      names = "--weighted",
      description =
          "compare spaces at equal flops: of 10 bins, use those in which every space has models, with equal weight; models in other bins are left out")
  boolean weighted;

  @Option(names = "--bands", description = "add 95 %% DKW bands")
  boolean bands;

  @Option(names = "--title", description = "title above the picture")
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
    ErrorCurves curves = ErrorCurves.of(spaces).orElseThrow(() -> unfinished(spaces));
    (weighted ? weighted(curves) : curves.figure(title, bands)).save(file);
    PrintWriter out = spec.commandLine().getOut();
    ErrorTable.lines(Results.rows(spaces)).forEach(out::println);
    if (weighted) {
      out.println("weighted: " + curves.leftOut());
    }
    out.println("plot: " + file.toAbsolutePath().normalize());
    return 0;
  }

  private Figure weighted(ErrorCurves curves) {
    return curves
        .weighted(title)
        .orElseThrow(
            () ->
                new InputException(
                    "edf --weighted needs a bin of flops that every space fills, got none of %d for %s"
                        .formatted(ErrorCurves.BINS, labels(curves.spaces()))));
  }

  private static InputException unfinished(List<Results.OfSpace> spaces) {
    return new InputException(
        "edf must have at least one finished model, got none in " + labels(spaces));
  }

  private static List<String> labels(List<Results.OfSpace> spaces) {
    return spaces.stream().map(Results.OfSpace::label).toList();
  }
}
