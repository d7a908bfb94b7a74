package io.archscape.engine.nd4j;

import io.archscape.engine.Buffer;
import io.archscape.engine.KernelSite;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The gradient of a ReLU by its result. */
final class Masks {
  private Masks() {}

  /** dx = dy where y > 0, else 0; dx may be dy. */
  static void relu(KernelSite site, Buffer dx) {
    INDArray mask = Transforms.step(site.output().array(), true);
    site.gradientOut().array().mul(mask, dx.array());
  }
}
