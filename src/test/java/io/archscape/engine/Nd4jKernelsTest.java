package io.archscape.engine;

import io.archscape.engine.nd4j.Nd4jKernels;

class Nd4jKernelsTest extends KernelContract {
  @Override
  KernelSet kernels() {
    return new Nd4jKernels();
  }
}
