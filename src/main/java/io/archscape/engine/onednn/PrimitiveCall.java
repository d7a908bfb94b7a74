package io.archscape.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.archscape.engine.Kernel.Direction;
import io.archscape.engine.Kernel.Part;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** A primitive with its arguments: what a kernel runs. */
final class PrimitiveCall implements Call {
  private final Natives natives;
  private final dnnl_primitive compiled;
  private final dnnl_stream queue;
  private final String implementation;
  private final boolean copies;
  private final Map<Integer, memory> arguments = new TreeMap<>();
  private Direction backward = Direction.BACKWARD;
  private dnnl_exec_arg_t packed;

  private PrimitiveCall(Natives natives, primitive made, boolean copies) {
    this.natives = natives;
    this.copies = copies;
    compiled = natives.own(made).get();
    queue = natives.stream().get();
    implementation = implementation(made);
    natives.chosen(implementation);
    packed = natives.own(new dnnl_exec_arg_t(1));
  }

  static PrimitiveCall of(Natives natives, primitive made) {
    return new PrimitiveCall(natives, made, false);
  }

  /** Copies from one layout to another. */
  static PrimitiveCall reorder(Natives natives, memory from, memory to) {
    return new PrimitiveCall(natives, new reorder(from, to), true)
        .with(DNNL_ARG_FROM, from)
        .with(DNNL_ARG_TO, to);
  }

  private static String implementation(primitive made) {
    dnnl_primitive_desc description = made.get_dnnl_primitive_desc(); // the primitive's own
    try (PointerPointer<BytePointer> answer = new PointerPointer<>(1)) {
      dnnl.dnnl_primitive_desc_query(description, dnnl.dnnl_query_impl_info_str, 0, answer);
      return answer.get(BytePointer.class).getString();
    }
  }

  @CanIgnoreReturnValue
  PrimitiveCall with(int argument, memory value) {
    arguments.put(argument, value);
    pack();
    return this;
  }

  /**
   * The array that C takes: made once, since a step runs hundreds of calls of some microseconds.
   */
  private void pack() {
    packed = natives.own(new dnnl_exec_arg_t(arguments.size()));
    long at = 0;
    for (Map.Entry<Integer, memory> argument : arguments.entrySet()) {
      packed.getPointer(at++).arg(argument.getKey()).memory(argument.getValue().get());
    }
  }

  @Override
  public PrimitiveCall as(Direction direction) {
    backward = direction;
    return this;
  }

  @Override
  public Part forwardPart() {
    return new Part(Direction.FORWARD, implementation, copies, this::run);
  }

  @Override
  public Part backwardPart() {
    return new Part(backward, implementation, copies, this::run);
  }

  @Override
  public void run() {
    int status = dnnl.dnnl_primitive_execute(compiled, queue, arguments.size(), packed);
    if (status != dnnl.dnnl_success) {
      throw new IllegalStateException("%s ended with status %d".formatted(implementation, status));
    }
  }
}
