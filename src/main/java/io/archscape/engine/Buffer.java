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
 * of its first element. A buffer may be a part of another one. Where ND4J's memory is a GPU's, the
 * address is that of ND4J's copy for the processor, which kernels do not keep up to date.
 */
public final class Buffer implements AutoCloseable {
  private static final Memory ND4J_MEMORY =
      Nd4j.getEnvironment().isCPU() ? Memory.PROCESSOR : Memory.DEVICE;

  /** How floats move between Java and an array. */
  enum Memory {
    /** Through the address. */
    PROCESSOR {
      @Override
      void write(float[] values, Buffer to) {
        to.pointer.put(values, 0, values.length);
      }

      @Override
      void read(Buffer from, float[] values) {
        from.pointer.get(values, 0, values.length);
      }
    },
    /** Through an array of their own: what lies beside a part is moved by nobody. */
    DEVICE {
      @Override
      void write(float[] values, Buffer to) {
        try (INDArray staged = Nd4j.createFromArray(values)) {
          to.beginning(values.length).assign(staged);
        }
      }

      @Override
      void read(Buffer from, float[] values) {
        try (INDArray staged = from.beginning(values.length).dup('c')) {
          Nd4j.getExecutioner().commit();
          staged.data().asNioFloat().get(values);
        }
      }
    };

    abstract void write(float[] values, Buffer to);

    abstract void read(Buffer from, float[] values);
  }

  private final INDArray array;
  private final FloatPointer pointer;
  private final Memory memory;

  private Buffer(INDArray array, FloatPointer pointer, Memory memory) {
    this.array = array;
    this.pointer = pointer;
    this.memory = memory;
  }

  /** New memory, all zero. */
  public static Buffer create(long... shape) {
    return create(ND4J_MEMORY, shape);
  }

  static Buffer create(Memory memory, long... shape) {
    INDArray array = Nd4j.create(DataType.FLOAT, shape, 'c');
    return new Buffer(array, new FloatPointer(array.data().pointer()), memory);
  }

  /** The elements from {@code offset} on, as a flat buffer's part in another shape. */
  public Buffer part(long offset, long... shape) {
    long length = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    INDArray view = array.get(NDArrayIndex.interval(offset, offset + length)).reshape('c', shape);
    // moves the address: a position would be taken for bytes where C++ wants void*
    return new Buffer(view, pointer.getPointer(offset), memory);
  }

  /** The same elements in another shape. */
  public Buffer shaped(long... shape) {
    return new Buffer(array.reshape('c', shape), pointer, memory);
  }

  public INDArray array() {
    return array;
  }

  public FloatPointer pointer() {
    return pointer;
  }

  /** Of the first element. */
  public long address() {
    return pointer.address();
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
    memory.write(values, this);
  }

  /** Copies the beginning to {@code values}. */
  public void read(float[] values) {
    requireFits(values);
    memory.read(this, values);
  }

  /** A view of the first elements. */
  private INDArray beginning(long length) {
    return array.reshape('c', new long[] {array.length()}).get(NDArrayIndex.interval(0, length));
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
