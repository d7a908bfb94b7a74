package io.archscape.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.archscape.InputException;
import io.archscape.arch.Network;
import io.archscape.document.Documents;
import io.archscape.space.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads architectures that a user names: a YAML or JSON file with a network, or with what {@code
 * sample} prints; a JSONL file with one of either a line; {@code -} for lines on standard input.
 */
final class Architectures {
  private final Documents documents = new Documents();

  /**
   * One architecture.
   *
   * @param where the file, and the line in it where it has several
   * @param sample what else is known of it, if it came from {@code sample}
   */
  record Named(String where, Network network, Optional<Sample> sample) {}

  /** The architectures of a file, one by one: a bad one does not hide the others. */
  List<Source> sources(String argument, InputStream standardInput) {
    String text = text(argument, standardInput);
    if (!argument.equals("-") && !argument.endsWith(".jsonl")) {
      return List.of(new Source(argument, () -> one(argument, 0, text)));
    }
    List<Source> all = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      int number = i + 1;
      String line = lines.get(i);
      if (!line.isBlank()) {
        all.add(new Source(argument + ":" + number, () -> one(argument, number, line)));
      }
    }
    if (all.isEmpty()) {
      throw new InputException(argument + ": must hold at least one architecture, is empty");
    }
    return all;
  }

  /**
   * Where an architecture stands.
   *
   * @param read reads it; throws {@link InputException} if it is none
   */
  record Source(String where, Supplier<Named> read) {}

  /** The only architecture that {@code argument} names. */
  Named single(String argument, InputStream standardInput) {
    List<Source> all = sources(argument, standardInput);
    if (all.size() != 1) {
      throw new InputException(
          argument + ": must hold exactly one architecture, got " + all.size());
    }
    return all.get(0).read().get();
  }

  private Named one(String source, int line, String text) {
    String where = line > 0 ? source + ":" + line : source;
    if (isSample(source, line, text)) {
      Sample sample = as(source, line, text, Sample.class);
      return new Named(where, sample.network(), Optional.of(sample));
    }
    return new Named(where, as(source, line, text, Network.class), Optional.empty());
  }

  private boolean isSample(String source, int line, String text) {
    JsonNode tree = as(source, line, text, JsonNode.class);
    return tree.has("network");
  }

  private <T> T as(String source, int line, String text, Class<T> type) {
    if (line > 0) {
      return documents.readJsonLine(source, line, text, type);
    }
    return source.endsWith(".json")
        ? documents.readJson(source, text, type)
        : documents.readYaml(source, text, type);
  }

  private static String text(String argument, InputStream standardInput) {
    try {
      return argument.equals("-")
          ? new String(standardInput.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(argument));
    } catch (NoSuchFileException e) {
      throw new InputException(
          argument + ": architecture must be a YAML, JSON or JSONL file, found none", e);
    } catch (IOException e) {
      throw new InputException(argument + ": file must be readable text, got " + e, e);
    }
  }
}
