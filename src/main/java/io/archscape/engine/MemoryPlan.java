package io.archscape.engine;

import io.archscape.graph.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Which activations share memory, settled before any is allocated: what is released may be lent
 * again, and grows if nothing free is large enough.
 */
final class MemoryPlan {
  /**
   * A use of a piece of memory.
   *
   * @param serial tells apart what has the same memory at different times
   */
  record Lease(int memory, int serial, Shape shape) {}

  private final int batch;
  private final ToLongFunction<Shape> floats;
  private final List<Long> sizes = new ArrayList<>();
  private final List<Integer> free = new ArrayList<>();
  private int leases;

  /**
   * @param floats that an activation of one image takes
   */
  MemoryPlan(int batch, ToLongFunction<Shape> floats) {
    this.batch = batch;
    this.floats = floats;
  }

  /** Memory for (N,H,W,C); what it holds is left over from its last use. */
  Lease take(Shape shape) {
    long length = batch * floats.applyAsLong(shape);
    int memory = smallest(length).or(this::largest).orElseGet(this::another);
    sizes.set(memory, Math.max(sizes.get(memory), length));
    free.remove(Integer.valueOf(memory));
    return new Lease(memory, leases++, shape);
  }

  private Optional<Integer> smallest(long length) {
    return free.stream()
        .filter(memory -> sizes.get(memory) >= length)
        .min(Comparator.comparing(sizes::get));
  }

  private Optional<Integer> largest() {
    return free.stream().max(Comparator.comparing(sizes::get));
  }

  private int another() {
    sizes.add(0L);
    return sizes.size() - 1;
  }

  /** Takes memory back: its next owner may overwrite it. */
  void release(Lease lease) {
    if (free.contains(lease.memory)) {
      throw new IllegalStateException("memory must be lent to be released");
    }
    free.add(lease.memory);
  }

  /** Bytes of all memory. */
  long bytes() {
    return Float.BYTES * sizes.stream().mapToLong(Long::longValue).sum();
  }

  /** The memory itself. */
  Arena allocate() {
    return new Arena(batch, sizes.stream().map(Buffer::create).toList());
  }

  /** Allocated memory: a lease's buffer is the same object at every call. */
  static final class Arena implements AutoCloseable {
    private final int batch;
    private final List<Buffer> memory;
    private final Map<Lease, Buffer> buffers = new HashMap<>();

    private Arena(int batch, List<Buffer> memory) {
      this.batch = batch;
      this.memory = memory;
    }

    /** (N,H,W,C), of which a set of kernels may make another layout. */
    Buffer buffer(Lease lease) {
      Shape shape = lease.shape;
      return buffers.computeIfAbsent(
          lease,
          asked ->
              memory
                  .get(lease.memory)
                  .part(0, batch, shape.height(), shape.width(), shape.channels()));
    }

    @Override
    public void close() {
      memory.forEach(Buffer::close);
    }
  }
}
