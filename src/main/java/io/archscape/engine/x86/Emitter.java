package io.archscape.engine.x86;

import io.archscape.engine.x86.Instructions.Condition;
import io.archscape.engine.x86.Instructions.Label;
import io.archscape.engine.x86.Instructions.Mem;
import io.archscape.engine.x86.Instructions.Reg;
import java.util.List;

/** What the kernels' code has in common: frames and loops. */
final class Emitter {
  private static final List<Reg> PRESERVED =
      List.of(Reg.RBX, Reg.RBP, Reg.R12, Reg.R13, Reg.R14, Reg.R15);

  final Assembler asm;

  Emitter(Assembler asm) {
    this.asm = asm;
  }

  /** Bytes of a vector. */
  int vector() {
    return asm.lanes() * Float.BYTES;
  }

  void enter() {
    PRESERVED.forEach(asm::push);
  }

  void leave() {
    for (int i = PRESERVED.size() - 1; i >= 0; i--) {
      asm.pop(PRESERVED.get(i));
    }
    asm.zeroUpper();
    asm.returns();
  }

  /** Runs {@code body} {@code times} times; without a loop if that is once. */
  void repeat(Reg counter, int times, Runnable body) {
    repeat(times, body, () -> asm.set(counter, times), () -> asm.subtract(counter, 1));
  }

  /** The same with the counter in memory, where registers are needed inside. */
  void repeat(Mem counter, int times, Runnable body) {
    repeat(times, body, () -> asm.set(counter, times), () -> asm.subtract(counter, 1));
  }

  private void repeat(int times, Runnable body, Runnable set, Runnable countDown) {
    if (times == 1) {
      body.run();
    } else if (times > 1) {
      set.run();
      loop(body, countDown);
    }
  }

  /** Runs {@code body} as often as {@code counter} says, which is at least once. */
  void whileCounting(Reg counter, Runnable body) {
    loop(body, () -> asm.subtract(counter, 1));
  }

  void whileCounting(Mem counter, Runnable body) {
    loop(body, () -> asm.subtract(counter, 1));
  }

  private void loop(Runnable body, Runnable countDown) {
    Label again = new Label();
    asm.bind(again);
    body.run();
    countDown.run();
    asm.jump(Condition.NOT_ZERO, again);
  }
}
