package io.archscape.engine.x86;

/**
 * Instructions on vectors of four floats, SSE, which every x86-64 processor has. Vectors are
 * registers 0 to 7.
 */
final class Fours extends Instructions {
  static final int BYTES = 4 * Float.BYTES;

  void load(int to, Mem from) {
    memory(0x10, to, from);
  }

  void store(Mem to, int from) {
    memory(0x11, from, to);
  }

  /** One float in every lane. */
  void broadcast(int to, Mem from) {
    put(0xF3); // movss
    memory(0x10, to, from);
    put(0x0F, 0xC6); // shufps
    registers(to, to);
    put(0);
  }

  void move(int to, int from) {
    registers(0x28, to, from);
  }

  /** to = to * by. */
  void multiply(int to, int by) {
    registers(0x59, to, by);
  }

  /** to = to + what. */
  void add(int to, int what) {
    registers(0x58, to, what);
  }

  /** to = to - what. */
  void subtract(int to, int what) {
    registers(0x5C, to, what);
  }

  private void registers(int opcode, int to, int from) {
    put(0x0F, opcode);
    registers(to, from);
  }

  private void memory(int opcode, int reg, Mem memory) {
    if (memory.base().number() > 7) {
      put(0x41);
    }
    put(0x0F, opcode);
    memory(reg, memory, 1);
  }
}
