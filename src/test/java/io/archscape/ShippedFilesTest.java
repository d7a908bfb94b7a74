package io.archscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedFilesTest {
  @ParameterizedTest
  @ValueSource(strings = {"spaces", "experiments"})
  void everyYamlIsInTheJarToo(String folder) throws IOException {
    assumeThat(Path.of(folder)).isDirectory();
    List<Path> files = yamlFiles(Path.of(folder));
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      try (var shipped = getClass().getResourceAsStream("/" + folder + "/" + file.getFileName())) {
        assertThat(shipped).as("%s on the class path", file).isNotNull();
        assertThat(shipped.readAllBytes()).as("%s", file).isEqualTo(Files.readAllBytes(file));
      }
    }
  }

  private static List<Path> yamlFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).toList();
    }
  }
}
