package io.archscape.cli;

import io.archscape.drawing.DrawingFormat;
import io.archscape.drawing.NetworkDrawing;
import io.archscape.exchange.Architectures;
import io.archscape.space.Sample;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws one network. */
@Command(
    name = "draw",
    description = {
      "Draw an architecture on one page: stages to scale, their share of the cost, one block of",
      "each kind in detail, and widths before and after they were adjusted to fit."
    },
    mixinStandardHelpOptions = true)
final class DrawCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "ARCH", description = "architecture to draw, as for 'cost'")
  String architecture;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "picture (.svg, .png) or graph of all operations (.dot) to write")
  Path file;

  @Mixin CountedAt at = new CountedAt();

  @SuppressWarnings("NullAway.Init")
  DrawCommand() {}

  @Override
  public Integer call() {
    DrawingFormat.of(file); // before anything is read
    drawing(new Architectures().single(architecture, System.in)).save(file);
    spec.commandLine().getOut().println("drawing: " + file.toAbsolutePath().normalize());
    return 0;
  }

  private NetworkDrawing drawing(Architectures.Named named) {
    Optional<Sample> sample = named.sample();
    named.ignoredInWords().ifPresent(spec.commandLine().getErr()::println);
    return new NetworkDrawing(
        title(named),
        sample.map(DrawCommand::drawn).map(List::of).orElse(List.of()),
        named.network(),
        at.image(named).height(),
        at.classes(named),
        named.fittings());
  }

  private static String title(Architectures.Named named) {
    if (named.where().startsWith("-:")) {
      return "standard input";
    }
    return String.valueOf(Path.of(named.where()).getFileName());
  }

  /** {@code regnetx: d=20 w0=48 wa=27.9 wm=2.1 b=1 g=16}. */
  private static String drawn(Sample sample) {
    return Stream.concat(
            sample.parameters().entrySet().stream()
                .map(each -> each.getKey() + "=" + plain(each.getValue())),
            sample.choices().entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()))
        .collect(Collectors.joining(" ", "drawn from " + sample.space() + ": ", ""));
  }

  private static String plain(double value) {
    return new BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString();
  }
}
