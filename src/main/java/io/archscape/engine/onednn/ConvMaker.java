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
import io.archscape.engine.Mode;
import io.archscape.engine.Role;
import io.archscape.engine.Site;
import io.archscape.graph.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_desc_base;

/**
 * Convolution, grouped or not, on (N,H,W,C) with weights (kh,kw,C/groups,width), which oneDNN is
 * free to have in a format of its own. Where (N,H,W,C) would run in reference code, oneDNN chooses
 * the layout of the activations too, and they are copied.
 */
final class ConvMaker {
  private static final int DIRECT = dnnl.algorithm.convolution_direct.value;

  private final OneDnnKernels set;
  private final Natives natives;
  private final Site site;
  private final Op.Conv op;
  private final long[] strides;
  private final long[] padding;
  private final long[] weightSizes;
  private final memory x;
  private final memory y;
  private final memory weight;
  private final Optional<memory> bias;
  private final List<Call> forward = new ArrayList<>();
  private final List<Call> backward = new ArrayList<>();

  /** Descriptions of source and destination that a primitive is asked for with. */
  private record Asked(memory.desc x, memory.desc y) {}

  ConvMaker(OneDnnKernels set, Site site, Op.Conv op) {
    this.set = set;
    this.site = site;
    this.op = op;
    natives = set.natives();
    Buffer weights = site.param(Role.WEIGHT);
    long h = weights.shape()[0];
    long w = weights.shape()[1];
    long in = weights.shape()[2];
    long g = op.groups();
    strides = new long[] {op.stride(), op.stride()};
    padding = new long[] {(h - 1) / 2, (w - 1) / 2};
    weightSizes =
        g == 1 ? new long[] {op.width(), in, h, w} : new long[] {g, op.width() / g, in, h, w};
    x = activation(site.input());
    y = activation(site.output());
    weight = natives.over(weights, plainWeights());
    bias = Optional.ofNullable(site.params().get(Role.BIAS)).map(this::vector);
  }

  private memory activation(Buffer buffer) {
    return natives.over(buffer, Layouts.activation(natives, buffer));
  }

  private memory vector(Buffer buffer) {
    return natives.over(buffer, Layouts.vector(natives, buffer));
  }

  private memory.desc plainWeights() {
    return natives.describe(
        op.groups() == 1 ? memory.format_tag.hwio : memory.format_tag.hwigo, weightSizes);
  }

  private memory.desc freeWeights() {
    return natives.describe(memory.format_tag.any, weightSizes);
  }

  Kernel make() {
    var description = best(this::describeForward);
    addForward(description);
    if (site.outputGradient().isPresent()) {
      Buffer gradient = site.gradientOut();
      memory dy = activation(gradient);
      addBackwardWeights(description, dy);
      site.gradientIn().ifPresent(dx -> addBackwardData(description, dy, activation(dx)));
    }
    return new CallKernel(natives, forward, backward);
  }

  /** The first way of asking that does not end in reference code, else the first that works. */
  private <D extends primitive_desc_base> D best(Function<Asked, D> describe) {
    List<Asked> ways =
        List.of(
            new Asked(
                Layouts.activation(natives, site.input()),
                Layouts.activation(natives, site.output())),
            new Asked(Layouts.free(natives, site.input()), Layouts.free(natives, site.output())));
    List<D> found = new ArrayList<>();
    RuntimeException refusal = new IllegalStateException("no convolution for " + site.name());
    for (Asked way : ways) {
      try {
        D description = natives.own(describe.apply(way));
        found.add(description);
        if (!OneDnnKernels.isReference(implementation(description))) {
          return description;
        }
      } catch (RuntimeException e) {
        refusal.addSuppressed(e);
      }
    }
    if (found.isEmpty()) {
      throw refusal;
    }
    set.chosen(implementation(found.get(0)));
    return found.get(0);
  }

  private static String implementation(primitive_desc_base description) {
    return description.impl_info_str().getString();
  }

  private convolution_forward.primitive_desc describeForward(Asked asked) {
    int kind =
        site.mode() == Mode.TRAIN
            ? dnnl.prop_kind.forward_training.value
            : dnnl.prop_kind.forward_inference.value;
    return bias.isPresent()
        ? new convolution_forward.primitive_desc(
            natives.engine(),
            kind,
            DIRECT,
            asked.x,
            freeWeights(),
            natives.describe(memory.format_tag.a, op.width()),
            asked.y,
            strides,
            padding,
            padding)
        : new convolution_forward.primitive_desc(
            natives.engine(),
            kind,
            DIRECT,
            asked.x,
            freeWeights(),
            asked.y,
            strides,
            padding,
            padding);
  }

  private void addForward(convolution_forward.primitive_desc description) {
    List<Call> after = new ArrayList<>();
    memory from = Layouts.toWanted(natives, forward, x, natives.own(description.src_desc()));
    memory by = Layouts.toWanted(natives, forward, weight, natives.own(description.weights_desc()));
    memory to = Layouts.fromWanted(natives, after, y, natives.own(description.dst_desc()));
    Call call =
        Call.of(natives, new convolution_forward(description))
            .with(DNNL_ARG_SRC, from)
            .with(DNNL_ARG_WEIGHTS, by)
            .with(DNNL_ARG_DST, to);
    bias.ifPresent(b -> call.with(DNNL_ARG_BIAS, b));
    forward.add(call);
    forward.addAll(after);
  }

  private void addBackwardWeights(convolution_forward.primitive_desc hint, memory dy) {
    var description = best(asked -> describeBackwardWeights(asked, hint));
    List<Call> after = new ArrayList<>();
    memory from = Layouts.toWanted(natives, backward, x, natives.own(description.src_desc()));
    memory by = Layouts.toWanted(natives, backward, dy, natives.own(description.diff_dst_desc()));
    memory plain = natives.over(site.gradient(Role.WEIGHT), plainWeights());
    memory to =
        Layouts.fromWanted(natives, after, plain, natives.own(description.diff_weights_desc()));
    Call call =
        Call.of(natives, new convolution_backward_weights(description))
            .with(DNNL_ARG_SRC, from)
            .with(DNNL_ARG_DIFF_DST, by)
            .with(DNNL_ARG_DIFF_WEIGHTS, to);
    if (bias.isPresent()) {
      call.with(DNNL_ARG_DIFF_BIAS, vector(site.gradient(Role.BIAS)));
    }
    backward.add(call);
    backward.addAll(after);
  }

  private convolution_backward_weights.primitive_desc describeBackwardWeights(
      Asked asked, convolution_forward.primitive_desc hint) {
    return bias.isPresent()
        ? new convolution_backward_weights.primitive_desc(
            natives.engine(),
            DIRECT,
            asked.x,
            freeWeights(),
            natives.describe(memory.format_tag.a, op.width()),
            asked.y,
            strides,
            padding,
            padding,
            hint)
        : new convolution_backward_weights.primitive_desc(
            natives.engine(),
            DIRECT,
            asked.x,
            freeWeights(),
            asked.y,
            strides,
            padding,
            padding,
            hint);
  }

  private void addBackwardData(convolution_forward.primitive_desc hint, memory dy, memory dx) {
    var description =
        best(
            asked ->
                new convolution_backward_data.primitive_desc(
                    natives.engine(),
                    DIRECT,
                    asked.x,
                    freeWeights(),
                    asked.y,
                    strides,
                    padding,
                    padding,
                    hint));
    List<Call> after = new ArrayList<>();
    memory from = Layouts.toWanted(natives, backward, dy, natives.own(description.diff_dst_desc()));
    memory by =
        Layouts.toWanted(natives, backward, weight, natives.own(description.weights_desc()));
    memory to = Layouts.fromWanted(natives, after, dx, natives.own(description.diff_src_desc()));
    backward.add(
        Call.of(natives, new convolution_backward_data(description))
            .with(DNNL_ARG_DIFF_DST, from)
            .with(DNNL_ARG_WEIGHTS, by)
            .with(DNNL_ARG_DIFF_SRC, to));
    backward.addAll(after);
  }
}
