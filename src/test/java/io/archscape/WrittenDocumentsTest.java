package io.archscape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** README, CHANGES and docs name no class that is not there. */
class WrittenDocumentsTest {
  private static final Pattern NAME =
      Pattern.compile("`((?:[A-Z][a-z0-9]+){2,})(?:\\.[A-Za-z_]+(?:\\(\\))?)?`");

  private static final Set<String> OF_OTHERS = Set.of("BaggingTrainer", "ElasticNetCDTrainer");

  @Test
  void everyClassNamedInADocumentIsThere() throws IOException {
    Set<String> classes = new TreeSet<>(OF_OTHERS);
    try (Stream<Path> sources = Files.walk(Path.of("src"))) {
      sources
          .map(source -> source.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .forEach(name -> classes.add(name.replace(".java", "")));
    }
    Set<String> named = new TreeSet<>();
    try (Stream<Path> documents =
        Stream.concat(
            Stream.of(Path.of("README.md"), Path.of("CHANGES.md")), Files.walk(Path.of("docs")))) {
      for (Path document : documents.filter(path -> path.toString().endsWith(".md")).toList()) {
        for (Matcher name = NAME.matcher(Files.readString(document)); name.find(); ) {
          named.add(name.group(1));
        }
      }
    }
    assertThat(named).hasSizeGreaterThan(10).isSubsetOf(classes);
  }
}
