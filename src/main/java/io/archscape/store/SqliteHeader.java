package io.archscape.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The first hundred bytes of an SQLite file (sqlite.org/fileformat2.html, section 1.3). */
final class SqliteHeader {
  private static final byte[] MAGIC = Sqlite.MAGIC.getBytes(StandardCharsets.US_ASCII);
  private static final int BYTES = 100;
  private static final int PAGE = 4096;

  private SqliteHeader() {}

  /**
   * Makes a damaged header anew, as archscape writes it; the number of pages is always set to what
   * is there, or SQLite refuses a file that was cut short.
   *
   * @param wal whether the file has a write-ahead log beside it
   */
  static void repair(Path file, boolean wal) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer header = ByteBuffer.allocate(BYTES);
      channel.read(header, 0);
      int size = header.getShort(16) & 0xffff;
      boolean sound = size >= 512 && Integer.bitCount(size) == 1;
      int page = sound ? size : PAGE;
      if (!sound || !header.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
        fill(header, page, wal);
      }
      header.putInt(28, (int) (channel.size() / page));
      header.putInt(92, header.getInt(24)); // the number of pages is of this very state
      channel.write(header.rewind(), 0);
    }
  }

  private static void fill(ByteBuffer header, int page, boolean wal) {
    header.rewind().put(MAGIC).putShort((short) page);
    byte journal = (byte) (wal ? 2 : 1);
    header.put(journal).put(journal).put(new byte[] {0, 64, 32, 32});
    header.putInt(24, 1); // changes
    header.putInt(32, 0).putInt(36, 0); // no free pages are known
    header.putInt(40, 1).putInt(44, 4).putInt(48, 0).putInt(52, 0).putInt(56, 1); // UTF-8
    header.putInt(60, Schema.VERSION).putInt(64, 0).putInt(68, Schema.APPLICATION);
    header.putInt(96, 3_046_000);
  }
}
