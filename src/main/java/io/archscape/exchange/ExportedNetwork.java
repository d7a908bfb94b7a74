package io.archscape.exchange;

import io.archscape.arch.Network;
import io.archscape.space.RegNetInverse;
import io.archscape.space.Sample;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An architecture to be written.
 *
 * @param name of its space or file, with the start of its trial's id if it has one
 * @param sample what else is known of it, if it was drawn
 * @param image pixels a side that it is meant for
 * @param regnet the parameters that it was made from, if it was
 * @param errorFraction mean error of its trainings, of 1
 * @param trainings how many it has
 */
public record ExportedNetwork(
    String name,
    Network network,
    Optional<Sample> sample,
    int image,
    int classes,
    Optional<RegNetInverse.Setting> regnet,
    OptionalDouble errorFraction,
    int trainings) {
  /** One that nothing is known to have trained. */
  public static ExportedNetwork of(Architectures.Named named) {
    return new ExportedNetwork(
        named.sample().map(Sample::space).orElseGet(() -> baseName(named.where())),
        named.network(),
        named.sample(),
        named.image().orElse(Architectures.DEFAULT_IMAGE),
        named.classes().orElse(Architectures.DEFAULT_CLASSES),
        named.regnet(),
        OptionalDouble.empty(),
        0);
  }

  /** {@code nets/mine.yaml} is {@code mine}. */
  private static String baseName(String where) {
    Path file = Path.of(where).getFileName();
    String name = (file == null ? where : file.toString()).replaceFirst(":\\d+$", "");
    String bare = name.replaceFirst("\\.(ya?ml|jsonl?)$", "").replaceAll("[^A-Za-z0-9._-]", "");
    return bare.isEmpty() || bare.equals("-") ? "network" : bare;
  }
}
