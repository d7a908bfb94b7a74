package io.archscape.engine.x86;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The smallest shared library for Linux on x86-64 that a loader accepts (ELF, System V gABI): some
 * functions that need nothing of others.
 */
final class SharedLibrary {
  private static final int PAGE = 4096;
  private static final int HEADER = 64;
  private static final int SEGMENT = 56;
  private static final int SYMBOL = 24;
  private static final int LOADED = 1;
  private static final int DYNAMIC = 2;
  private static final int STACK = 0x6474e551;
  private static final int EXECUTE = 1;
  private static final int WRITE = 2;
  private static final int READ = 4;

  private SharedLibrary() {}

  /** The library's bytes, of position-independent functions by name. */
  static byte[] of(Map<String, byte[]> functions) {
    Map<String, byte[]> sorted = new TreeMap<>(functions);
    StringBuilder names = new StringBuilder("\0");
    List<Integer> nameAt = new ArrayList<>();
    for (String name : sorted.keySet()) {
      nameAt.add(names.length());
      names.append(name).append('\0');
    }
    byte[] strings = names.toString().getBytes(StandardCharsets.US_ASCII);
    int count = sorted.size() + 1;
    int hashAt = HEADER + 4 * SEGMENT;
    int symbolsAt = (hashAt + 4 * (2 + 1 + count) + 7) / 8 * 8;
    int stringsAt = symbolsAt + count * SYMBOL;
    int codeAt = (stringsAt + strings.length + 15) / 16 * 16;
    int codeSize = sorted.values().stream().mapToInt(code -> (code.length + 15) / 16 * 16).sum();
    int dynamicAt = (codeAt + codeSize + PAGE - 1) / PAGE * PAGE;
    long[] dynamic = {4, hashAt, 5, stringsAt, 6, symbolsAt, 10, strings.length, 11, SYMBOL, 0, 0};
    int dynamicSize = 8 * dynamic.length;
    ByteBuffer file = ByteBuffer.allocate(dynamicAt + dynamicSize).order(ByteOrder.LITTLE_ENDIAN);
    header(file);
    segment(file, LOADED, READ | EXECUTE, 0, codeAt + codeSize, PAGE);
    segment(file, LOADED, READ | WRITE, dynamicAt, dynamicSize, PAGE);
    segment(file, DYNAMIC, READ | WRITE, dynamicAt, dynamicSize, 8);
    segment(file, STACK, READ | WRITE, 0, 0, 16);
    // one chain of all symbols: there are a handful
    file.position(hashAt).putInt(1).putInt(count).putInt(1).putInt(0);
    for (int i = 1; i < count; i++) {
      file.putInt(i + 1 < count ? i + 1 : 0);
    }
    int at = codeAt;
    int symbol = symbolsAt + SYMBOL; // the first one is empty
    int index = 0;
    for (byte[] code : sorted.values()) {
      file.position(symbol);
      file.putInt(nameAt.get(index++)).put((byte) 0x12).put((byte) 0).putShort((short) 1);
      file.putLong(at).putLong(code.length);
      file.position(at).put(code);
      at += (code.length + 15) / 16 * 16;
      symbol += SYMBOL;
    }
    file.position(stringsAt).put(strings);
    file.position(dynamicAt);
    for (long each : dynamic) {
      file.putLong(each);
    }
    return file.array();
  }

  private static void header(ByteBuffer file) {
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    file.putShort((short) 3).putShort((short) 62).putInt(1);
    file.putLong(0).putLong(HEADER).putLong(0).putInt(0);
    file.putShort((short) HEADER).putShort((short) SEGMENT).putShort((short) 4);
    file.putShort((short) 64).putShort((short) 0).putShort((short) 0);
  }

  private static void segment(
      ByteBuffer file, int type, int flags, long offset, long size, long align) {
    file.putInt(type).putInt(flags).putLong(offset).putLong(offset).putLong(offset);
    file.putLong(size).putLong(size).putLong(align);
  }
}
