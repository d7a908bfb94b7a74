package io.archscape.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/**
 * y = x*mask, dx = dy*mask; a copy when evaluating. Images dropped whole are rows of a matrix,
 * whatever lies in a row; a mask of values is brought into the layout of the activation.
 */
final class DropMaker {
  private final Layout layout;
  private final Natives natives;
  private final KernelSite site;

  DropMaker(Compilation set, KernelSite site) {
    this.site = site;
    layout = set.layout();
    natives = set.natives();
  }

  Kernel make(Op.Drop op) {
    List<PrimitiveCall> forward = new ArrayList<>();
    List<PrimitiveCall> backward = new ArrayList<>();
    Optional<Buffer> mask = site.mask();
    if (mask.isEmpty()) {
      memory.desc all = layout.of(natives, site.input());
      forward.add(
          PrimitiveCall.reorder(
              natives, natives.over(site.input(), all), natives.over(site.output(), all)));
    } else {
      addProduct(forward, op, site.input(), mask.get(), site.output());
      site.gradientIn()
          .ifPresent(dx -> addProduct(backward, op, site.gradientOut(), mask.get(), dx));
    }
    return new CallKernel(natives, forward, backward);
  }

  private void addProduct(List<PrimitiveCall> calls, Op.Drop op, Buffer x, Buffer mask, Buffer y) {
    if (op.unit() == Op.Drop.Unit.IMAGE) {
      memory.desc rows = rows(x);
      memory.desc factors = natives.describe(memory.format_tag.ab, x.shape()[0], 1);
      calls.add(product(rows, x, factors, natives.over(mask, factors), y));
    } else {
      memory.desc values = layout.of(natives, x);
      memory plain = natives.over(mask, Layout.plain(natives, mask));
      memory factors = Layout.toWanted(natives, calls, plain, values);
      calls.add(product(values, x, values, factors, y));
    }
  }

  /** An image a row, with the zeros that fill its last block. */
  private memory.desc rows(Buffer x) {
    long[] shape = x.shape();
    Shape image = new Shape((int) shape[1], (int) shape[2], (int) shape[3]);
    return natives.describe(memory.format_tag.ab, shape[0], layout.floats(image));
  }

  private PrimitiveCall product(
      memory.desc all, Buffer x, memory.desc factors, memory mask, Buffer y) {
    var description =
        natives.own(
            new binary.primitive_desc(
                natives.engine(), dnnl.algorithm.binary_mul.value, all, factors, all));
    return PrimitiveCall.of(natives, new binary(description))
        .with(DNNL_ARG_SRC_0, natives.over(x, all))
        .with(DNNL_ARG_SRC_1, mask)
        .with(DNNL_ARG_DST, natives.over(y, all));
  }
}
