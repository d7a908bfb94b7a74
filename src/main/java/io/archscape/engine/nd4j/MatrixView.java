package io.archscape.engine.nd4j;

import io.archscape.engine.Buffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** (N,H,W,C) seen as a matrix of N*H*W rows and C columns; the memory stays where it is. */
final class MatrixView {
  private MatrixView() {}

  static INDArray of(Buffer buffer) {
    long[] shape = buffer.shape();
    long channels = shape[shape.length - 1];
    return buffer.array().reshape('c', buffer.length() / channels, channels);
  }
}
