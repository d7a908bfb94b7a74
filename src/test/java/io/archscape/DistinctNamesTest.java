package io.archscape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A simple name means one thing: no two top-level types share theirs, whatever their packages. */
class DistinctNamesTest {
  private static final List<String> ROOTS =
      List.of("src/main/java", "src/test/java", "src/bench/java");

  @Test
  void noTwoTopLevelTypesShareASimpleName() throws IOException {
    var byName =
        ROOTS.stream()
            .flatMap(root -> sources(Path.of(root)).stream())
            .collect(Collectors.groupingBy(file -> file.getFileName().toString()));
    assertThat(byName).containsKeys("Graph.java", "DistinctNamesTest.java", "DjlSteps.java");
    byName.values().removeIf(files -> files.size() == 1);
    assertThat(byName).isEmpty();
  }

  private static List<Path> sources(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
