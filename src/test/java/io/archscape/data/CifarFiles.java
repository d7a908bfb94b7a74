package io.archscape.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Small files in CIFAR-10's layout. */
final class CifarFiles {
  static final int RECORD = 3073;
  static final List<String> NAMES =
      Stream.concat(Cifar.TRAIN_FILES.stream(), Stream.of(Cifar.TEST_FILE)).toList();

  private CifarFiles() {}

  /** Byte p of plane c in record r of file f (0 to 5; the last is the test batch). */
  static int value(int f, int r, int c, int p) {
    return (f * 31 + r * 7 + c * 101 + p * 3) & 0xff;
  }

  static int label(int f, int r) {
    return (f + r) % 10;
  }

  static byte[] batch(int f, int records) {
    byte[] bytes = new byte[records * RECORD];
    for (int r = 0; r < records; r++) {
      bytes[r * RECORD] = (byte) label(f, r);
      for (int i = 0; i < 3072; i++) {
        bytes[r * RECORD + 1 + i] = (byte) value(f, r, i / 1024, i % 1024);
      }
    }
    return bytes;
  }

  static void write(Path folder, int records) throws IOException {
    Files.createDirectories(folder);
    for (int f = 0; f < NAMES.size(); f++) {
      Files.write(folder.resolve(NAMES.get(f)), batch(f, records));
    }
  }

  /** The archive, its files in reverse order, beside one that is none of them. */
  static void archive(Path file, int records) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
      entry(tar, "readme.html", new byte[88]);
      for (int f = NAMES.size() - 1; f >= 0; f--) {
        entry(tar, NAMES.get(f), batch(f, records));
      }
    }
  }

  private static void entry(TarArchiveOutputStream tar, String name, byte[] bytes)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(Cifar.FOLDER + "/" + name);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }
}
