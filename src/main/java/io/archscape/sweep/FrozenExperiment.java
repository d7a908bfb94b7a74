package io.archscape.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import io.archscape.InputException;
import io.archscape.Sha256;
import io.archscape.WholeFile;
import io.archscape.experiment.Experiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The copy of its experiment that a sweep's folder keeps. Experiments are compared by what they
 * mean: comments and the order of keys are free, and the numbers of models, the claims and the
 * figures may change.
 */
final class FrozenExperiment {
  private final Path file;

  FrozenExperiment(Path sweep) {
    file = sweep.resolve(Experiment.FILE);
  }

  /** The copy; empty if there is none yet. */
  Optional<Experiment> read() throws IOException {
    return Files.exists(file)
        ? Optional.of(Experiment.parse(file.toString(), Files.readString(file)))
        : Optional.empty();
  }

  /** The copy as it is written, with its comments. */
  Optional<String> text() throws IOException {
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  /** Replaces the copy: never by half a file, whenever the process is killed. */
  void write(String text) throws IOException {
    WholeFile.write(file, text);
  }

  /**
   * Demands that the copy is of the experiment given.
   *
   * @throws InputException if something besides the numbers of models, the claims and the figures
   *     differs
   */
  void requireSame(Experiment copy, Experiment given) {
    difference("", tree(copy), tree(given))
        .ifPresent(
            difference -> {
              throw new InputException(
                  "%s: the folder must be that of the experiment given, but it has %s;"
                          .formatted(file, difference)
                      + " choose another --out");
            });
  }

  /** Tells experiments apart; the numbers of models, the claims and the figures do not. */
  static String identity(Experiment experiment) {
    return Sha256.hex(tree(experiment).toString());
  }

  private static JsonNode tree(Experiment experiment) {
    return Experiment.documents().tree(experiment.bare());
  }

  private static Optional<String> difference(String key, JsonNode before, JsonNode now) {
    if (before.equals(now)) {
      return Optional.empty();
    }
    if (!before.isObject() || !now.isObject()) {
      return Optional.of(
          "%s %s where the experiment has %s".formatted(key, shown(before), shown(now)));
    }
    TreeSet<String> names = new TreeSet<>();
    before.fieldNames().forEachRemaining(names::add);
    now.fieldNames().forEachRemaining(names::add);
    return names.stream()
        .flatMap(
            name ->
                difference(
                    key.isEmpty() ? name : key + "." + name, before.path(name), now.path(name))
                    .stream())
        .findFirst();
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "none" : node.toString();
  }
}
