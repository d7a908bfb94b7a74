package io.archscape.engine.x86;

import static io.archscape.engine.x86.Instructions.at;

import io.archscape.engine.x86.Instructions.Mem;
import io.archscape.engine.x86.Instructions.Reg;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The code of batch norm in training, with its ReLU: block by block, first the sums, then the
 * results, so that a block is still in the cache when it is read again. Variances are of distances
 * from the channel's first number, whose squares do not cancel. Backward looks at what the ReLU let
 * through by computing it again, in the same instructions.
 *
 * <p>Arguments forward: addresses of input, output, gamma, beta, mean, variance, numbers. Backward:
 * input, gradient by the input, gamma, beta, mean, variance, numbers, gradient by the output, by
 * gamma, by beta. Last the number of blocks. Numbers are epsilon, 1/M and 1, of M positions in all
 * images.
 */
final class NormCode {
  /** Vectors that a loop takes at once, each with sums of its own. */
  private static final int UNROLL = 4;

  /** Positions of an image from which on its sums are taken by themselves, and then added. */
  private static final int MANY = 64;

  private static final Reg INPUT = Reg.RSI;
  private static final Reg OUTPUT = Reg.RDX;
  private static final Reg GAMMA = Reg.R8;
  private static final Reg BETA = Reg.R9;
  private static final Reg MEAN = Reg.R10;
  private static final Reg VARIANCE = Reg.R11;
  private static final Reg NUMBERS = Reg.RBX;
  private static final Reg GRADIENT = Reg.RBP;
  private static final Reg BY_GAMMA = Reg.R12;
  private static final Reg BY_BETA = Reg.R13;
  private static final Reg BLOCKS = Reg.R14;
  private static final Reg VECTORS = Reg.RCX;
  private static final Reg AT_INPUT = Reg.RAX;
  private static final Reg AT_GRADIENT = Reg.RDI;
  private static final Reg AT_OUTPUT = Reg.R15;
  private static final Mem IMAGES = at(Reg.RSP, 0);
  private static final int TOTALS = 8; // on the stack, two vectors
  private static final int STACK = 8 + 2 * 64;

  // vectors: sums are 0 to 3, second sums 4 to 7, then
  private static final int SECOND = UNROLL;
  private static final int BY_INPUT = 6;
  private static final int CONSTANT = 7;
  private static final int CENTRE = 8;
  private static final int VALUE = 9;
  private static final int OTHER = 10;
  private static final int SCALE = 11;
  private static final int SHIFT = 12;
  private static final int ZERO = 13;
  private static final int SPARE = 14;
  private static final int LAST = 15;

  private final Norm norm;
  private final Assembler asm;
  private final Emitter emit;
  private final boolean backward;

  /**
   * What is normalised.
   *
   * @param lanes channels of a block
   * @param vector floats of a vector
   * @param positions of an image
   * @param image bytes from one image to the next
   */
  record Norm(int lanes, int vector, int images, int positions, int image, boolean relu) {
    int plane() {
      return positions * lanes * Float.BYTES;
    }

    /** Positions of a vector: as many as fit, if they fill all vectors of an image. */
    int together() {
      int fit = vector / lanes;
      return positions % fit == 0 ? fit : 1;
    }

    /** Vectors of an image. */
    int vectors() {
      return positions / together();
    }

    /** Images that are no more vectors than are taken at once. */
    int imagesTogether() {
      return Math.max(1, Math.min(images, UNROLL / vectors()));
    }

    /** Where a vector of some that are taken at once lies. */
    long offset(int i) {
      int own = imagesTogether() == 1 ? i : i % vectors();
      int of = imagesTogether() == 1 ? 0 : i / vectors();
      return (long) of * image + (long) own * together() * lanes * Float.BYTES;
    }
  }

  private NormCode(Norm norm, boolean backward) {
    this.norm = norm;
    this.backward = backward;
    asm = new Assembler(norm.lanes * norm.together());
    emit = new Emitter(asm);
  }

  static byte[] forward(Norm norm) {
    NormCode code = new NormCode(norm, false);
    code.write(
        List.of(INPUT, OUTPUT, GAMMA, BETA, MEAN, VARIANCE, NUMBERS),
        List.of(GAMMA, BETA, MEAN, VARIANCE),
        List.of(INPUT, OUTPUT),
        code::forwardBlock);
    return code.asm.bytes();
  }

  static byte[] backward(Norm norm) {
    NormCode code = new NormCode(norm, true);
    code.write(
        List.of(INPUT, OUTPUT, GAMMA, BETA, MEAN, VARIANCE, NUMBERS, GRADIENT, BY_GAMMA, BY_BETA),
        List.of(GAMMA, BETA, MEAN, VARIANCE, BY_GAMMA, BY_BETA),
        List.of(INPUT, OUTPUT, GRADIENT),
        code::backwardBlock);
    return code.asm.bytes();
  }

  private void write(List<Reg> arguments, List<Reg> vectors, List<Reg> planes, Runnable block) {
    emit.enter();
    asm.subtract(Reg.RSP, STACK);
    for (int i = 0; i < arguments.size(); i++) {
      asm.load(arguments.get(i), at(Reg.RDI, 8L * i));
    }
    asm.load(BLOCKS, at(Reg.RDI, 8L * arguments.size()));
    emit.whileCounting(
        BLOCKS,
        () -> {
          block.run();
          vectors.forEach(each -> asm.add(each, norm.lanes * Float.BYTES));
          planes.forEach(each -> asm.add(each, norm.plane()));
        });
    asm.add(Reg.RSP, STACK);
    emit.leave();
  }

  private void forwardBlock() {
    loadChannels(CENTRE, INPUT);
    sums(this::addDistance);
    asm.broadcast(VALUE, at(NUMBERS, 4));
    asm.multiply(0, 0, VALUE); // mean of distances
    asm.multiply(SECOND, SECOND, VALUE); // and of their squares
    asm.multiply(OTHER, 0, 0);
    asm.subtract(SECOND, SECOND, OTHER);
    asm.zero(ZERO);
    asm.maximum(SECOND, ZERO, SECOND);
    asm.add(0, 0, CENTRE);
    storeChannels(MEAN, 0);
    storeChannels(VARIANCE, SECOND);
    scaleAndShift();
    images(this::normalise, () -> {});
  }

  private void addDistance(int i) {
    int value = i % 2 == 0 ? VALUE : OTHER;
    asm.load(value, input(i));
    asm.subtract(value, value, CENTRE);
    asm.add(i, i, value);
    asm.multiplyAdd(SECOND + i, value, value);
  }

  private void normalise(int i) {
    asm.load(i, input(i));
    asm.scaleAdd(i, SCALE, SHIFT);
    if (norm.relu) {
      asm.maximum(i, ZERO, i);
    }
    asm.store(at(AT_OUTPUT, norm.offset(i)), i);
  }

  /** One number of each channel, for every position of a vector. */
  private void loadChannels(int to, Reg from) {
    if (norm.together() == 1) {
      asm.load(to, at(from, 0));
    } else {
      asm.loadHalf(to, at(from, 0));
    }
  }

  private void storeChannels(Reg to, int from) {
    if (norm.together() == 1) {
      asm.store(at(to, 0), from);
    } else {
      asm.storeHalf(at(to, 0), from, 0);
    }
  }

  /** y = SCALE * x + SHIFT, from mean and variance in memory; VALUE is 1/deviation. */
  private void scaleAndShift() {
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

  private void backwardBlock() {
    scaleAndShift();
    loadChannels(CENTRE, MEAN);
    sums(this::addGradient);
    scaleAndShift(); // the sums have used VALUE
    storeChannels(BY_BETA, 0);
    asm.multiply(OTHER, SECOND, VALUE);
    storeChannels(BY_GAMMA, OTHER);
    // dx = scale * (dy - sum(dy)/M - (x - mean) * sum(dy * (x - mean)) / (M * deviation^2))
    asm.broadcast(SPARE, at(NUMBERS, 4));
    asm.multiply(OTHER, OTHER, VALUE);
    asm.multiply(OTHER, OTHER, SCALE);
    asm.multiply(OTHER, OTHER, SPARE);
    asm.multiply(0, 0, SCALE);
    asm.multiply(0, 0, SPARE);
    asm.subtract(BY_INPUT, ZERO, OTHER);
    asm.subtract(CONSTANT, ZERO, 0);
    asm.multiplyAdd(CONSTANT, OTHER, CENTRE);
    images(this::gradientByInput, () -> {});
  }

  private void addGradient(int i) {
    passedOn(i, VALUE, OTHER, SPARE, LAST);
    asm.subtract(VALUE, VALUE, CENTRE);
    asm.add(i, i, OTHER);
    asm.multiplyAdd(SECOND + i, OTHER, VALUE);
  }

  private void gradientByInput(int i) {
    int value = i % 2 * 2;
    passedOn(i, value, value + 1, SPARE, LAST);
    asm.scaleAdd(value, BY_INPUT, CONSTANT);
    asm.multiplyAdd(value, value + 1, SCALE);
    asm.store(at(AT_OUTPUT, norm.offset(i)), value);
  }

  /** The input, and the gradient by the output where the ReLU let something through. */
  private void passedOn(int i, int value, int gradient, int scratch, int scratch2) {
    asm.load(value, input(i));
    asm.load(gradient, at(AT_GRADIENT, norm.offset(i)));
    if (norm.relu) {
      asm.move(scratch, value);
      asm.scaleAdd(scratch, SCALE, SHIFT);
      asm.keepPositive(gradient, gradient, scratch, ZERO, scratch2);
    }
  }

  private Mem input(int i) {
    return at(AT_INPUT, norm.offset(i));
  }

  /** Over all images: the sum in register 0, the second one in SECOND. */
  private void sums(IntConsumer add) {
    for (int i = 0; i < 2 * UNROLL; i++) {
      asm.zero(i);
    }
    if (norm.positions < MANY) {
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
  private void images(IntConsumer work, Runnable afterImage) {
    asm.move(AT_INPUT, INPUT);
    asm.move(AT_OUTPUT, OUTPUT);
    if (backward) {
      asm.move(AT_GRADIENT, GRADIENT);
    }
    int together = norm.imagesTogether();
    emit.repeat(IMAGES, norm.images / together, () -> images(together, work, afterImage));
    emit.repeat(IMAGES, norm.images % together, () -> images(1, work, afterImage));
  }

  /** Small images are taken some at once. */
  private void images(int together, IntConsumer work, Runnable afterImage) {
    if (together > 1) {
      for (int i = 0; i < together * norm.vectors(); i++) {
        work.accept(i);
      }
      advance(together * norm.image);
      return;
    }
    emit.repeat(VECTORS, norm.vectors() / UNROLL, () -> some(UNROLL, work));
    some(norm.vectors() % UNROLL, work);
    afterImage.run();
    advance(norm.image - norm.plane());
  }

  private void some(int count, IntConsumer work) {
    for (int i = 0; i < count; i++) {
      work.accept(i);
    }
    advance(count * emit.vector());
  }

  private void advance(int bytes) {
    asm.add(AT_INPUT, bytes);
    asm.add(AT_OUTPUT, bytes);
    if (backward) {
      asm.add(AT_GRADIENT, bytes);
    }
  }
}
