package io.archscape.cli;

import static io.archscape.Require.require;

import io.archscape.document.Documents;
import io.archscape.space.Acceptance;
import io.archscape.space.Band;
import io.archscape.space.Bounds;
import io.archscape.space.DesignSpace;
import io.archscape.space.Sampler;
import io.archscape.space.Spaces;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws architectures. */
@Command(
    name = "sample",
    description =
        "Draw distinct architectures from a design space; prints one JSON object per line.",
    mixinStandardHelpOptions = true)
final class SampleCommand implements Runnable {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "SPACE", description = "name of a shipped space, or a YAML file")
  String space;

  @Option(
      names = {"-n", "--count"},
      defaultValue = "10",
      description = "architectures to draw (default ${DEFAULT-VALUE})")
  int count;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "seed of the draws (default ${DEFAULT-VALUE})")
  long seed;

  @Option(
      names = "--flops",
      paramLabel = "LO..HI",
      converter = BoundsText.class,
      defaultValue = "..",
      description = "range of multiply-adds, such as 360M..400M; either end may be left out")
  Bounds flops;

  @Option(
      names = "--params",
      paramLabel = "LO..HI",
      converter = BoundsText.class,
      defaultValue = "..",
      description = "range of parameter counts, as for --flops")
  Bounds params;

  @Option(
      names = "--acts",
      paramLabel = "LO..HI",
      converter = BoundsText.class,
      defaultValue = "..",
      description = "range of activation counts, as for --flops")
  Bounds acts;

  @Option(
      names = "--image",
      paramLabel = "N",
      description = "image size to count costs for (default: the space's)")
  Optional<Integer> image = Optional.empty();

  @SuppressWarnings("NullAway.Init")
  SampleCommand() {}

  @Override
  public void run() {
    require(count >= 1, "sample count must be at least 1, got count=%d", count);
    PrintWriter out = spec.commandLine().getOut();
    DesignSpace design = new Spaces().open(space);
    Documents documents = new Documents();
    Sampler sampler =
        new Sampler(
            design,
            new Band(flops, params, acts),
            image.orElseGet(design::image),
            design.classes(),
            seed);
    for (int i = 0; i < count && !out.checkError(); i++) {
      out.println(documents.canonicalJson(sampler.next()));
    }
    Acceptance acceptance = sampler.acceptance();
    spec.commandLine()
        .getErr()
        .printf(
            "%d drawn, %d valid, %d in range, %d of them duplicates%n",
            acceptance.drawn(), acceptance.valid(), acceptance.inBand(), acceptance.duplicates());
  }
}
