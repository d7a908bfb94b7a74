package io.archscape.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFileTest {
  @TempDir Path temp;

  @BeforeEach
  void writeFiles() throws IOException {
    write(IdxFile.TRAIN_IMAGES, images(4));
    write(IdxFile.TRAIN_LABELS, labels(4));
    write(IdxFile.TEST_IMAGES, images(2));
    write(IdxFile.TEST_LABELS, labels(2));
  }

  /** Images of 3 rows and 2 columns; the bytes count up from 250. */
  private static byte[] images(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(16 + count * 6);
    bytes.putInt(0x00000803).putInt(count).putInt(3).putInt(2);
    for (int i = 0; i < count * 6; i++) {
      bytes.put((byte) (250 + i));
    }
    return bytes.array();
  }

  private static byte[] labels(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + count);
    bytes.putInt(0x00000801).putInt(count);
    for (int i = 0; i < count; i++) {
      bytes.put((byte) (9 - i));
    }
    return bytes.array();
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(temp.resolve(name), bytes);
  }

  @Test
  void readsRowsColumnsAndLabels() {
    Dataset mnist = IdxFile.read(temp);
    Images train = mnist.train();
    assertThat(train.count()).isEqualTo(4);
    assertThat(train.height()).isEqualTo(3);
    assertThat(train.width()).isEqualTo(2);
    assertThat(train.channels()).isEqualTo(1);
    assertThat(train.pixel(0, 2, 1, 0)).isEqualTo(255);
    assertThat(train.pixel(1, 1, 0, 0)).isEqualTo(2);
    assertThat(train.label(3)).isEqualTo(6);
    assertThat(mnist.test().count()).isEqualTo(2);
    assertThat(mnist.normalisation()).isEqualTo(Normalisation.of(train));
  }

  @Test
  void readsGzipAndFindsTheSubfolder() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("data").resolve("mnist"));
    for (String name :
        new String[] {
          IdxFile.TRAIN_IMAGES, IdxFile.TRAIN_LABELS, IdxFile.TEST_IMAGES, IdxFile.TEST_LABELS
        }) {
      Files.write(folder.resolve(name + ".gz"), gzip(Files.readAllBytes(temp.resolve(name))));
    }
    Dataset zipped = IdxFile.open(DataFolders.only(temp.resolve("data")));
    assertThat(zipped.train().checksum()).isEqualTo(IdxFile.read(temp).train().checksum());
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(buffer)) {
      out.write(bytes);
    }
    return buffer.toByteArray();
  }

  @Test
  void aTruncatedFileIsNamedWithWhatWasExpectedAndFound() throws IOException {
    write(IdxFile.TRAIN_IMAGES, Arrays.copyOf(images(4), 30));
    assertFails(
        temp.resolve(IdxFile.TRAIN_IMAGES)
            + " must have 24 bytes after its header, got 14: truncated or corrupt");
    write(IdxFile.TRAIN_IMAGES, Arrays.copyOf(images(4), 41));
    assertFails(
        temp.resolve(IdxFile.TRAIN_IMAGES)
            + " must have 24 bytes after its header, got more: truncated or corrupt");
    write(IdxFile.TRAIN_IMAGES, Arrays.copyOf(images(4), 7));
    assertFails(
        temp.resolve(IdxFile.TRAIN_IMAGES) + " must start with 16 header bytes, got 7: truncated");
  }

  @Test
  void aTruncatedGzipFileIsNamed() throws IOException {
    Files.delete(temp.resolve(IdxFile.TEST_LABELS));
    byte[] whole = gzip(labels(2));
    write(IdxFile.TEST_LABELS + ".gz", Arrays.copyOf(whole, whole.length - 9));
    assertThatThrownBy(() -> IdxFile.read(temp))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(temp.resolve(IdxFile.TEST_LABELS + ".gz").toString());
  }

  @Test
  void labelsInPlaceOfImagesAreTold() throws IOException {
    byte[] wrong = images(4);
    wrong[3] = 1;
    write(IdxFile.TRAIN_IMAGES, wrong);
    assertFails(
        temp.resolve(IdxFile.TRAIN_IMAGES)
            + " must start with 0x00000803 (3 dimensions of unsigned bytes), got 0x00000801");
  }

  @Test
  void impossibleDimensionsAreTold() throws IOException {
    byte[] wrong = images(4);
    wrong[4] = (byte) 0x80;
    write(IdxFile.TRAIN_IMAGES, wrong);
    assertThatThrownBy(() -> IdxFile.read(temp))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("must have positive dimensions");
  }

  @Test
  void labelsMustBeOneAnImageAndDigits() throws IOException {
    write(IdxFile.TRAIN_LABELS, labels(3));
    assertFails(
        temp.resolve(IdxFile.TRAIN_LABELS)
            + " must hold a label for each of the 4 images of train-images-idx3-ubyte, got 3");
    byte[] wrong = labels(4);
    wrong[9] = 10;
    write(IdxFile.TRAIN_LABELS, wrong);
    assertFails(
        temp.resolve(IdxFile.TRAIN_LABELS)
            + " must have labels 0 to 9, got 10 at position 1: corrupt");
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Files.delete(temp.resolve(IdxFile.TEST_LABELS));
    assertFails(
        temp + " must hold t10k-labels-idx1-ubyte or t10k-labels-idx1-ubyte.gz, found neither");
  }

  private void assertFails(String message) {
    assertThatThrownBy(() -> IdxFile.read(temp))
        .isInstanceOf(InputException.class)
        .hasMessage(message);
  }
}
