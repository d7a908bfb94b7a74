package io.archscape.engine.x86;

import static io.archscape.engine.x86.Instructions.at;

import io.archscape.engine.x86.Instructions.Reg;
import java.util.List;

/**
 * The code of the gradients of batch norm. What the ReLU let through is computed again, in the same
 * instructions. Arguments: those of {@link NormCode}, what is written being the gradient by the
 * input, then the gradients by the output, by gamma and by beta.
 */
final class NormBackwardCode extends NormCode {
  private static final Reg GRADIENT = Reg.RBP;
  private static final Reg BY_GAMMA = Reg.R12;
  private static final Reg BY_BETA = Reg.R13;
  private static final Reg AT_GRADIENT = Reg.RDI;

  // vectors; the first two are second sums before
  private static final int BY_INPUT = 6;
  private static final int CONSTANT = 7;
  private static final int SPARE = 14;
  private static final int LAST = 15;

  private NormBackwardCode(NormShape norm) {
    super(norm);
  }

  static byte[] of(NormShape norm) {
    return new NormBackwardCode(norm)
        .write(
            List.of(
                INPUT, OUTPUT, GAMMA, BETA, MEAN, VARIANCE, NUMBERS, GRADIENT, BY_GAMMA, BY_BETA),
            List.of(GAMMA, BETA, MEAN, VARIANCE, BY_GAMMA, BY_BETA),
            List.of(INPUT, OUTPUT, GRADIENT));
  }

  @Override
  void begin() {
    asm.move(AT_INPUT, INPUT);
    asm.move(AT_OUTPUT, OUTPUT);
    asm.move(AT_GRADIENT, GRADIENT);
  }

  @Override
  List<Reg> running() {
    return List.of(AT_INPUT, AT_OUTPUT, AT_GRADIENT);
  }

  @Override
  void block() {
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
    if (norm.relu()) {
      asm.move(scratch, value);
      asm.scaleAdd(scratch, SCALE, SHIFT);
      asm.keepPositive(gradient, gradient, scratch, ZERO, scratch2);
    }
  }
}
