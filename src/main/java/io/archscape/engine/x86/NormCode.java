package io.archscape.engine.x86;

import static io.archscape.engine.x86.Instructions.at;

import io.archscape.engine.x86.Instructions.Mem;
import io.archscape.engine.x86.Instructions.Reg;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * What the codes of batch norm in training have in common: block by block, first the sums, then the
 * results, so that a block is still in the cache when it is read again. A vector of sixteen floats
 * holds two positions of a block of eight channels, where they are even in number.
 *
 * <p>Arguments begin with the addresses of what is read and written, gamma, beta, mean, variance
 * and numbers: epsilon, 1/M and 1, of M positions in all images. The last one is the number of
 * blocks.
 */
abstract class NormCode {
  /** Vectors that a loop takes at once, each with sums of its own. */
  static final int UNROLL = 4;

  /** Positions of an image from which on its sums are taken by themselves, and then added. */
  private static final int MANY = 64;

  static final Reg INPUT = Reg.RSI;
  static final Reg OUTPUT = Reg.RDX;
  static final Reg GAMMA = Reg.R8;
  static final Reg BETA = Reg.R9;
  static final Reg MEAN = Reg.R10;
  static final Reg VARIANCE = Reg.R11;
  static final Reg NUMBERS = Reg.RBX;
  private static final Reg BLOCKS = Reg.R14;
  private static final Reg VECTORS = Reg.RCX;
  static final Reg AT_INPUT = Reg.RAX;
  static final Reg AT_OUTPUT = Reg.R15;
  private static final Mem IMAGES = at(Reg.RSP, 0);
  private static final int TOTALS = 8; // on the stack, two vectors
  private static final int STACK = 8 + 2 * 64;

  // vectors: sums are 0 to 3, second sums 4 to 7, then
  static final int SECOND = UNROLL;
  static final int CENTRE = 8;
  static final int VALUE = 9;
  static final int OTHER = 10;
  static final int SCALE = 11;
  static final int SHIFT = 12;
  static final int ZERO = 13;

  final NormShape norm;
  final Assembler asm;
  final Emitter emit;

  NormCode(NormShape norm) {
    this.norm = norm;
    asm = new Assembler(norm.lanes() * norm.together());
    emit = new Emitter(asm);
  }

  /**
   * The code.
   *
   * @param arguments in their order
   * @param vectors those of them that have one number for each channel
   * @param planes activations
   */
  final byte[] write(List<Reg> arguments, List<Reg> vectors, List<Reg> planes) {
    emit.enter();
    asm.subtract(Reg.RSP, STACK);
    for (int i = 0; i < arguments.size(); i++) {
      asm.load(arguments.get(i), at(Reg.RDI, 8L * i));
    }
    asm.load(BLOCKS, at(Reg.RDI, 8L * arguments.size()));
    emit.whileCounting(
        BLOCKS,
        () -> {
          block();
          vectors.forEach(each -> asm.add(each, norm.lanes() * Float.BYTES));
          planes.forEach(each -> asm.add(each, norm.plane()));
        });
    asm.add(Reg.RSP, STACK);
    emit.leave();
    return asm.bytes();
  }

  /** All images of a block of channels. */
  abstract void block();

  /** Has the running registers begin with the block. */
  abstract void begin();

  /** The registers that run through activations. */
  abstract List<Reg> running();

  /** One number of each channel, for every position of a vector. */
  final void loadChannels(int to, Reg from) {
    if (norm.together() == 1) {
      asm.load(to, at(from, 0));
    } else {
      asm.loadHalf(to, at(from, 0));
    }
  }

  final void storeChannels(Reg to, int from) {
    if (norm.together() == 1) {
      asm.store(at(to, 0), from);
    } else {
      asm.storeHalf(at(to, 0), from, 0);
    }
  }

  /** y = SCALE * x + SHIFT, from mean and variance in memory; VALUE is 1/deviation. */
  final void scaleAndShift() {
    asm.broadcast(VALUE, at(NUMBERS, 0));
    loadChannels(OTHER, VARIANCE);
    asm.add(VALUE, VALUE, OTHER);
    asm.root(VALUE, VALUE);
    asm.broadcast(OTHER, at(NUMBERS, 8));
    asm.divide(VALUE, OTHER, VALUE);
    loadChannels(SCALE, GAMMA);
    asm.multiply(SCALE, VALUE, SCALE);
    loadChannels(OTHER, MEAN);
    asm.multiply(OTHER, SCALE, OTHER);
    loadChannels(SHIFT, BETA);
    asm.subtract(SHIFT, SHIFT, OTHER);
    asm.zero(ZERO);
  }

  final Mem input(int i) {
    return at(AT_INPUT, norm.offset(i));
  }

  /** Over all images: the sum in register 0, the second one in SECOND. */
  final void sums(IntConsumer add) {
    for (int i = 0; i < 2 * UNROLL; i++) {
      asm.zero(i);
    }
    if (norm.positions() < MANY) {
      images(add, () -> {});
      reduce();
      fold();
      return;
    }
    asm.store(total(0), 0);
    asm.store(total(1), 0);
    images(
        add,
        () -> {
          reduce();
          asm.add(0, 0, total(0));
          asm.add(SECOND, SECOND, total(1));
          asm.store(total(0), 0);
          asm.store(total(1), SECOND);
          for (int i = 0; i < 2 * UNROLL; i++) {
            asm.zero(i);
          }
        });
    asm.load(0, total(0));
    asm.load(SECOND, total(1));
    fold();
  }

  /** Sums of both halves in both halves. */
  private void fold() {
    if (norm.together() == 1) {
      return;
    }
    for (int sum : new int[] {0, SECOND}) {
      asm.storeHalf(total(0), sum, 0);
      asm.storeHalf(total(1), sum, 1);
      asm.loadHalf(sum, total(0));
      asm.loadHalf(VALUE, total(1));
      asm.add(sum, sum, VALUE);
    }
  }

  private Mem total(int which) {
    return at(Reg.RSP, TOTALS + 64L * which);
  }

  private void reduce() {
    for (int first : new int[] {0, SECOND}) {
      asm.add(first, first, first + 1);
      asm.add(first + 2, first + 2, first + 3);
      asm.add(first, first, first + 2);
    }
  }

  /** Runs through the vectors of the block in all images. */
  final void images(IntConsumer work, Runnable afterImage) {
    begin();
    int together = norm.imagesTogether();
    emit.repeat(IMAGES, norm.images() / together, () -> images(together, work, afterImage));
    emit.repeat(IMAGES, norm.images() % together, () -> images(1, work, afterImage));
  }

  /** Small images are taken some at once. */
  private void images(int together, IntConsumer work, Runnable afterImage) {
    if (together > 1) {
      for (int i = 0; i < together * norm.vectors(); i++) {
        work.accept(i);
      }
      advance(together * norm.image());
      return;
    }
    emit.repeat(VECTORS, norm.vectors() / UNROLL, () -> some(UNROLL, work));
    some(norm.vectors() % UNROLL, work);
    afterImage.run();
    advance(norm.image() - norm.plane());
  }

  private void some(int count, IntConsumer work) {
    for (int i = 0; i < count; i++) {
      work.accept(i);
    }
    advance(count * emit.vector());
  }

  private void advance(int bytes) {
    running().forEach(each -> asm.add(each, bytes));
  }
}
