package io.archscape.engine.x86;

import static io.archscape.engine.x86.Instructions.at;

import io.archscape.engine.x86.Instructions.Reg;
import java.util.List;

/**
 * The code of batch norm and its ReLU. Variances are of distances from the channel's first number,
 * whose squares do not cancel. Arguments: those of {@link NormCode}.
 */
final class NormForwardCode extends NormCode {
  private NormForwardCode(NormShape norm) {
    super(norm);
  }

  static byte[] of(NormShape norm) {
    return new NormForwardCode(norm)
        .write(
            List.of(INPUT, OUTPUT, GAMMA, BETA, MEAN, VARIANCE, NUMBERS),
            List.of(GAMMA, BETA, MEAN, VARIANCE),
            List.of(INPUT, OUTPUT));
  }

  @Override
  void begin() {
    asm.move(AT_INPUT, INPUT);
    asm.move(AT_OUTPUT, OUTPUT);
  }

  @Override
  List<Reg> running() {
    return List.of(AT_INPUT, AT_OUTPUT);
  }

  @Override
  void block() {
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
    if (norm.relu()) {
      asm.maximum(i, ZERO, i);
    }
    asm.store(at(AT_OUTPUT, norm.offset(i)), i);
  }
}
