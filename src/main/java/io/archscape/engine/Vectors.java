package io.archscape.engine;

import io.archscape.engine.x86.DescentKernel;
import io.archscape.engine.x86.MachineCode;
import java.util.List;
import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What optimizers do with whole buffers: passes over flat memory that allocate nothing. Factors are
 * rounded to float once. What BLAS does not have is bound to its buffers once and run many times:
 * an ND4J operation that is made anew for every call leaves native memory to the collector.
 */
public final class Vectors {
  private Vectors() {}

  /** y = a*y. */
  public static void scale(Buffer y, double a) {
    blas().scal(y.length(), a, y.array());
  }

  /** y = y + a*x. */
  public static void add(Buffer y, double a, Buffer x) {
    // on a GPU, ND4J's axpy takes whole arrays, whatever length it is given
    blas().axpy(y.length(), a, x.array(), y.array());
  }

  /** to = x. */
  public static void copy(Buffer x, Buffer to) {
    blas().copy(x.array(), to.array());
  }

  /**
   * The root of the sum of squares. OpenBLAS takes it on one thread whatever number it was given:
   * the same bits with any number.
   */
  public static double norm(Buffer x) {
    return blas().nrm2(x.array());
  }

  /** to = x*x. */
  public static Runnable square(Buffer x, Buffer to) {
    return run(new Square(x.array(), to.array()));
  }

  /**
   * to = sqrt(x). Java's loop is a tenth as long as ND4J's (820,000 elements: 0.4 ms instead of 3.8
   * on one core), the copies to and fro included; both round as IEEE 754 says.
   */
  public static Runnable root(Buffer x, Buffer to) {
    if (!Nd4j.getEnvironment().isCPU()) {
      return run(new Sqrt(x.array(), to.array()));
    }
    float[] values = new float[Math.toIntExact(x.length())];
    return () -> {
      x.read(values);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) Math.sqrt(values[i]);
      }
      to.write(values);
    };
  }

  /**
   * y = a*y + x*factors, element by element; the factors are those of now. In Java's loop as {@link
   * #root}: three calls of ND4J took 0.6 to 0.9 ms of a step ({@code bench train --profile}).
   */
  static Runnable decayAndAdd(Buffer y, double a, Buffer x, Buffer factors) {
    if (!Nd4j.getEnvironment().isCPU()) {
      return () -> {
        try (INDArray added = x.array().mul(factors.array())) {
          y.array().muli(a);
          y.array().addi(added);
        }
      };
    }
    float[] fixed = factors.toArray();
    float[] values = new float[fixed.length];
    float[] added = new float[fixed.length];
    float decay = (float) a;
    return () -> {
      y.read(values);
      x.read(added);
      for (int i = 0; i < values.length; i++) {
        values[i] = decay * values[i] + fixed[i] * added[i];
      }
      y.write(values);
    };
  }

  /** By what loops over few numbers run here, as a profile has it. */
  public static String loops() {
    return Nd4j.getEnvironment().isCPU() ? "java" : "nd4j";
  }

  /** By what {@link #descent} runs here. */
  public static String descents() {
    return Nd4j.getEnvironment().isCPU() && MachineCode.obstacle().isEmpty() ? "own" : loops();
  }

  /** A step of gradient descent with momentum. */
  public interface Descent extends AutoCloseable {
    /**
     * Moves weights and momentum.
     *
     * @param added the share of the gradient that the momentum gets
     * @param lr the learning rate
     */
    void step(double added, double lr);

    @Override
    default void close() {}
  }

  /**
   * v = mu*v + added*(g + decay*w), then w = w - lr*v, or, by Nesterov, w - lr*(g + decay*w +
   * mu*v). One pass of code of this project's own instead of the five of BLAS, or the same in
   * Java's loops, which round alike. May use g up.
   *
   * @param w weights
   * @param g gradients
   * @param v momentum
   */
  public static Descent descent(
      Buffer w, Buffer g, Buffer v, double decay, double mu, boolean nesterov) {
    if (Nd4j.getEnvironment().isCPU()) {
      return DescentKernel.able(w.length())
          ? inOnePass(w, g, v, decay, mu, nesterov)
          : new JavaDescent(w, g, v, decay, mu, nesterov);
    }
    return (added, lr) -> {
      if (decay > 0) {
        add(g, decay, w);
      }
      scale(v, mu);
      add(v, added, g);
      if (nesterov) {
        add(w, -lr, g);
        add(w, -lr * mu, v);
      } else {
        add(w, -lr, v);
      }
    };
  }

  private static Descent inOnePass(
      Buffer w, Buffer g, Buffer v, double decay, double mu, boolean nesterov) {
    DescentKernel kernel =
        DescentKernel.of(
            w.address(), g.address(), v.address(), w.length(), (float) decay, (float) mu, nesterov);
    return new Descent() {
      @Override
      public void step(double added, double lr) {
        kernel.step((float) added, (float) lr);
      }

      @Override
      public void close() {
        kernel.close();
      }
    };
  }

  /** x = x + by. */
  public static Runnable shift(Buffer x, double by) {
    return run(new ScalarAdd(x.array(), by));
  }

  /** to = x/y. */
  public static Runnable quotient(Buffer x, Buffer y, Buffer to) {
    CustomOp divide = DynamicCustomOp.builder("divide").build();
    OpContext context = Nd4j.getExecutioner().buildContext();
    context.setInputArrays(List.of(x.array(), y.array()));
    context.setOutputArrays(List.of(to.array()));
    return () -> Nd4j.getExecutioner().exec(divide, context);
  }

  private static Runnable run(Op op) {
    return () -> Nd4j.getExecutioner().exec(op);
  }

  private static Level1 blas() {
    return Nd4j.getBlasWrapper().level1();
  }
}
