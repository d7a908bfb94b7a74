package io.archscape.engine.onednn;

import io.archscape.engine.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;

/** Native objects of one kernel, freed together, the youngest first. */
final class Natives implements AutoCloseable {
  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  private final engine cpu;
  private final stream queue;
  private final Implementations implementations;
  private final Scratch scratch;
  private final List<Scratch.Piece> lent = new ArrayList<>();

  Natives(engine cpu, stream queue, Implementations implementations, Scratch scratch) {
    this.cpu = cpu;
    this.queue = queue;
    this.implementations = implementations;
    this.scratch = scratch;
  }

  /** Notes the implementation of a primitive. */
  void chosen(String implementation) {
    implementations.chosen(implementation);
  }

  engine engine() {
    return cpu;
  }

  stream stream() {
    return queue;
  }

  /** Takes {@code pointer} into possession. */
  <P extends AutoCloseable> P own(P pointer) {
    owned.push(pointer);
    return pointer;
  }

  /** The description of floats of these sizes in this order in memory. */
  memory.desc describe(memory.format_tag tag, long... sizes) {
    return own(new memory.desc(sizes, memory.data_type.f32, tag, false));
  }

  /** A buffer's memory, described. */
  memory over(Buffer buffer, memory.desc description) {
    return own(new memory(description, cpu, buffer.pointer()));
  }

  /** The description of floats of these sizes at these distances in memory. */
  memory.desc strided(long[] sizes, long[] strides) {
    return own(new memory.desc(sizes, memory.data_type.f32, strides, false));
  }

  /** Memory that begins at a float after {@code start}. */
  memory from(FloatPointer start, long offset, memory.desc description) {
    return own(new memory(description, cpu, start.getPointer(offset)));
  }

  /** A part of a buffer that begins at these offsets; sizes and offsets in oneDNN's order. */
  memory part(Buffer buffer, memory.desc description, long[] sizes, long[] offsets) {
    return over(buffer, own(description.submemory_desc(sizes, offsets, false)));
  }

  /** The same memory, described otherwise. */
  memory again(memory same, memory.desc description) {
    return own(new memory(description, cpu, same.get_data_handle()));
  }

  /** New memory of oneDNN's own. */
  memory create(memory.desc description) {
    return own(new memory(description, cpu));
  }

  /** Memory that other kernels write to when this one does not run. */
  memory scratch(memory.desc description) {
    Scratch.Piece piece = scratch.take(description.get_size());
    lent.add(piece);
    return own(new memory(description, cpu, piece.address()));
  }

  /** The kernel is made: from now on others may have the same scratch memory. */
  void settle() {
    scratch.giveBack(lent);
    lent.clear();
  }

  /** New memory that holds one number everywhere. */
  memory constant(memory.desc description, float value) {
    memory constant = create(description);
    float[] values = new float[Math.toIntExact(description.get_size() / Float.BYTES)];
    Arrays.fill(values, value);
    new FloatPointer(constant.get_data_handle()).capacity(values.length).put(values);
    return constant;
  }

  private static void free(AutoCloseable owned) {
    try {
      owned.close();
    } catch (Exception e) { // none of what is owned throws a checked one
      throw new IllegalStateException("native memory must be freed, got " + e, e);
    }
  }

  @Override
  public void close() {
    while (!owned.isEmpty()) {
      free(owned.pop());
    }
  }
}
