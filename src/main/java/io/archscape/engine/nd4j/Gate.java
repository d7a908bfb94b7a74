package io.archscape.engine.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * What a number is multiplied with, by itself, in functions of the form y = x*s(x). What is bound
 * to arrays is run many times.
 */
enum Gate {
  /** 1/(1+exp(-x)). */
  SIGMOID {
    @Override
    Runnable value(INDArray x, INDArray s) {
      return bound("sigmoid", x, s);
    }

    @Override
    Runnable slope(INDArray x, INDArray s, INDArray slope) {
      return () -> {
        s.rsub(1.0, slope);
        slope.muli(s);
      };
    }
  },
  /** min(1, max(0, x/6 + 1/2)). */
  HARD_SIGMOID {
    @Override
    Runnable value(INDArray x, INDArray s) {
      return () -> {
        x.mul(1 / 6.0, s);
        s.addi(0.5);
        ClipKernel.clip(s, 1);
      };
    }

    @Override
    Runnable slope(INDArray x, INDArray s, INDArray slope) {
      return () -> {
        try (INDArray inside = ClipKernel.inside(s, 1)) {
          inside.mul(1 / 6.0, slope);
        }
      };
    }
  },
  /** The normal distribution function, (1 + erf(x/sqrt(2)))/2. */
  NORMAL {
    @Override
    Runnable value(INDArray x, INDArray s) {
      Erf erf = new Erf(s, s);
      return () -> {
        x.mul(Math.sqrt(0.5), s);
        Nd4j.getExecutioner().exec(erf);
        s.addi(1.0).muli(0.5);
      };
    }

    @Override
    Runnable slope(INDArray x, INDArray s, INDArray slope) {
      return () -> {
        x.mul(x, slope);
        slope.muli(-0.5);
        Transforms.exp(slope, false);
        slope.muli(1 / Math.sqrt(2 * Math.PI));
      };
    }
  },
  /** tanh(log(1 + exp(x))). */
  TANH_OF_SOFTPLUS {
    @Override
    Runnable value(INDArray x, INDArray s) {
      Runnable softplus = bound("softplus", x, s);
      return () -> {
        softplus.run();
        Transforms.tanh(s, false);
      };
    }

    @Override
    Runnable slope(INDArray x, INDArray s, INDArray slope) {
      Runnable sigmoid = bound("sigmoid", x, slope);
      return () -> {
        sigmoid.run();
        try (INDArray squared = s.mul(s)) {
          slope.muli(squared.rsubi(1.0));
        }
      };
    }
  };

  /** What computes s(x). */
  abstract Runnable value(INDArray x, INDArray s);

  /** What computes the derivative of s at x. */
  abstract Runnable slope(INDArray x, INDArray s, INDArray slope);

  private static Runnable bound(String operation, INDArray x, INDArray y) {
    return new BoundOp(operation, List.of(x), List.of(y))::run;
  }
}
