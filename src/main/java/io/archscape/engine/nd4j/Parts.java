package io.archscape.engine.nd4j;

import io.archscape.engine.Buffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A range of rows or channels of (N,H,W,C), as a view. */
final class Parts {
  private Parts() {}

  static INDArray of(Buffer whole, int dimension, long from, long to) {
    INDArrayIndex[] all = new INDArrayIndex[4];
    for (int i = 0; i < all.length; i++) {
      all[i] = i == dimension ? NDArrayIndex.interval(from, to) : NDArrayIndex.all();
    }
    return whole.array().get(all);
  }
}
