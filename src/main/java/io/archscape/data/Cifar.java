package io.archscape.data;

import io.archscape.InputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * CIFAR-10 in its binary form: six files of records, a label byte and then a red, a green and a
 * blue plane of 32 x 32 bytes. Read from the unpacked folder or from the published archive.
 *
 * <p>Source: https://www.cs.toronto.edu/~kriz/cifar.html
 */
public final class Cifar {
  public static final String FOLDER = "cifar-10-batches-bin";
  public static final String ARCHIVE = "cifar-10-binary.tar.gz";

  static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
  static final List<String> TRAIN_FILES =
      List.of(
          "data_batch_1.bin",
          "data_batch_2.bin",
          "data_batch_3.bin",
          "data_batch_4.bin",
          "data_batch_5.bin");
  static final String TEST_FILE = "test_batch.bin";

  /** As pycls has them (pycls/datasets/cifar10.py), red, green, blue. */
  static final Normalisation NORMALISATION =
      new Normalisation(List.of(125.3, 123.0, 113.9), List.of(63.0, 62.1, 66.7));

  private static final int SIDE = 32;
  private static final int PLANE = SIDE * SIDE;
  private static final int IMAGE = 3 * PLANE;
  private static final int RECORD = 1 + IMAGE;
  private static final int PUBLISHED_RECORDS = 10_000;

  private Cifar() {}

  static Dataset open(DataFolders folders) {
    List<Path> looked = new ArrayList<>();
    for (Path folder : folders.folders()) {
      Optional<Path> found = find(folder);
      if (found.isPresent()) {
        return read(found.get());
      }
      looked.add(folder);
    }
    throw Datasets.missing(DataSource.CIFAR10, FOLDER + "/ or " + ARCHIVE, looked);
  }

  /** The folder of batches or the archive: {@code place} itself or directly in it. */
  private static Optional<Path> find(Path place) {
    if (Files.isRegularFile(place) || Files.exists(place.resolve(TRAIN_FILES.get(0)))) {
      return Optional.of(place);
    }
    if (Files.isDirectory(place.resolve(FOLDER))) {
      return Optional.of(place.resolve(FOLDER));
    }
    return Optional.of(place.resolve(ARCHIVE)).filter(Files::exists);
  }

  /**
   * Reads the data set from the folder that holds the batches or from the archive.
   *
   * @throws InputException if a file is missing, truncated or corrupt
   */
  public static Dataset read(Path folderOrArchive) {
    try {
      Parts parts = new Parts(folderOrArchive);
      if (Files.isDirectory(folderOrArchive)) {
        readFolder(folderOrArchive, parts);
      } else {
        readArchive(folderOrArchive, parts);
      }
      return parts.dataset();
    } catch (IOException e) {
      throw new InputException(
          "%s must be a readable %s or folder of CIFAR-10 batches, got: %s"
              .formatted(folderOrArchive, ARCHIVE, e),
          e);
    }
  }

  private static void readFolder(Path folder, Parts parts) throws IOException {
    for (String name : Parts.NAMES) {
      Path file = folder.resolve(name);
      if (!Files.isRegularFile(file)) {
        throw parts.missing(name);
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        parts.add(name, Files.size(file), in);
      }
    }
  }

  private static void readArchive(Path archive, Parts parts) throws IOException {
    try (TarArchiveInputStream in =
        new TarArchiveInputStream(
            new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)), 1 << 16))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (Parts.NAMES.contains(name)) {
          parts.add(name, entry.getSize(), in);
        }
      }
    }
  }

  /** Gathers the six files, in whatever order they come, into train and test arrays. */
  private static final class Parts {
    static final List<String> NAMES = names();

    private final Path place;
    private final List<String> seen = new ArrayList<>();
    private int trainRecords;
    private byte[] trainPixels = {};
    private byte[] trainLabels = {};
    private byte[] testPixels = {};
    private byte[] testLabels = {};

    Parts(Path place) {
      this.place = place;
    }

    void add(String name, long size, InputStream in) throws IOException {
      int records = records(name, size);
      if (name.equals(TEST_FILE)) {
        testPixels = new byte[records * IMAGE];
        testLabels = new byte[records];
        copy(name, in, records, testPixels, testLabels, 0);
      } else {
        reserve(name, records);
        copy(name, in, records, trainPixels, trainLabels, TRAIN_FILES.indexOf(name) * records);
      }
      seen.add(name);
    }

    Dataset dataset() {
      for (String name : NAMES) {
        if (!seen.contains(name)) {
          throw missing(name);
        }
      }
      if (trainRecords == PUBLISHED_RECORDS && testLabels.length != PUBLISHED_RECORDS) {
        throw new InputException(
            "%s must be %d bytes, got %d: truncated?"
                .formatted(
                    where(TEST_FILE), PUBLISHED_RECORDS * RECORD, testLabels.length * RECORD));
      }
      return Dataset.of(
          DataSource.CIFAR10.key(),
          Images.owning(SIDE, SIDE, 3, CLASSES, trainPixels, trainLabels),
          Images.owning(SIDE, SIDE, 3, CLASSES, testPixels, testLabels),
          NORMALISATION);
    }

    InputException missing(String name) {
      return new InputException(
          "%s must hold %s, found %s".formatted(place, String.join(", ", NAMES), "no " + name));
    }

    private int records(String name, long size) {
      if (size == 0 || size % RECORD != 0 || size / RECORD > PUBLISHED_RECORDS) {
        throw new InputException(
            "%s must be %d bytes (a multiple of %d), got %d: truncated or corrupt"
                .formatted(where(name), PUBLISHED_RECORDS * RECORD, RECORD, size));
      }
      return (int) (size / RECORD);
    }

    /** All training files hold equally many records; the first one read says how many. */
    private void reserve(String name, int records) {
      if (trainRecords == 0) {
        trainRecords = records;
        trainPixels = new byte[TRAIN_FILES.size() * records * IMAGE];
        trainLabels = new byte[TRAIN_FILES.size() * records];
      } else if (records != trainRecords) {
        throw new InputException(
            "%s must be as large as %s, %d bytes, got %d: one of them is truncated"
                .formatted(where(name), seen.get(0), trainRecords * RECORD, records * RECORD));
      }
    }

    private void copy(
        String name, InputStream in, int records, byte[] pixels, byte[] labels, int first)
        throws IOException {
      byte[] buffer = new byte[RECORD];
      for (int r = 0; r < records; r++) {
        int got = in.readNBytes(buffer, 0, RECORD);
        if (got != RECORD) {
          throw new InputException(
              "%s must be %d bytes, got %d: truncated"
                  .formatted(where(name), records * RECORD, r * RECORD + got));
        }
        labels[first + r] = label(name, r, buffer[0]);
        interleave(buffer, pixels, (first + r) * IMAGE);
      }
    }

    private byte label(String name, int record, byte label) {
      if (label < 0 || label >= CLASSES.size()) {
        throw new InputException(
            "%s must have labels 0 to 9, got %d in record %d: corrupt"
                .formatted(where(name), Byte.toUnsignedInt(label), record));
      }
      return label;
    }

    private static void interleave(byte[] record, byte[] pixels, int at) {
      for (int p = 0, to = at; p < PLANE; p++, to += 3) {
        pixels[to] = record[1 + p];
        pixels[to + 1] = record[1 + PLANE + p];
        pixels[to + 2] = record[1 + 2 * PLANE + p];
      }
    }

    private String where(String name) {
      return Files.isDirectory(place) ? place.resolve(name).toString() : name + " in " + place;
    }

    private static List<String> names() {
      List<String> names = new ArrayList<>(TRAIN_FILES);
      names.add(TEST_FILE);
      return List.copyOf(names);
    }
  }
}
