package io.archscape.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import io.archscape.engine.Mode;
import io.archscape.engine.Role;
import io.archscape.graph.Op;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;

/** y = x*W + b on rows, W (C,width). */
final class LinearMaker {
  private final Natives natives;
  private final KernelSite site;
  private final memory.desc x;
  private final memory.desc y;
  private final memory.desc weight;
  private final memory.desc bias;

  LinearMaker(Compilation set, KernelSite site, Op.Linear op) {
    this.site = site;
    natives = set.natives();
    x = matrix(site.input());
    y = matrix(site.output());
    long in = site.param(Role.WEIGHT).shape()[0];
    weight = natives.describe(memory.format_tag.io, op.width(), in);
    bias = natives.describe(memory.format_tag.a, op.width());
  }

  private memory.desc matrix(Buffer buffer) {
    long[] shape = buffer.shape();
    return natives.describe(memory.format_tag.nc, shape[0], shape[3]);
  }

  Kernel make() {
    var description =
        natives.own(
            new inner_product_forward.primitive_desc(
                natives.engine(),
                site.mode() == Mode.TRAIN
                    ? dnnl.prop_kind.forward_training.value
                    : dnnl.prop_kind.forward_inference.value,
                x,
                weight,
                bias,
                y));
    PrimitiveCall forward =
        PrimitiveCall.of(natives, new inner_product_forward(description))
            .with(DNNL_ARG_SRC, natives.over(site.input(), x))
            .with(DNNL_ARG_WEIGHTS, natives.over(site.param(Role.WEIGHT), weight))
            .with(DNNL_ARG_BIAS, natives.over(site.param(Role.BIAS), bias))
            .with(DNNL_ARG_DST, natives.over(site.output(), y));
    List<PrimitiveCall> backward = new ArrayList<>();
    if (site.outputGradient().isPresent()) {
      backward.add(backwardWeights(description));
      site.gradientIn().ifPresent(dx -> backward.add(backwardData(description, dx)));
    }
    return new CallKernel(natives, List.of(forward), backward);
  }

  private PrimitiveCall backwardWeights(inner_product_forward.primitive_desc hint) {
    var description =
        natives.own(
            new inner_product_backward_weights.primitive_desc(
                natives.engine(), x, weight, bias, y, hint));
    return PrimitiveCall.of(natives, new inner_product_backward_weights(description))
        .with(DNNL_ARG_SRC, natives.over(site.input(), x))
        .with(DNNL_ARG_DIFF_DST, natives.over(site.gradientOut(), y))
        .with(DNNL_ARG_DIFF_WEIGHTS, natives.over(site.gradient(Role.WEIGHT), weight))
        .with(DNNL_ARG_DIFF_BIAS, natives.over(site.gradient(Role.BIAS), bias));
  }

  private PrimitiveCall backwardData(inner_product_forward.primitive_desc hint, Buffer dx) {
    var description =
        natives.own(
            new inner_product_backward_data.primitive_desc(natives.engine(), x, weight, y, hint));
    return PrimitiveCall.of(natives, new inner_product_backward_data(description))
        .with(DNNL_ARG_DIFF_DST, natives.over(site.gradientOut(), y))
        .with(DNNL_ARG_WEIGHTS, natives.over(site.param(Role.WEIGHT), weight))
        .with(DNNL_ARG_DIFF_SRC, natives.over(dx, x));
  }
}
