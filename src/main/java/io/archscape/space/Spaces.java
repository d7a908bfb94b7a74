package io.archscape.space;

import io.archscape.InputException;
import io.archscape.document.Documents;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** The spaces that are shipped, and those in files. */
public final class Spaces {
  private static final String FOLDER = "/spaces/";
  private final Documents documents = new Documents();

  /** The names of the shipped spaces, in the order of spaces/index.txt. */
  public List<String> names() {
    return text("index.txt").lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /**
   * The space of this name, or in this YAML file (whatever ends in .yaml or .yml).
   *
   * @throws InputException if there is none, or the file is not a space
   */
  public DesignSpace open(String nameOrFile) {
    if (nameOrFile.endsWith(".yaml") || nameOrFile.endsWith(".yml")) {
      return documents.readYaml(Path.of(nameOrFile), DesignSpace.class);
    }
    List<String> names = names();
    if (!names.contains(nameOrFile)) {
      throw unknown(nameOrFile, names);
    }
    String file = nameOrFile + ".yaml";
    return documents.readYaml("spaces/" + file, text(file), DesignSpace.class);
  }

  private static InputException unknown(String name, List<String> names) {
    return new InputException(
        "space must be a YAML file or one of %s, got '%s'; did you mean '%s'?"
            .formatted(String.join(", ", names), name, nearest(name, names)));
  }

  /** The name that begins and ends most like the one given. */
  private static String nearest(String given, List<String> names) {
    return names.stream()
        .max(Comparator.comparingInt(name -> alike(given, name)))
        .orElseThrow(() -> new IllegalStateException("no spaces are shipped"));
  }

  private static int alike(String a, String b) {
    int most = Math.min(a.length(), b.length());
    int head = 0;
    while (head < most && a.charAt(head) == b.charAt(head)) {
      head++;
    }
    int tail = 0;
    while (tail < most - head
        && a.charAt(a.length() - 1 - tail) == b.charAt(b.length() - 1 - tail)) {
      tail++;
    }
    // of equally like names, the one of the same length
    return 100 * (head + tail) - Math.abs(a.length() - b.length());
  }

  private static String text(String file) {
    try (InputStream in = Spaces.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("resource " + FOLDER + file + " must be shipped");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FOLDER + file, e);
    }
  }
}
