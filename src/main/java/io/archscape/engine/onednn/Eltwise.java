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

/** An element-wise function whose gradient is known from its result or its source. */
final class Eltwise {
  /** Of hard sigmoid and hard swish. */
  private static final float SLOPE = 1 / 6f;

  private final Natives natives;
  private final KernelSite site;
  private final Function function;
  private final memory.desc described;
  private final eltwise_forward.primitive_desc description;

  /**
   * A function as oneDNN has it.
   *
   * @param word oneDNN's
   * @param bySource whether its gradient is taken from the source
   */
  private record Function(dnnl.algorithm word, boolean bySource, float alpha, float beta) {
    static Function of(Activation activation) {
      return switch (activation) {
        case RELU -> byResult(dnnl.algorithm.eltwise_relu_use_dst_for_bwd, 0);
        case RELU6 -> byResult(dnnl.algorithm.eltwise_clip_v2_use_dst_for_bwd, 6);
        case SIGMOID -> byResult(dnnl.algorithm.eltwise_logistic_use_dst_for_bwd, 0);
        case HARD_SIGMOID -> bySource(dnnl.algorithm.eltwise_hardsigmoid, SLOPE, 0.5f);
        case SILU -> bySource(dnnl.algorithm.eltwise_swish, 1, 0);
        case HARD_SWISH -> bySource(dnnl.algorithm.eltwise_hardswish, SLOPE, 0.5f);
        case GELU -> bySource(dnnl.algorithm.eltwise_gelu_erf, 0, 0);
        case MISH -> bySource(dnnl.algorithm.eltwise_mish, 0, 0);
      };
    }

    private static Function byResult(dnnl.algorithm word, float most) {
      return new Function(word, false, 0, most);
    }

    private static Function bySource(dnnl.algorithm word, float alpha, float beta) {
      return new Function(word, true, alpha, beta);
    }
  }

  Eltwise(Compilation set, Natives natives, KernelSite site, Activation activation) {
    this.natives = natives;
    this.site = site;
    function = Function.of(activation);
    Layout layout = set.layout();
    // zeros that fill the last block stay zeros
    described =
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
                function.word.value,
                described,
                described,
                function.alpha,
                function.beta));
  }

  PrimitiveCall forward() {
    return PrimitiveCall.of(natives, new eltwise_forward(description))
        .with(DNNL_ARG_SRC, natives.over(site.input(), described))
        .with(DNNL_ARG_DST, natives.over(site.output(), described));
  }

  /** dx from dy and the result or source; dx may be dy. */
  PrimitiveCall backward(Buffer dx) {
    var backward =
        natives.own(
            new eltwise_backward.primitive_desc(
                natives.engine(),
                function.word.value,
                described,
                described,
                described,
                function.alpha,
                function.beta,
                description));
    return PrimitiveCall.of(natives, new eltwise_backward(backward))
        .with(
            function.bySource ? DNNL_ARG_SRC : DNNL_ARG_DST,
            natives.over(function.bySource ? site.input() : site.output(), described))
        .with(DNNL_ARG_DIFF_DST, natives.over(site.gradientOut(), described))
        .with(DNNL_ARG_DIFF_SRC, natives.over(dx, described));
  }
}
