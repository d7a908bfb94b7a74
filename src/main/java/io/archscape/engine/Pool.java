package io.archscape.engine;

import io.archscape.graph.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands out buffers for activations and takes them back, so that later ones reuse the memory. */
final class Pool implements AutoCloseable {
  private final int batch;
  private final List<Buffer> all = new ArrayList<>();
  private final List<Buffer> free = new ArrayList<>();
  private final Map<Buffer, Buffer> lent = new HashMap<>();

  Pool(int batch) {
    this.batch = batch;
  }

  /** A buffer (N,H,W,C); what it holds is left over from its last use. */
  Buffer take(Shape shape) {
    long length = (long) batch * shape.size();
    Optional<Buffer> fitting =
        free.stream()
            .filter(memory -> memory.length() >= length)
            .min(Comparator.comparingLong(Buffer::length));
    Buffer memory = fitting.orElseGet(() -> create(length));
    free.remove(memory);
    Buffer part = memory.part(0, batch, shape.height(), shape.width(), shape.channels());
    lent.put(part, memory);
    return part;
  }

  private Buffer create(long length) {
    Buffer memory = Buffer.create(length);
    all.add(memory);
    return memory;
  }

  /** Takes a buffer back: whoever is given it next may overwrite it. */
  void release(Buffer buffer) {
    Buffer memory = lent.remove(buffer);
    if (memory == null) {
      throw new IllegalStateException("a buffer must be lent to be released");
    }
    free.add(memory);
  }

  /** Floats in all buffers. */
  long floats() {
    return all.stream().mapToLong(Buffer::length).sum();
  }

  @Override
  public void close() {
    all.forEach(Buffer::close);
  }
}
