package io.archscape.engine.x86;

import static io.archscape.engine.x86.Instructions.at;

import io.archscape.engine.x86.Instructions.Condition;
import io.archscape.engine.x86.Instructions.Label;
import io.archscape.engine.x86.Instructions.Mem;
import io.archscape.engine.x86.Instructions.Reg;
import org.bytedeco.javacpp.LongPointer;

/**
 * A step of gradient descent with momentum, in one pass: v = mu*v + added*(g + decay*w), then w = w
 * - lr*v, or, by Nesterov, w - lr*(g + decay*w + mu*v). Each product and sum is rounded by itself,
 * as in Java.
 */
public final class DescentKernel implements AutoCloseable {
  private static final Reg WEIGHTS = Reg.RSI;
  private static final Reg GRADIENTS = Reg.RDX;
  private static final Reg MOMENTUM = Reg.R8;
  private static final Reg VECTORS = Reg.RCX;
  private static final int D = 0;
  private static final int W = 1;
  private static final int TERM = 2;
  private static final int V = 3;
  private static final int MU = 4;
  private static final int DECAY = 5;
  private static final int ADDED = 6;
  private static final int LR = 7;

  private final MachineCode code;
  private final LongPointer arguments;

  private DescentKernel(MachineCode code, LongPointer arguments) {
    this.code = code;
    this.arguments = arguments;
  }

  /** Whether so many numbers can be moved here. */
  public static boolean able(long length) {
    return length > 0 && length % 4 == 0 && MachineCode.obstacle().isEmpty();
  }

  /**
   * The kernel for arrays at these addresses.
   *
   * @param length numbers of each array, see {@link #able}
   */
  public static DescentKernel of(
      long weights,
      long gradients,
      long momentum,
      long length,
      float decay,
      float mu,
      boolean nesterov) {
    LongPointer arguments = new LongPointer(8);
    long[] all = {
      weights,
      gradients,
      momentum,
      length / 4,
      Float.floatToIntBits(mu),
      Float.floatToIntBits(decay)
    };
    for (int i = 0; i < all.length; i++) {
      arguments.put(i, all[i]);
    }
    return new DescentKernel(MachineCode.of(write(nesterov)), arguments);
  }

  private static byte[] write(boolean nesterov) {
    Fours asm = new Fours();
    asm.load(WEIGHTS, at(Reg.RDI, 0));
    asm.load(GRADIENTS, at(Reg.RDI, 8));
    asm.load(MOMENTUM, at(Reg.RDI, 16));
    asm.load(VECTORS, at(Reg.RDI, 24));
    for (int i = MU; i <= LR; i++) {
      asm.broadcast(i, at(Reg.RDI, 32 + 8L * (i - MU)));
    }
    Mem w = at(WEIGHTS, 0);
    Mem v = at(MOMENTUM, 0);
    Label again = new Label();
    asm.bind(again);
    asm.load(D, at(GRADIENTS, 0));
    asm.load(W, w);
    asm.move(TERM, W);
    asm.multiply(TERM, DECAY);
    asm.add(D, TERM);
    asm.load(V, v);
    asm.multiply(V, MU);
    asm.move(TERM, D);
    asm.multiply(TERM, ADDED);
    asm.add(V, TERM);
    asm.store(v, V);
    if (nesterov) {
      asm.multiply(V, MU);
      asm.add(V, D);
    }
    asm.multiply(V, LR);
    asm.subtract(W, V);
    asm.store(w, W);
    asm.add(WEIGHTS, Fours.BYTES);
    asm.add(GRADIENTS, Fours.BYTES);
    asm.add(MOMENTUM, Fours.BYTES);
    asm.subtract(VECTORS, 1);
    asm.jump(Condition.NOT_ZERO, again);
    asm.returns();
    return asm.bytes();
  }

  /** Moves weights and momentum; leaves the gradients. */
  public void step(float added, float lr) {
    arguments.put(6, Float.floatToIntBits(added));
    arguments.put(7, Float.floatToIntBits(lr));
    code.run(arguments.address());
  }

  @Override
  public void close() {
    code.close();
    arguments.close();
  }
}
