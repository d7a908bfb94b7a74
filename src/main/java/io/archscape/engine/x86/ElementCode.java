package io.archscape.engine.x86;

import static io.archscape.engine.x86.Instructions.at;

import io.archscape.engine.x86.Instructions.Reg;

/**
 * The code of what is done number by number. Arguments: addresses of up to three arrays; number of
 * runs of vectors.
 */
final class ElementCode {
  /** Vectors of a run. */
  static final int RUN = 4;

  private static final Reg A = Reg.RSI;
  private static final Reg B = Reg.RDX;
  private static final Reg TO = Reg.R8;
  private static final Reg RUNS = Reg.RCX;
  private static final int ZERO = 15;

  private ElementCode() {}

  /** Three arrays: the third is the sum of the others, or 0 where that is less and so asked. */
  static byte[] add(int lanes, boolean relu) {
    return write(
        lanes,
        (emit, i) -> {
          Assembler asm = emit.asm;
          asm.load(i, vector(emit, A, i));
          asm.add(i, i, vector(emit, B, i));
          if (relu) {
            asm.maximum(i, ZERO, i);
          }
          asm.store(vector(emit, TO, i), i);
        });
  }

  /** Three arrays: the third is the second where the first is greater than 0, else 0. */
  static byte[] passOn(int lanes) {
    return write(
        lanes,
        (emit, i) -> {
          Assembler asm = emit.asm;
          asm.load(i, vector(emit, A, i));
          asm.load(RUN + i, vector(emit, B, i));
          asm.keepPositive(RUN + i, RUN + i, i, ZERO, 2 * RUN + i);
          asm.store(vector(emit, TO, i), RUN + i);
        });
  }

  /** What is done with a vector of a run. */
  private interface Body {
    void write(Emitter emit, int vector);
  }

  private static Instructions.Mem vector(Emitter emit, Reg array, int i) {
    return at(array, (long) i * emit.vector());
  }

  private static byte[] write(int lanes, Body body) {
    Emitter emit = new Emitter(new Assembler(lanes));
    Assembler asm = emit.asm;
    emit.enter();
    asm.load(A, at(Reg.RDI, 0));
    asm.load(B, at(Reg.RDI, 8));
    asm.load(TO, at(Reg.RDI, 16));
    asm.load(RUNS, at(Reg.RDI, 24));
    asm.zero(ZERO);
    emit.whileCounting(
        RUNS,
        () -> {
          for (int i = 0; i < RUN; i++) {
            body.write(emit, i);
          }
          asm.add(A, RUN * emit.vector());
          asm.add(B, RUN * emit.vector());
          asm.add(TO, RUN * emit.vector());
        });
    emit.leave();
    return asm.bytes();
  }
}
