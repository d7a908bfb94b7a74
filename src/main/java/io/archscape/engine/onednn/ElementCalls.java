package io.archscape.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import io.archscape.engine.Buffer;
import io.archscape.engine.KernelSite;
import io.archscape.engine.x86.Elements;
import io.archscape.graph.Activation;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;

/** Sums of activations, and what ReLU passes on, by code of this project's own where it fits. */
final class ElementCalls {
  private final Compilation set;
  private final Natives natives;

  ElementCalls(Compilation set, Natives natives) {
    this.set = set;
    this.natives = natives;
  }

  /** to = a + b, or 0 where that is less if {@code relu}. */
  Call add(Buffer a, Buffer b, Buffer to, boolean relu) {
    return elements(to)
        .<Call>map(
            each ->
                set.call(
                    natives,
                    each.add(set.code(), parts(), relu, a.address(), b.address(), to.address())))
        .orElseGet(() -> binary(a, b, to, relu));
  }

  /** The gradient by a site's ReLU, which its output tells, of all that it added. */
  Call passOn(KernelSite site, Buffer dy, Buffer to) {
    Buffer y = site.output();
    return elements(to)
        .<Call>map(
            each ->
                set.call(
                    natives,
                    each.passOn(set.code(), parts(), y.address(), dy.address(), to.address())))
        .orElseGet(() -> new Eltwise(set, natives, site, Activation.RELU).backward(to));
  }

  private Optional<Elements> elements(Buffer buffer) {
    if (!set.ownCode()) {
      return Optional.empty();
    }
    long[] shape = buffer.shape();
    long channels = set.layout().blocks(buffer) ? set.layout().padded(shape[3]) : shape[3];
    long floats = shape[0] * shape[1] * shape[2] * channels;
    return Stream.of(set.layout().vector(), set.layout().block())
        .map(lanes -> new Elements(lanes, floats))
        .filter(Elements::able)
        .findFirst();
  }

  private int parts() {
    return set.crew().size();
  }

  private PrimitiveCall binary(Buffer a, Buffer b, Buffer to, boolean relu) {
    memory.desc activation = set.layout().of(natives, to);
    primitive_attr attributes = natives.own(new primitive_attr());
    if (relu) {
      post_ops after = natives.own(new post_ops());
      after.append_eltwise(dnnl.algorithm.eltwise_relu.value, 0f, 0f);
      attributes.set_post_ops(after);
    }
    var description =
        natives.own(
            new binary.primitive_desc(
                natives.engine(),
                dnnl.algorithm.binary_add.value,
                activation,
                activation,
                activation,
                attributes,
                false));
    return PrimitiveCall.of(natives, new binary(description))
        .with(DNNL_ARG_SRC_0, natives.over(a, activation))
        .with(DNNL_ARG_SRC_1, natives.over(b, activation))
        .with(DNNL_ARG_DST, natives.over(to, activation));
  }
}
