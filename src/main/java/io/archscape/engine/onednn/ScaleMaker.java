package io.archscape.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import io.archscape.engine.Mode;
import io.archscape.engine.onednn.Pooling.Window;
import io.archscape.engine.x86.BlockGates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/**
 * y = x*gate, gate (N,1,1,C) or (N,H,W,1); dx = dy*gate, dgate = the sums of dy*x. Where every gate
 * stands for one contiguous row, all is a matrix of such rows.
 */
final class ScaleMaker {
  private final Compilation set;
  private final Layout layout;
  private final Natives natives;
  private final KernelSite site;
  private final Buffer gate;
  private final memory.desc elements;
  private final memory.desc gates;

  ScaleMaker(Compilation set, KernelSite site) {
    this.set = set;
    this.site = site;
    natives = set.natives();
    layout = set.layout();
    gate = site.inputs().get(1);
    Buffer x = site.input();
    if (!byChannel()) {
      elements = natives.describe(memory.format_tag.ab, gate.length(), x.length() / gate.length());
      gates = natives.describe(memory.format_tag.ab, gate.length(), 1);
    } else {
      // a block is an image of few channels
      long block = layout.blocks(x) ? layout.block() : x.shape()[3];
      long images = x.shape()[0] * (layout.blocks(x) ? layout.padded(x.shape()[3]) / block : 1);
      memory.format_tag tag = memory.format_tag.nhwc;
      elements = natives.describe(tag, images, block, x.shape()[1], x.shape()[2]);
      gates = natives.describe(tag, images, block, 1, 1);
    }
  }

  private boolean byChannel() {
    return gate.shape()[3] != 1;
  }

  Kernel make() {
    return gates().map(this::own).orElseGet(this::primitives);
  }

  /** Code of this project's own, for gates of channels in blocks. */
  private Optional<BlockGates> gates() {
    boolean both = site.gradientIn(0).isPresent() == site.gradientIn(1).isPresent();
    return byChannel() && both ? set.gates(site.input()) : Optional.empty();
  }

  private Kernel own(BlockGates gates) {
    int parts = set.crew().size();
    long x = site.input().address();
    Call forward =
        set.call(
            natives, gates.scale(set.code(), parts, x, gate.address(), site.output().address()));
    List<Call> backward = new ArrayList<>();
    site.gradientIn(0)
        .ifPresent(
            dx ->
                backward.add(
                    set.call(
                        natives,
                        gates.scaleBackward(
                            set.code(),
                            parts,
                            x,
                            gate.address(),
                            site.gradientOut().address(),
                            dx.address(),
                            site.gradientIn(1).orElseThrow().address()))));
    return new CallKernel(natives, List.of(forward), backward);
  }

  private Kernel primitives() {
    List<PrimitiveCall> forward = new ArrayList<>();
    memory by = gate(forward);
    forward.add(multiply(over(site.input()), by, gates, over(site.output())));
    return new CallKernel(natives, forward, backward());
  }

  /** The gate, in blocks where the activation is. */
  private memory gate(List<PrimitiveCall> before) {
    if (!isBlocked()) {
      return natives.over(gate, gates);
    }
    memory plain = natives.over(gate, Layout.plain(natives, gate));
    memory.desc wanted = layout.blocked(natives, gate);
    return natives.again(Layout.toWanted(natives, before, plain, wanted), gates);
  }

  private boolean isBlocked() {
    return byChannel() && layout.blocks(site.input());
  }

  /** The gate's gradient first: until dx is written, its memory holds dy*x. */
  private List<PrimitiveCall> backward() {
    List<PrimitiveCall> calls = new ArrayList<>();
    site.gradientIn(1)
        .ifPresent(
            dgate -> {
              memory product =
                  site.gradientIn(0).map(this::over).orElseGet(() -> natives.scratch(elements));
              calls.add(multiply(over(site.gradientOut()), over(site.input()), elements, product));
              addSums(calls, product, dgate);
            });
    site.gradientIn(0)
        .ifPresent(
            dx -> {
              memory by = gate(calls);
              calls.add(multiply(over(site.gradientOut()), by, gates, over(dx)));
            });
    return calls;
  }

  private void addSums(List<PrimitiveCall> calls, memory product, Buffer dgate) {
    Buffer x = site.input();
    if (!byChannel()) {
      calls.add(Sums.ofRows(natives, x, gate.length(), 1f).sum(product, dgate));
    } else if (!isBlocked()) {
      calls.add(Sums.ofPositions(natives, x).sum(product, dgate));
    } else {
      long[] shape = x.shape();
      Window all = Window.whole(shape[1], shape[2]);
      Pooling sums = Pooling.mean(natives, Mode.EVALUATE, all, elements, gates, (float) all.size());
      List<PrimitiveCall> after = new ArrayList<>();
      memory plain = natives.over(dgate, Layout.plain(natives, dgate));
      memory to = Layout.fromWanted(natives, after, plain, layout.blocked(natives, dgate));
      calls.add(sums.forward(product, natives.again(to, gates)));
      calls.addAll(after);
    }
  }

  private memory over(Buffer buffer) {
    return natives.over(buffer, elements);
  }

  private PrimitiveCall multiply(memory a, memory b, memory.desc factors, memory product) {
    var description =
        natives.own(
            new binary.primitive_desc(
                natives.engine(), dnnl.algorithm.binary_mul.value, elements, factors, elements));
    return PrimitiveCall.of(natives, new binary(description))
        .with(DNNL_ARG_SRC_0, a)
        .with(DNNL_ARG_SRC_1, b)
        .with(DNNL_ARG_DST, product);
  }
}
