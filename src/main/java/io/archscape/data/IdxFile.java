package io.archscape.data;

import io.archscape.InputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * MNIST and its relatives in IDX files, plain or gzip: two zero bytes, the element type (8:
 * unsigned byte), the number of dimensions, each dimension as a big-endian 32-bit integer, the
 * bytes.
 *
 * <p>Source: http://yann.lecun.com/exdb/mnist/ (THE IDX FILE FORMAT)
 */
public final class IdxFile {
  public static final String FOLDER = "mnist";

  static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
  static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
  static final String TEST_LABELS = "t10k-labels-idx1-ubyte";
  static final List<String> DIGITS = IntStream.range(0, 10).mapToObj(Integer::toString).toList();

  private static final int UNSIGNED_BYTE = 0x08;

  private IdxFile() {}

  static Dataset open(DataFolders folders) {
    List<Path> looked = new ArrayList<>();
    for (Path folder : folders.folders()) {
      for (Path place : List.of(folder, folder.resolve(FOLDER))) {
        if (existing(place, TRAIN_IMAGES).isPresent()) {
          return read(place);
        }
      }
      looked.add(folder);
    }
    throw Datasets.missing(
        DataSource.MNIST, FOLDER + "/" + TRAIN_IMAGES + ".gz (or without .gz)", looked);
  }

  /**
   * Reads the four files of MNIST from a folder. Normalised by the training images.
   *
   * @throws InputException if a file is missing, truncated or corrupt
   */
  public static Dataset read(Path folder) {
    Images train = images(folder, TRAIN_IMAGES, TRAIN_LABELS);
    Images test = images(folder, TEST_IMAGES, TEST_LABELS);
    return Dataset.of(DataSource.MNIST.key(), train, test, Normalisation.of(train));
  }

  private static Images images(Path folder, String imagesName, String labelsName) {
    Path imagesFile = file(folder, imagesName);
    Path labelsFile = file(folder, labelsName);
    Block pixels = block(imagesFile, 3);
    Block labels = block(labelsFile, 1);
    if (labels.dimensions[0] != pixels.dimensions[0]) {
      throw new InputException(
          "%s must hold a label for each of the %d images of %s, got %d"
              .formatted(
                  labelsFile,
                  pixels.dimensions[0],
                  imagesFile.getFileName(),
                  labels.dimensions[0]));
    }
    checkLabels(labelsFile, labels.bytes);
    return Images.owning(
        pixels.dimensions[1], pixels.dimensions[2], 1, DIGITS, pixels.bytes, labels.bytes);
  }

  private static void checkLabels(Path file, byte[] labels) {
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= DIGITS.size()) {
        throw new InputException(
            "%s must have labels 0 to 9, got %d at position %d: corrupt"
                .formatted(file, Byte.toUnsignedInt(labels[i]), i));
      }
    }
  }

  private static Path file(Path folder, String name) {
    return existing(folder, name)
        .orElseThrow(
            () ->
                new InputException(
                    "%s must hold %s or %s.gz, found neither".formatted(folder, name, name)));
  }

  private static Optional<Path> existing(Path folder, String name) {
    return List.of(folder.resolve(name), folder.resolve(name + ".gz")).stream()
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static Block block(Path file, int rank) {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        InputStream in = unzipped(raw)) {
      int[] dimensions = dimensions(file, in, rank);
      int size = size(file, dimensions);
      byte[] bytes = in.readNBytes(size);
      if (bytes.length != size || in.read() != -1) {
        throw new InputException(
            "%s must have %d bytes after its header, got %s: truncated or corrupt"
                .formatted(file, size, bytes.length == size ? "more" : bytes.length));
      }
      return new Block(dimensions, bytes);
    } catch (IOException e) {
      throw new InputException(
          "%s must be a readable IDX file, plain or gzip, got: %s".formatted(file, e), e);
    }
  }

  private static InputStream unzipped(InputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private static int[] dimensions(Path file, InputStream in, int rank) throws IOException {
    byte[] header = in.readNBytes(4 + 4 * rank);
    if (header.length != 4 + 4 * rank) {
      throw new InputException(
          "%s must start with %d header bytes, got %d: truncated"
              .formatted(file, 4 + 4 * rank, header.length));
    }
    ByteBuffer buffer = ByteBuffer.wrap(header);
    int magic = buffer.getInt();
    int expected = UNSIGNED_BYTE << 8 | rank;
    if (magic != expected) {
      throw new InputException(
          "%s must start with 0x%08x (%d dimensions of unsigned bytes), got 0x%08x"
              .formatted(file, expected, rank, magic));
    }
    return IntStream.range(0, rank).map(i -> buffer.getInt()).toArray();
  }

  private static int size(Path file, int[] dimensions) {
    long size = 1;
    for (int dimension : dimensions) {
      if (dimension < 1 || (size *= dimension) > Integer.MAX_VALUE) {
        throw new InputException(
            "%s must have positive dimensions of at most 2 GiB in all, got %s: corrupt"
                .formatted(file, IntStream.of(dimensions).boxed().toList()));
      }
    }
    return (int) size;
  }

  private static final class Block {
    private final int[] dimensions;
    private final byte[] bytes;

    Block(int[] dimensions, byte[] bytes) {
      this.dimensions = dimensions;
      this.bytes = bytes;
    }
  }
}
