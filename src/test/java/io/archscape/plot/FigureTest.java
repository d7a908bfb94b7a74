package io.archscape.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureTest {
  @TempDir Path folder;

  private static Figure figure() {
    return Curves.both().figure();
  }

  private static long filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  @Test
  void theExtensionSaysTheFormat() throws IOException {
    for (Format format : Format.values()) {
      Path file = folder.resolve("edf." + format);
      figure().save(file);
      assertThat(Files.readAllBytes(file)).isEqualTo(figure().bytes(format));
    }
    assertThat(filesIn(folder)).isEqualTo(4);
  }

  @Test
  void missingFoldersAreMade() {
    Path file = folder.resolve("plots/cifar10/edf.svg");
    figure().save(file);
    assertThat(file).isNotEmptyFile();
  }

  @Test
  void anOlderPictureIsReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("edf.csv"), "old");
    figure().save(file);
    assertThat(file).content().startsWith("space,error,");
    assertThat(filesIn(folder)).isEqualTo(1);
  }

  @Test
  void anUnknownExtensionIsTold() {
    for (String name : new String[] {"edf.gif", "edf", ".svg", "svg"}) {
      assertThatThrownBy(() -> figure().save(Path.of(name)))
          .isInstanceOf(InputException.class)
          .hasMessage("plot file must end in .svg, .png, .pdf or .csv, got " + name);
    }
  }

  /** A file in the folder's place cannot be written into, not even by root. */
  @Test
  void aFolderThatCannotBeWrittenIsTold() throws IOException {
    Path file = Files.createFile(folder.resolve("taken")).resolve("edf.svg");
    assertThatThrownBy(() -> figure().save(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("plot file must be in a writable folder, got " + file);
  }

  @Test
  void nothingIsLeftWhereTheFileCannotBePlaced() throws IOException {
    Path file = Files.createDirectories(folder.resolve("edf.svg/full")).getParent();
    assertThatThrownBy(() -> figure().save(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file.toString());
    assertThat(filesIn(folder)).isEqualTo(1);
  }
}
