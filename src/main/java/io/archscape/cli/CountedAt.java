package io.archscape.cli;

import io.archscape.exchange.Architectures;
import io.archscape.graph.Shape;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The image size and the number of classes that an architecture's cost is counted for. */
final class CountedAt {
  @Option(
      names = "--image",
      paramLabel = "N",
      description = "image size to count for (default: that of the sample or config, else 224)")
  Optional<Integer> image = Optional.empty();

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "number of classes (default: that of the sample or config, else 1000)")
  Optional<Integer> classes = Optional.empty();

  Shape image(Architectures.Named named) {
    return Shape.image(image.or(named::image).orElse(Architectures.DEFAULT_IMAGE));
  }

  int classes(Architectures.Named named) {
    return classes.or(named::classes).orElse(Architectures.DEFAULT_CLASSES);
  }
}
