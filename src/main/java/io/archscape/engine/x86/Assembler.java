package io.archscape.engine.x86;

/**
 * Instructions on vectors: those that the kernels of this package are made of, no others. Vectors
 * are of 8 floats (AVX2 and FMA, VEX encoding) or of 16 (AVX-512 F, EVEX encoding).
 */
final class Assembler extends Instructions {
  private static final int PLAIN = 0;
  private static final int P66 = 1;
  private static final int WIDE = 0x80; // elements of 64 bits
  private static final int MAP_0F = 1;
  private static final int MAP_0F38 = 2;
  private static final int MAP_0F3A = 3;
  private static final int NONE = 0;

  /** Bytes of a scalar. */
  private static final int SCALAR = 4;

  private final int lanes;

  /**
   * @param lanes floats of a vector: 8 or 16
   */
  Assembler(int lanes) {
    if (lanes != 8 && lanes != 16) {
      throw new IllegalArgumentException("vectors must have 8 or 16 floats, got " + lanes);
    }
    this.lanes = lanes;
  }

  int lanes() {
    return lanes;
  }

  /** Vector registers that there are. */
  int registers() {
    return lanes == 8 ? 16 : 32;
  }

  void load(int to, Mem from) {
    vector(PLAIN, MAP_0F, 0x10, to, NONE, from, lanes * SCALAR);
  }

  void store(Mem to, int from) {
    vector(PLAIN, MAP_0F, 0x11, from, NONE, to, lanes * SCALAR);
  }

  /** Eight floats into both halves of a vector of sixteen. */
  void loadHalf(int to, Mem from) {
    half(MAP_0F38, 0x1B, to, NONE, from);
  }

  /** Eight floats into the upper half, the lower one stays. */
  void insertHalf(int to, Mem from) {
    half(MAP_0F3A, 0x1A, to, to, from);
    put(1);
  }

  /**
   * Eight floats of a vector of sixteen.
   *
   * @param which 0 for the lower half, 1 for the upper one
   */
  void storeHalf(Mem to, int from, int which) {
    half(MAP_0F3A, 0x1B, from, NONE, to);
    put(which);
  }

  /** The lower half of {@code from} into the upper half of {@code to}, whose lower one stays. */
  void insertHalf(int to, int from) {
    half(0x1A, to, to, from);
  }

  /** The upper half of {@code from} into the lower half of {@code to}. */
  void upperHalf(int to, int from) {
    half(0x1B, from, NONE, to);
  }

  /** Eight floats, whatever the vectors are; registers below 16. */
  void loadEight(int to, Mem from) {
    eight(PLAIN, MAP_0F, 0x10, to, NONE, from);
  }

  void storeEight(Mem to, int from) {
    eight(PLAIN, MAP_0F, 0x11, from, NONE, to);
  }

  /** Of eight floats those where the sign of {@code mask} is set; the others are not read. */
  void loadMasked(int to, int mask, Mem from) {
    eight(P66, MAP_0F38, 0x2C, to, mask, from);
  }

  void storeMasked(Mem to, int mask, int from) {
    eight(P66, MAP_0F38, 0x2E, from, mask, to);
  }

  private void eight(int prefix, int map, int opcode, int reg, int second, Mem memory) {
    if (Math.max(reg, second) > 15) {
      throw new IllegalStateException("vectors of 8 floats must be registers 0 to 15");
    }
    vex(prefix, map, reg, second, memory.base().number());
    put(opcode);
    memory(reg, memory, 1);
  }

  private void requireSixteen() {
    if (lanes != 16) {
      throw new IllegalStateException("halves must be of vectors of 16 floats, got " + lanes);
    }
  }

  private void half(int opcode, int reg, int second, int rm) {
    requireSixteen();
    evexPrefix(P66 | WIDE, MAP_0F3A, reg, second, bit(rm, 3), bit(rm, 4), 0);
    put(opcode);
    registers(reg, rm);
    put(1);
  }

  private void half(int map, int opcode, int reg, int second, Mem memory) {
    requireSixteen();
    int base = memory.base().number();
    evexPrefix(P66 | WIDE, map, reg, second, bit(base, 3), 0, 0);
    put(opcode);
    memory(reg, memory, 8 * SCALAR);
  }

  void move(int to, int from) {
    vector(PLAIN, MAP_0F, 0x28, to, NONE, from);
  }

  /** One float in every lane. */
  void broadcast(int to, Mem from) {
    vector(P66, MAP_0F38, 0x18, to, NONE, from, SCALAR);
  }

  /** Has {@link #broadcastUpper} write to upper halves, until another mask is set; spoils RAX. */
  void maskUpper() {
    set(Reg.RAX, 0xFF00);
    put(0xC5, 0xF8, 0x92); // kmovw k1, eax
    registers(1, Reg.RAX.number());
  }

  /** One float in every lane of the upper half; the lower one stays. */
  void broadcastUpper(int to, Mem from) {
    requireSixteen();
    evexPrefix(P66, MAP_0F38, to, NONE, bit(from.base().number(), 3), 0, 1);
    put(0x18);
    memory(to, from, SCALAR);
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

  /** The same of a register. */
  void permuteFours(int to, int from, int order) {
    vector(P66, MAP_0F3A, 0x04, to, NONE, from);
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
      eight(prefix, map, opcode, reg, second, memory);
    } else {
      int base = memory.base().number();
      evexPrefix(prefix, map, reg, second, bit(base, 3), 0, 0);
      put(opcode);
      memory(reg, memory, operand);
    }
  }

  private void vex(int prefix, int map, int reg, int second, int rm) {
    int inverted = (bit(reg, 3) << 7) | (bit(rm, 3) << 5);
    put(0xC4, (0xE0 ^ inverted) | map, ((~second & 15) << 3) | 4 | prefix);
  }

  private void evex(int prefix, int map, int reg, int second, int rm, int masking) {
    evexPrefix(prefix, map, reg, second, bit(rm, 3), bit(rm, 4), masking);
  }

  private void evexPrefix(int prefix, int map, int reg, int second, int rm3, int rm4, int masking) {
    int inverted = (bit(reg, 3) << 7) | (rm4 << 6) | (rm3 << 5) | (bit(reg, 4) << 4);
    put(
        0x62,
        (0xF0 ^ inverted) | map,
        ((~second & 15) << 3) | 4 | prefix,
        0x40 | (bit(~second, 4) << 3) | masking);
  }
}
