package io.archscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir Path folder;

  @Test
  void aFileIsReplacedAndNothingIsLeftBesideIt() throws IOException {
    Path file = folder.resolve("facts.txt");
    WholeFile.write(file, "the first, which is longer");
    WholeFile.write(file, "\u00e4 second");
    assertThat(file).hasContent("\u00e4 second");
    assertThat(folder).isDirectoryContaining(found -> found.equals(file));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void whatFailsLeavesTheFileAsItWas() throws IOException {
    Path file = folder.resolve("facts.txt");
    WholeFile.write(file, "whole");
    assertThatThrownBy(
            () ->
                WholeFile.write(
                    file,
                    channel -> {
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(file).hasContent("whole");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }
}
