package io.archscape.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarTest {
  private static final int RECORDS = 3;

  @TempDir Path temp;
  private Path folder;

  @BeforeEach
  void writeBatches() throws IOException {
    folder = temp.resolve(Cifar.FOLDER);
    CifarFiles.write(folder, RECORDS);
  }

  @Test
  void turnsPlanesIntoPixelsAndKeepsTheOrderOfTheFiles() {
    Dataset cifar = Cifar.read(folder);
    assertThat(cifar.train().count()).isEqualTo(5 * RECORDS);
    assertThat(cifar.test().count()).isEqualTo(RECORDS);
    for (int i = 0; i < 5 * RECORDS; i++) {
      assertSame(cifar.train(), i, i / RECORDS, i % RECORDS);
    }
    assertSame(cifar.test(), 1, 5, 1);
  }

  private static void assertSame(Images images, int i, int file, int record) {
    assertThat(images.label(i)).isEqualTo(CifarFiles.label(file, record));
    for (int c = 0; c < 3; c++) {
      for (int p = 0; p < 1024; p += 5) {
        assertThat(images.pixel(i, p / 32, p % 32, c))
            .isEqualTo(CifarFiles.value(file, record, c, p));
      }
    }
  }

  @Test
  void folderParentAndArchiveGiveTheSameImages() throws IOException {
    Path archive = temp.resolve("elsewhere").resolve(Cifar.ARCHIVE);
    Files.createDirectories(archive.getParent());
    CifarFiles.archive(archive, RECORDS);
    Dataset direct = Cifar.read(folder);
    for (Path place : new Path[] {temp, folder, archive, archive.getParent()}) {
      Dataset found = Cifar.open(DataFolders.only(place));
      assertThat(found.train().checksum()).as("%s", place).isEqualTo(direct.train().checksum());
      assertThat(found.test().checksum()).as("%s", place).isEqualTo(direct.test().checksum());
    }
  }

  @Test
  void aTruncatedFileIsNamedWithWhatWasExpectedAndFound() throws IOException {
    Path file = folder.resolve("data_batch_3.bin");
    Files.write(file, Arrays.copyOf(CifarFiles.batch(2, RECORDS), 5000));
    assertFails(
        folder,
        file + " must be 30730000 bytes (a multiple of 3073), got 5000: truncated or corrupt");
  }

  @Test
  void aFileThatLostWholeRecordsIsNoticed() throws IOException {
    Path file = folder.resolve("data_batch_3.bin");
    Files.write(file, CifarFiles.batch(2, RECORDS - 1));
    assertFails(
        folder,
        file
            + " must be as large as data_batch_1.bin, 9219 bytes, got 6146:"
            + " one of them is truncated");
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Files.delete(folder.resolve("test_batch.bin"));
    assertThatThrownBy(() -> Cifar.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(folder + " must hold data_batch_1.bin, ")
        .hasMessageEndingWith("found no test_batch.bin");
  }

  @Test
  void aLabelAboveNineIsCorrupt() throws IOException {
    byte[] batch = CifarFiles.batch(3, RECORDS);
    batch[2 * CifarFiles.RECORD] = (byte) 200;
    Path file = folder.resolve("data_batch_4.bin");
    Files.write(file, batch);
    assertFails(folder, file + " must have labels 0 to 9, got 200 in record 2: corrupt");
  }

  @Test
  void aTruncatedArchiveAndOneThatIsNoneAreNamed() throws IOException {
    Path archive = temp.resolve(Cifar.ARCHIVE);
    CifarFiles.archive(archive, RECORDS);
    byte[] whole = Files.readAllBytes(archive);
    for (byte[] bad : new byte[][] {Arrays.copyOf(whole, whole.length / 2), new byte[100], {}}) {
      Files.write(archive, bad);
      assertThatThrownBy(() -> Cifar.read(archive))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(archive.toString());
    }
  }

  private static void assertFails(Path place, String message) {
    assertThatThrownBy(() -> Cifar.read(place))
        .isInstanceOf(InputException.class)
        .hasMessage(message);
  }
}
