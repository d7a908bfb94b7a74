package io.archscape.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.Site;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/**
 * y = x*gate, gate (N,1,1,C) or (N,H,W,1); dx = dy*gate, dgate = the sums of dy*x. Where every gate
 * stands for one contiguous row, all is a matrix of such rows.
 */
final class ScaleMaker {
  private final OneDnnKernels set;
  private final Natives natives;
  private final Site site;
  private final Buffer gate;
  private final memory.desc elements;
  private final memory.desc gates;
  private final Sums sums;

  ScaleMaker(OneDnnKernels set, Site site) {
    this.set = set;
    this.site = site;
    natives = set.natives();
    gate = site.inputs().get(1);
    Buffer x = site.input();
    long rows = gate.length();
    if (gate.shape()[3] == 1) {
      elements = natives.describe(memory.format_tag.ab, rows, x.length() / rows);
      gates = natives.describe(memory.format_tag.ab, rows, 1);
      sums = Sums.ofRows(set, natives, x, rows, 1f);
    } else {
      elements = Layouts.activation(natives, x);
      gates = Layouts.activation(natives, gate);
      sums = Sums.ofPositions(set, natives, x);
    }
  }

  Kernel make() {
    Call forward =
        multiply(over(site.input()), natives.over(gate, gates), gates, over(site.output()));
    return new CallKernel(natives, List.of(forward), backward());
  }

  /** The gate's gradient first: until dx is written, its memory holds dy*x. */
  private List<Call> backward() {
    List<Call> calls = new ArrayList<>();
    site.gradientIn(1)
        .ifPresent(
            dgate -> {
              memory product =
                  site.gradientIn(0).map(this::over).orElseGet(() -> natives.create(elements));
              calls.add(multiply(over(site.gradientOut()), over(site.input()), elements, product));
              calls.add(sums.sum(product, dgate));
            });
    site.gradientIn(0)
        .ifPresent(
            dx ->
                calls.add(
                    multiply(
                        over(site.gradientOut()), natives.over(gate, gates), gates, over(dx))));
    return calls;
  }

  private memory over(Buffer buffer) {
    return natives.over(buffer, elements);
  }

  private Call multiply(memory a, memory b, memory.desc factors, memory product) {
    var description =
        natives.own(
            new binary.primitive_desc(
                natives.engine(), dnnl.algorithm.binary_mul.value, elements, factors, elements));
    set.chosen(description.impl_info_str().getString());
    return Call.of(natives, new binary(description))
        .with(DNNL_ARG_SRC_0, a)
        .with(DNNL_ARG_SRC_1, b)
        .with(DNNL_ARG_DST, product);
  }
}
