package io.archscape.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import io.archscape.engine.Buffer;
import io.archscape.engine.KernelSite;
import io.archscape.engine.Mode;
import io.archscape.graph.Activation;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/** An element-wise function whose gradient is known from its result, or, for SiLU, its source. */
final class Eltwise {
  private final Natives natives;
  private final KernelSite site;
  private final int algorithm;
  private final boolean bySource;
  private final float alpha;
  private final memory.desc activation;
  private final eltwise_forward.primitive_desc description;

  Eltwise(Compilation set, Natives natives, KernelSite site, Activation function) {
    this.natives = natives;
    this.site = site;
    algorithm =
        switch (function) {
          case RELU -> dnnl.algorithm.eltwise_relu_use_dst_for_bwd.value;
          case SIGMOID -> dnnl.algorithm.eltwise_logistic_use_dst_for_bwd.value;
          case SILU -> dnnl.algorithm.eltwise_swish.value;
        };
    bySource = function == Activation.SILU;
    alpha = bySource ? 1f : 0f; // x / (1 + exp(-alpha*x)); of ReLU, the slope below 0
    Layout layout = set.layout();
    // zeros that fill the last block stay zeros
    activation =
        layout.blocks(site.output())
            ? layout.widened(natives, site.output())
            : Layout.plain(natives, site.output());
    description =
        natives.own(
            new eltwise_forward.primitive_desc(
                natives.engine(),
                site.mode() == Mode.TRAIN
                    ? dnnl.prop_kind.forward_training.value
                    : dnnl.prop_kind.forward_inference.value,
                algorithm,
                activation,
                activation,
                alpha,
                0f));
  }

  PrimitiveCall forward() {
    return PrimitiveCall.of(natives, new eltwise_forward(description))
        .with(DNNL_ARG_SRC, natives.over(site.input(), activation))
        .with(DNNL_ARG_DST, natives.over(site.output(), activation));
  }

  /** dx from dy and the result or source; dx may be dy. */
  PrimitiveCall backward(Buffer dx) {
    var backward =
        natives.own(
            new eltwise_backward.primitive_desc(
                natives.engine(),
                algorithm,
                activation,
                activation,
                activation,
                alpha,
                0f,
                description));
    return PrimitiveCall.of(natives, new eltwise_backward(backward))
        .with(
            bySource ? DNNL_ARG_SRC : DNNL_ARG_DST,
            natives.over(bySource ? site.input() : site.output(), activation))
        .with(DNNL_ARG_DIFF_DST, natives.over(site.gradientOut(), activation))
        .with(DNNL_ARG_DIFF_SRC, natives.over(dx, activation));
  }
}
