package io.archscape.engine.x86;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes x86-64 instructions: those that the kernels of this package are made of, no others.
 * Vectors are of 8 floats (AVX2 and FMA, VEX encoding) or of 16 (AVX-512 F, EVEX encoding).
 * Encodings are those of Intel's Software Developer's Manual, volume 2.
 */
final class Assembler {
  private static final int PLAIN = 0;
  private static final int P66 = 1;
  private static final int MAP_0F = 1;
  private static final int MAP_0F38 = 2;
  private static final int MAP_0F3A = 3;
  private static final int NONE = 0;

  /** Bytes of a scalar. */
  private static final int SCALAR = 4;

  private final int lanes;
  private byte[] code = new byte[4096];
  private int size;

  /** General registers by their numbers. */
  enum Reg {
    RAX,
    RCX,
    RDX,
    RBX,
    RSP,
    RBP,
    RSI,
    RDI,
    R8,
    R9,
    R10,
    R11,
    R12,
    R13,
    R14,
    R15
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

  /**
   * @param lanes floats of a vector: 8 or 16
   */
  Assembler(int lanes) {
    if (lanes != 8 && lanes != 16) {
      throw new IllegalArgumentException("vectors must have 8 or 16 floats, got " + lanes);
    }
    this.lanes = lanes;
  }

  static Mem at(Reg base, long offset) {
    return new Mem(base, Math.toIntExact(offset));
  }

  int lanes() {
    return lanes;
  }

  /** Vector registers that there are. */
  int registers() {
    return lanes == 8 ? 16 : 32;
  }

  /** The instructions so far. */
  byte[] bytes() {
    return Arrays.copyOf(code, size);
  }

  // vectors

  void load(int to, Mem from) {
    vector(PLAIN, MAP_0F, 0x10, to, NONE, from, lanes * SCALAR);
  }

  void store(Mem to, int from) {
    vector(PLAIN, MAP_0F, 0x11, from, NONE, to, lanes * SCALAR);
  }

  void move(int to, int from) {
    vector(PLAIN, MAP_0F, 0x28, to, NONE, from);
  }

  /** One float in every lane. */
  void broadcast(int to, Mem from) {
    vector(P66, MAP_0F38, 0x18, to, NONE, from, SCALAR);
  }

  /** to += a * b. */
  void multiplyAdd(int to, int a, int b) {
    vector(P66, MAP_0F38, 0xB8, to, a, b);
  }

  /** to += a * b. */
  void multiplyAdd(int to, int a, Mem b) {
    vector(P66, MAP_0F38, 0xB8, to, a, b, lanes * SCALAR);
  }

  /** to = to * a + b. */
  void scaleAdd(int to, int a, int b) {
    vector(P66, MAP_0F38, 0xA8, to, a, b);
  }

  void add(int to, int a, int b) {
    vector(PLAIN, MAP_0F, 0x58, to, a, b);
  }

  void add(int to, int a, Mem b) {
    vector(PLAIN, MAP_0F, 0x58, to, a, b, lanes * SCALAR);
  }

  void multiply(int to, int a, int b) {
    vector(PLAIN, MAP_0F, 0x59, to, a, b);
  }

  void multiply(int to, int a, Mem b) {
    vector(PLAIN, MAP_0F, 0x59, to, a, b, lanes * SCALAR);
  }

  /** to = a - b. */
  void subtract(int to, int a, int b) {
    vector(PLAIN, MAP_0F, 0x5C, to, a, b);
  }

  /** to = a - b. */
  void subtract(int to, int a, Mem b) {
    vector(PLAIN, MAP_0F, 0x5C, to, a, b, lanes * SCALAR);
  }

  /** to = a / b. */
  void divide(int to, int a, int b) {
    vector(PLAIN, MAP_0F, 0x5E, to, a, b);
  }

  void maximum(int to, int a, int b) {
    vector(PLAIN, MAP_0F, 0x5F, to, a, b);
  }

  void root(int to, int from) {
    vector(PLAIN, MAP_0F, 0x51, to, NONE, from);
  }

  void zero(int to) {
    // the integer exclusive or: with 16 lanes the other one needs AVX-512 DQ
    vector(P66, MAP_0F, 0xEF, to, to, to);
  }

  /** Each lane from the same four lanes: of lane i the two bits of {@code order} at 2*(i mod 4). */
  void permuteFours(int to, Mem from, int order) {
    vector(P66, MAP_0F3A, 0x04, to, NONE, from, lanes * SCALAR);
    put(order);
  }

  /** to = value where {@code sign} is greater than 0, else 0; {@code scratch} is overwritten. */
  void keepPositive(int to, int value, int sign, int zero, int scratch) {
    if (lanes == 8) {
      vector(PLAIN, MAP_0F, 0xC2, scratch, zero, sign);
      put(1); // 0 < sign, ordered
      vector(PLAIN, MAP_0F, 0x54, to, scratch, value);
    } else {
      vector(PLAIN, MAP_0F, 0xC2, 1, zero, sign); // to mask register 1
      put(1);
      evex(PLAIN, MAP_0F, to, NONE, value, 0x81);
      put(0x28);
      registers(to, value);
    }
  }

  /** Before a return to code that may use SSE. */
  void zeroUpper() {
    put(0xC5, 0xF8, 0x77);
  }

  private void vector(int prefix, int map, int opcode, int reg, int second, int rm) {
    if (lanes == 8) {
      vex(prefix, map, reg, second, rm);
    } else {
      evex(prefix, map, reg, second, rm, 0);
    }
    put(opcode);
    registers(reg, rm);
  }

  private void vector(
      int prefix, int map, int opcode, int reg, int second, Mem memory, int operand) {
    if (lanes == 8) {
      vex(prefix, map, reg, second, memory.base.ordinal());
      put(opcode);
      memory(reg, memory, 1);
    } else {
      int base = memory.base.ordinal();
      evexPrefix(prefix, map, reg, second, base >> 3 & 1, 0, 0);
      put(opcode);
      memory(reg, memory, operand);
    }
  }

  private void vex(int prefix, int map, int reg, int second, int rm) {
    int inverted = (reg >> 3 & 1) << 7 | (rm >> 3 & 1) << 5;
    put(0xC4, (0xE0 ^ inverted) | map, (~second & 15) << 3 | 4 | prefix);
  }

  private void evex(int prefix, int map, int reg, int second, int rm, int masking) {
    evexPrefix(prefix, map, reg, second, rm >> 3 & 1, rm >> 4 & 1, masking);
  }

  private void evexPrefix(int prefix, int map, int reg, int second, int rm3, int rm4, int masking) {
    int inverted = (reg >> 3 & 1) << 7 | rm4 << 6 | rm3 << 5 | (reg >> 4 & 1) << 4;
    put(
        0x62,
        (0xF0 ^ inverted) | map,
        (~second & 15) << 3 | 4 | prefix,
        0x40 | (~second >> 4 & 1) << 3 | masking);
  }

  private void registers(int reg, int rm) {
    put(0xC0 | (reg & 7) << 3 | rm & 7);
  }

  /**
   * @param scale of distances of one byte
   */
  private void memory(int reg, Mem memory, int scale) {
    int base = memory.base.ordinal() & 7;
    int offset = memory.offset;
    boolean none = offset == 0 && base != Reg.RBP.ordinal();
    boolean isShort = offset % scale == 0 && offset / scale == (byte) (offset / scale);
    put((none ? 0 : isShort ? 0x40 : 0x80) | (reg & 7) << 3 | base);
    if (base == Reg.RSP.ordinal()) {
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

  // general registers, 64 bits

  void push(Reg reg) {
    if (reg.ordinal() > 7) {
      put(0x41);
    }
    put(0x50 | reg.ordinal() & 7);
  }

  void pop(Reg reg) {
    if (reg.ordinal() > 7) {
      put(0x41);
    }
    put(0x58 | reg.ordinal() & 7);
  }

  void move(Reg to, Reg from) {
    rex(from, to);
    put(0x89);
    registers(from.ordinal(), to.ordinal());
  }

  void load(Reg to, Mem from) {
    rex(to, from.base);
    put(0x8B);
    memory(to.ordinal(), from, 1);
  }

  void store(Mem to, Reg from) {
    rex(from, to.base);
    put(0x89);
    memory(from.ordinal(), to, 1);
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
    memory(to.ordinal(), from, 1);
  }

  void set(Reg to, int value) {
    rex(Reg.RAX, to);
    put(0xC7);
    registers(0, to.ordinal());
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
    registers(from.ordinal(), to.ordinal());
  }

  void add(Reg to, Mem from) {
    rex(to, from.base);
    put(0x03);
    memory(to.ordinal(), from, 1);
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
    registers(operation, to.ordinal());
    word(value);
  }

  /** to = from * value. */
  void multiply(Reg to, Reg from, int value) {
    rex(to, from);
    put(0x69);
    registers(to.ordinal(), from.ordinal());
    word(value);
  }

  void jump(Reg to) {
    if (to.ordinal() > 7) {
      put(0x41);
    }
    put(0xFF);
    registers(4, to.ordinal());
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

  private void rex(Reg reg, Reg rm) {
    put(0x48 | (reg.ordinal() >> 3) << 2 | rm.ordinal() >> 3);
  }

  private void put(int... bytes) {
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
