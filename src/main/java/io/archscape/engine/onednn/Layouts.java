package io.archscape.engine.onednn;

import io.archscape.engine.Buffer;
import java.util.List;
import org.bytedeco.dnnl.memory;

/** Descriptions of a program's arrays, and the way to and from what a primitive wants instead. */
final class Layouts {
  private Layouts() {}

  /** (N,H,W,C) in memory; oneDNN names the sizes N,C,H,W in any layout. */
  static memory.desc activation(Natives natives, Buffer buffer) {
    return describe(natives, buffer, memory.format_tag.nhwc);
  }

  /** The sizes of an activation in a layout that oneDNN may choose. */
  static memory.desc free(Natives natives, Buffer buffer) {
    return describe(natives, buffer, memory.format_tag.any);
  }

  private static memory.desc describe(Natives natives, Buffer buffer, memory.format_tag tag) {
    long[] shape = buffer.shape();
    return natives.describe(tag, shape[0], shape[3], shape[1], shape[2]);
  }

  /** One number a channel. */
  static memory.desc vector(Natives natives, Buffer buffer) {
    return natives.describe(memory.format_tag.a, buffer.length());
  }

  /** {@code plain} as {@code wanted}: itself, or a copy that a call before the primitive makes. */
  static memory toWanted(Natives natives, List<Call> before, memory plain, memory.desc wanted) {
    if (natives.own(plain.get_desc()).equals(wanted)) {
      return plain;
    }
    memory copy = natives.create(wanted);
    before.add(Call.reorder(natives, plain, copy));
    return copy;
  }

  /** Where the primitive writes so that {@code plain} gets it: itself, or memory copied after. */
  static memory fromWanted(Natives natives, List<Call> after, memory plain, memory.desc wanted) {
    if (natives.own(plain.get_desc()).equals(wanted)) {
      return plain;
    }
    memory copy = natives.create(wanted);
    after.add(Call.reorder(natives, copy, plain));
    return copy;
  }
}
