package io.archscape.engine.x86;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Instructions of x86-64 on general registers of 64 bits, with jumps. Encodings are those of
 * Intel's Software Developer's Manual, volume 2.
 */
class Instructions {
  private byte[] code = new byte[4096];
  private int size;

  /** General registers. */
  enum Reg {
    RAX(0),
    RCX(1),
    RDX(2),
    RBX(3),
    RSP(4),
    RBP(5),
    RSI(6),
    RDI(7),
    R8(8),
    R9(9),
    R10(10),
    R11(11),
    R12(12),
    R13(13),
    R14(14),
    R15(15);

    private final int number;

    Reg(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }

  /** Memory at a register and a distance in bytes. */
  record Mem(Reg base, int offset) {}

  /** A place in the code, jumped to before or after it is known. */
  static final class Label {
    private int at = -1;
    private final List<Integer> jumps = new ArrayList<>();
  }

  /** Conditions of jumps, by their numbers. */
  enum Condition {
    NOT_ZERO(5),
    ZERO(4),
    LESS(12),
    NOT_LESS(13);

    private final int number;

    Condition(int number) {
      this.number = number;
    }
  }

  static Mem at(Reg base, long offset) {
    return new Mem(base, Math.toIntExact(offset));
  }

  /** The instructions so far. */
  byte[] bytes() {
    return Arrays.copyOf(code, size);
  }

  final void registers(int reg, int rm) {
    put(0xC0 | ((reg & 7) << 3) | (rm & 7));
  }

  /**
   * @param scale of distances of one byte
   */
  final void memory(int reg, Mem memory, int scale) {
    int base = memory.base.number & 7;
    int offset = memory.offset;
    boolean none = offset == 0 && base != Reg.RBP.number;
    boolean isShort = offset % scale == 0 && offset / scale == (byte) (offset / scale);
    put((none ? 0 : isShort ? 0x40 : 0x80) | ((reg & 7) << 3) | base);
    if (base == Reg.RSP.number) {
      put(0x24);
    }
    if (none) {
      return;
    }
    if (isShort) {
      put(offset / scale);
    } else {
      word(offset);
    }
  }

  void push(Reg reg) {
    if (reg.number > 7) {
      put(0x41);
    }
    put(0x50 | (reg.number & 7));
  }

  void pop(Reg reg) {
    if (reg.number > 7) {
      put(0x41);
    }
    put(0x58 | (reg.number & 7));
  }

  void move(Reg to, Reg from) {
    rex(from, to);
    put(0x89);
    registers(from.number, to.number);
  }

  void load(Reg to, Mem from) {
    rex(to, from.base);
    put(0x8B);
    memory(to.number, from, 1);
  }

  /** The lower 32 bits. */
  void loadInt(Reg to, Mem from) {
    rexInt(to, from.base);
    put(0x8B);
    memory(to.number, from, 1);
  }

  void storeInt(Mem to, Reg from) {
    rexInt(from, to.base);
    put(0x89);
    memory(from.number, to, 1);
  }

  void store(Mem to, Reg from) {
    rex(from, to.base);
    put(0x89);
    memory(from.number, to, 1);
  }

  void set(Mem to, int value) {
    rex(Reg.RAX, to.base);
    put(0xC7);
    memory(0, to, 1);
    word(value);
  }

  /** to -= value, in memory. */
  void subtract(Mem to, int value) {
    rex(Reg.RAX, to.base);
    put(0x81);
    memory(5, to, 1);
    word(value);
  }

  /** to = the address of {@code from}. */
  void address(Reg to, Mem from) {
    rex(to, from.base);
    put(0x8D);
    memory(to.number, from, 1);
  }

  void set(Reg to, int value) {
    rex(Reg.RAX, to);
    put(0xC7);
    registers(0, to.number);
    word(value);
  }

  void add(Reg to, int value) {
    if (value != 0) {
      immediate(0, to, value);
    }
  }

  void add(Reg to, Reg from) {
    rex(from, to);
    put(0x01);
    registers(from.number, to.number);
  }

  void add(Reg to, Mem from) {
    rex(to, from.base);
    put(0x03);
    memory(to.number, from, 1);
  }

  void subtract(Reg to, int value) {
    immediate(5, to, value);
  }

  void compare(Reg a, int value) {
    immediate(7, a, value);
  }

  private void immediate(int operation, Reg to, int value) {
    rex(Reg.RAX, to);
    put(0x81);
    registers(operation, to.number);
    word(value);
  }

  /** to = from * value. */
  void multiply(Reg to, Reg from, int value) {
    rex(to, from);
    put(0x69);
    registers(to.number, from.number);
    word(value);
  }

  void jump(Reg to) {
    if (to.number > 7) {
      put(0x41);
    }
    put(0xFF);
    registers(4, to.number);
  }

  void systemCall() {
    put(0x0F, 0x05);
  }

  void returns() {
    put(0xC3);
  }

  /** {@code label} is here. */
  void bind(Label label) {
    label.at = size;
    label.jumps.forEach(jump -> patch(jump, label.at));
  }

  void jump(Condition condition, Label to) {
    put(0x0F, 0x80 | condition.number);
    word(0);
    if (to.at < 0) {
      to.jumps.add(size);
    } else {
      patch(size, to.at);
    }
  }

  /** Distances count from the end of the jump. */
  private void patch(int end, int to) {
    ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN).putInt(end - 4, to - end);
  }

  static int bit(int number, int which) {
    return (number >> which) & 1;
  }

  private void rex(Reg reg, Reg rm) {
    put(0x48 | ((reg.number >> 3) << 2) | (rm.number >> 3));
  }

  private void rexInt(Reg reg, Reg rm) {
    put(0x40 | ((reg.number >> 3) << 2) | (rm.number >> 3));
  }

  final void put(int... bytes) {
    if (size + bytes.length > code.length) {
      code = Arrays.copyOf(code, 2 * code.length);
    }
    for (int each : bytes) {
      code[size++] = (byte) each;
    }
  }

  private void word(int value) {
    put(value, value >> 8, value >> 16, value >> 24);
  }
}
