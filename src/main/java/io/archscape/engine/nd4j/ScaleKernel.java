package io.archscape.engine.nd4j;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.same.Sum;
import org.nd4j.linalg.factory.Nd4j;

/**
 * y = x*gate, gate (N,1,1,C) or (N,H,W,1); dx = dy*gate, dgate = sum of dy*x over whatever the gate
 * has but one of.
 */
final class ScaleKernel implements Kernel {
  private final KernelSite site;
  private final BoundOp forward;
  private final Optional<BoundOp> backwardToInput;
  private final Optional<ToGate> backwardToGate;

  private record ToGate(Buffer product, Sum sum) {
    static ToGate of(Buffer dy, Buffer dgate) {
      Buffer product = Buffer.create(dy.shape());
      long[] gates = dgate.shape();
      int[] summed = IntStream.rangeClosed(1, 3).filter(i -> gates[i] == 1).toArray();
      return new ToGate(product, new Sum(product.array(), dgate.array(), true, summed));
    }
  }

  ScaleKernel(KernelSite site) {
    this.site = site;
    INDArray gate = site.inputs().get(1).array();
    forward = multiply(site.input().array(), gate, site.output().array());
    backwardToInput =
        site.gradientIn().map(dx -> multiply(site.gradientOut().array(), gate, dx.array()));
    backwardToGate = site.gradientIn(1).map(dgate -> ToGate.of(site.gradientOut(), dgate));
  }

  private static BoundOp multiply(INDArray x, INDArray gate, INDArray y) {
    return new BoundOp("multiply", List.of(x, gate), List.of(y));
  }

  @Override
  public void forward() {
    forward.run();
  }

  @Override
  public void backward() {
    backwardToGate.ifPresent(this::run);
    backwardToInput.ifPresent(BoundOp::run);
  }

  private void run(ToGate backward) {
    site.gradientOut().array().mul(site.input().array(), backward.product.array());
    Nd4j.getExecutioner().exec(backward.sum);
  }

  @Override
  public void close() {
    backwardToGate.ifPresent(backward -> backward.product.close());
  }
}
