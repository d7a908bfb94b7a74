package io.archscape.engine.nd4j;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import io.archscape.graph.ConcatAxis;
import io.archscape.graph.Op;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tensors side by side; each gets the gradient of its part. */
final class ConcatKernel implements Kernel {
  private final BoundOp forward;
  private final List<Copy> backward = new ArrayList<>();

  private record Copy(INDArray from, INDArray to) {
    void run() {
      to.assign(from);
    }
  }

  ConcatKernel(KernelSite site, Op.Concat op) {
    int dimension = op.axis() == ConcatAxis.ROWS ? 1 : 3;
    forward =
        new BoundOp(
            "concat",
            site.inputs().stream().map(Buffer::array).toList(),
            List.of(site.output().array()),
            dimension);
    long from = 0;
    for (int i = 0; i < site.inputs().size(); i++) {
      long start = from;
      long end = start + site.inputs().get(i).shape()[dimension];
      site.gradientIn(i).ifPresent(dx -> copy(site.gradientOut(), dimension, start, end, dx));
      from = end;
    }
  }

  private void copy(Buffer dy, int dimension, long from, long to, Buffer dx) {
    backward.add(new Copy(Parts.of(dy, dimension, from, to), dx.array()));
  }

  @Override
  public void forward() {
    forward.run();
  }

  @Override
  public void backward() {
    backward.forEach(Copy::run);
  }
}
