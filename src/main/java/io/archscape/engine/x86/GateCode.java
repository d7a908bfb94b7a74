package io.archscape.engine.x86;

import static io.archscape.engine.x86.Instructions.at;

import io.archscape.engine.x86.Instructions.Mem;
import io.archscape.engine.x86.Instructions.Reg;

/**
 * The code of what has one number for each channel of an image, a gate or a mean: activations are
 * (N,C/8,H,W,8), the numbers (N,C) without a gap. Where blocks are not filled, only numbers that
 * are there are read and written.
 *
 * <p>Arguments: addresses of two activations, of two arrays of numbers, of a third activation;
 * number of images.
 */
final class GateCode {
  private static final int LANES = 8;

  /** Vectors that a loop takes at once, each with a sum of its own. */
  private static final int UNROLL = 4;

  private static final Reg FROM = Reg.RSI;
  private static final Reg OTHER = Reg.RDX;
  private static final Reg NUMBERS = Reg.R8;
  private static final Reg SUMS = Reg.R9;
  private static final Reg TO = Reg.R10;
  private static final Reg IMAGES = Reg.R11;
  private static final Reg BLOCKS = Reg.RAX;
  private static final Reg VECTORS = Reg.RCX;
  private static final Mem CONSTANT = at(Reg.RSP, 0);
  private static final int MASK = 8; // on the stack, eight numbers
  private static final int STACK = 56;

  // vectors: sums are 0 to 3, what is worked on 4 to 7, then
  private static final int GATE = 8;
  private static final int FACTOR = 9;
  private static final int HALF = 10;
  private static final int LANES_THERE = 11;

  private final Work work;
  private final int channels;
  private final int positions;
  private final int vectors;
  private final Assembler asm;
  private final Emitter emit;

  /** What is done. */
  enum Work {
    /** TO = FROM * NUMBERS. */
    SCALE,
    /** TO = FROM * NUMBERS, SUMS = the sums of FROM * OTHER. */
    SCALE_BACKWARD,
    /** SUMS = the means of FROM. */
    MEAN,
    /** TO = NUMBERS / positions. */
    MEAN_BACKWARD;

    private boolean reads() {
      return this != MEAN;
    }

    private boolean sums() {
      return this == SCALE_BACKWARD || this == MEAN;
    }
  }

  private GateCode(Work work, int lanes, int channels, int positions) {
    this.work = work;
    this.channels = channels;
    this.positions = positions;
    int together = positions * LANES % lanes == 0 ? lanes / LANES : 1;
    vectors = positions / together;
    asm = new Assembler(LANES * together);
    emit = new Emitter(asm);
  }

  /**
   * @param lanes floats of a vector
   * @param positions of an image
   */
  static byte[] of(Work work, int lanes, int channels, int positions) {
    return new GateCode(work, lanes, channels, positions).write();
  }

  private byte[] write() {
    emit.enter();
    asm.subtract(Reg.RSP, STACK);
    asm.load(FROM, at(Reg.RDI, 0));
    asm.load(OTHER, at(Reg.RDI, 8));
    asm.load(NUMBERS, at(Reg.RDI, 16));
    asm.load(SUMS, at(Reg.RDI, 24));
    asm.load(TO, at(Reg.RDI, 32));
    asm.load(IMAGES, at(Reg.RDI, 40));
    asm.set(CONSTANT, Float.floatToRawIntBits((float) (1.0 / positions)));
    asm.broadcast(FACTOR, CONSTANT);
    int rest = channels % LANES;
    for (int lane = 0; lane < LANES; lane++) { // of eight bytes the next one overwrites four
      asm.set(at(Reg.RSP, MASK + 4L * lane), lane < rest ? -1 : 0);
    }
    asm.loadEight(LANES_THERE, at(Reg.RSP, MASK));
    emit.whileCounting(
        IMAGES,
        () -> {
          emit.repeat(BLOCKS, channels / LANES, () -> block(LANES));
          if (rest > 0) {
            block(rest);
          }
        });
    asm.add(Reg.RSP, STACK);
    emit.leave();
    return asm.bytes();
  }

  /** A block of one image, with the numbers of {@code own} channels. */
  private void block(int own) {
    if (work.reads()) {
      loadNumbers(own);
    }
    if (work.sums()) {
      for (int i = 0; i < UNROLL; i++) {
        asm.zero(i);
      }
    }
    emit.repeat(VECTORS, vectors / UNROLL, () -> some(UNROLL));
    some(vectors % UNROLL);
    if (work.sums()) {
      storeSums(own);
    }
    asm.add(NUMBERS, own * Float.BYTES);
    asm.add(SUMS, own * Float.BYTES);
  }

  private void loadNumbers(int own) {
    if (own < LANES) {
      asm.loadMasked(GATE, LANES_THERE, at(NUMBERS, 0));
    } else {
      asm.loadEight(GATE, at(NUMBERS, 0));
    }
    if (asm.lanes() > LANES) {
      asm.insertHalf(GATE, GATE);
    }
    if (work == Work.MEAN_BACKWARD) {
      asm.multiply(GATE, GATE, FACTOR);
    }
  }

  private void some(int count) {
    for (int i = 0; i < count; i++) {
      vector(i);
    }
    int bytes = count * emit.vector();
    asm.add(FROM, bytes);
    asm.add(OTHER, bytes);
    asm.add(TO, bytes);
  }

  private void vector(int i) {
    long at = (long) i * emit.vector();
    int value = UNROLL + i;
    switch (work) {
      case SCALE -> {
        asm.multiply(value, GATE, at(FROM, at));
        asm.store(at(TO, at), value);
      }
      case SCALE_BACKWARD -> {
        asm.load(value, at(FROM, at));
        asm.multiplyAdd(i, value, at(OTHER, at));
        asm.multiply(value, value, GATE);
        asm.store(at(TO, at), value);
      }
      case MEAN -> asm.add(i, i, at(FROM, at));
      case MEAN_BACKWARD -> asm.store(at(TO, at), GATE);
    }
  }

  private void storeSums(int own) {
    asm.add(0, 0, 1);
    asm.add(2, 2, 3);
    asm.add(0, 0, 2);
    if (asm.lanes() > LANES) {
      asm.upperHalf(HALF, 0);
      asm.add(0, 0, HALF);
    }
    if (work == Work.MEAN) {
      asm.multiply(0, 0, FACTOR);
    }
    if (own < LANES) {
      asm.storeMasked(at(SUMS, 0), LANES_THERE, 0);
    } else {
      asm.storeEight(at(SUMS, 0), 0);
    }
  }
}
