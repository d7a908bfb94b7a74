package io.archscape.engine.onednn;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;

/** A primitive with its arguments: what a kernel runs. */
final class Call {
  private final Natives natives;
  private final primitive compiled;
  private final IntMemoryMap arguments;

  private Call(Natives natives, primitive made) {
    this.natives = natives;
    compiled = natives.own(made);
    arguments = natives.own(new IntMemoryMap());
  }

  static Call of(Natives natives, primitive made) {
    return new Call(natives, made);
  }

  /** Copies from one layout to another. */
  static Call reorder(Natives natives, memory from, memory to) {
    return new Call(natives, new reorder(from, to))
        .with(org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM, from)
        .with(org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO, to);
  }

  Call with(int argument, memory value) {
    arguments.put(argument, value);
    return this;
  }

  void run() {
    compiled.execute(natives.stream(), arguments);
  }
}
