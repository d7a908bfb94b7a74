package io.archscape.engine.x86;

import static io.archscape.engine.x86.Instructions.at;

import io.archscape.engine.x86.Instructions.Reg;
import io.archscape.engine.x86.StridedCopy.Axis;
import java.util.List;

/**
 * The code of copies from one order of axes to another, number by number: of weights, which are few
 * and near. Arguments: addresses of both arrays; 1.
 */
final class CopyCode {
  /** Numbers of the innermost axis that are written out one after another. */
  private static final int UNROLL = 16;

  private static final Reg FROM = Reg.RSI;
  private static final Reg TO = Reg.RDX;
  private static final Reg VALUE = Reg.RAX;
  private static final List<Reg> COUNTERS = List.of(Reg.RCX, Reg.R8, Reg.R9, Reg.R10, Reg.R11);

  private final Assembler asm = new Assembler(8);
  private final Emitter emit = new Emitter(asm);

  private CopyCode() {}

  /**
   * @param axes the innermost last; at most as many as {@link StridedCopy#MOST_AXES}
   */
  static byte[] of(List<Axis> axes) {
    CopyCode code = new CopyCode();
    code.asm.load(FROM, at(Reg.RDI, 0));
    code.asm.load(TO, at(Reg.RDI, 8));
    code.axis(axes, 0);
    code.asm.returns();
    return code.asm.bytes();
  }

  private void axis(List<Axis> axes, int which) {
    Axis axis = axes.get(which);
    if (which < axes.size() - 1) {
      emit.repeat(
          COUNTERS.get(which),
          axis.size(),
          () -> {
            axis(axes, which + 1);
            move(axis, 1);
          });
    } else {
      emit.repeat(COUNTERS.get(which), axis.size() / UNROLL, () -> some(axis, UNROLL));
      some(axis, axis.size() % UNROLL);
    }
    move(axis, -axis.size());
  }

  private void some(Axis axis, int count) {
    for (int i = 0; i < count; i++) {
      asm.loadInt(VALUE, at(FROM, (long) i * axis.from() * Float.BYTES));
      asm.storeInt(at(TO, (long) i * axis.to() * Float.BYTES), VALUE);
    }
    move(axis, count);
  }

  private void move(Axis axis, int steps) {
    asm.add(FROM, steps * axis.from() * Float.BYTES);
    asm.add(TO, steps * axis.to() * Float.BYTES);
  }
}
