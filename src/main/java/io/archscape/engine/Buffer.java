package io.archscape.engine;

import static io.archscape.Require.require;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Floats in native memory under two names: an ND4J array, contiguous in 'c' order, and the address
 * of its first element. A buffer may be a part of another one.
 */
public final class Buffer implements AutoCloseable {
  private final INDArray array;
  private final FloatPointer pointer;

  private Buffer(INDArray array, FloatPointer pointer) {
    this.array = array;
    this.pointer = pointer;
  }

  /** New memory, all zero. */
  public static Buffer create(long... shape) {
    INDArray array = Nd4j.create(DataType.FLOAT, shape, 'c');
    return new Buffer(array, new FloatPointer(array.data().pointer()));
  }

  /** The elements from {@code offset} on, as a flat buffer's part in another shape. */
  public Buffer part(long offset, long... shape) {
    long length = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    INDArray view = array.get(NDArrayIndex.interval(offset, offset + length)).reshape('c', shape);
    // moves the address: a position would be taken for bytes where C++ wants void*
    return new Buffer(view, pointer.getPointer(offset));
  }

  /** The same elements in another shape. */
  public Buffer shaped(long... shape) {
    return new Buffer(array.reshape('c', shape), pointer);
  }

  public INDArray array() {
    return array;
  }

  public FloatPointer pointer() {
    return pointer;
  }

  public long[] shape() {
    return array.shape();
  }

  public long length() {
    return array.length();
  }

  /** Copies {@code values} to the beginning. */
  public void write(float[] values) {
    requireFits(values);
    pointer.put(values, 0, values.length);
  }

  /** Copies the beginning to {@code values}. */
  public void read(float[] values) {
    requireFits(values);
    pointer.get(values, 0, values.length);
  }

  /** Beyond the end lies other memory. */
  private void requireFits(float[] values) {
    require(
        values.length <= length(),
        "values must fit into %d elements, got %d",
        length(),
        values.length);
  }

  /** Copies all elements. */
  public float[] toArray() {
    float[] values = new float[Math.toIntExact(length())];
    read(values);
    return values;
  }

  /** Frees the memory; parts of it must not be used any more. */
  @Override
  public void close() {
    if (array.closeable()) {
      array.close();
    }
  }
}
