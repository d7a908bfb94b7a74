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
import io.archscape.engine.Kernel.Direction;
import io.archscape.engine.KernelSite;
import io.archscape.engine.Mode;
import io.archscape.engine.Role;
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
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc_base;

/**
 * Convolution, grouped or not, with weights (kh,kw,C/groups,width), which oneDNN is free to have in
 * a format of its own. Where it would run in reference code, it is asked for in other layouts of
 * the activations, which are then copied. Groups narrower than a vector are put together to blocks
 * of weights with zeros between the groups.
 */
final class ConvMaker {
  private static final int DIRECT = dnnl.algorithm.convolution_direct.value;

  private final Compilation set;
  private final Natives natives;
  private final KernelSite site;
  private final Op.Conv op;
  private final long[] strides;
  private final long[] padding;
  private final Weights own;
  private final Optional<Weights> merged;
  private final Optional<memory> bias;
  private final List<PrimitiveCall> forward = new ArrayList<>();
  private final List<PrimitiveCall> backward = new ArrayList<>();

  /**
   * A way of asking for a primitive.
   *
   * @param given descriptions of the arrays as they are
   * @param asked descriptions that the primitive is asked for with
   */
  private record Way(Ends given, Ends asked, Weights weights) {}

  /** Source and destination. */
  private record Ends(memory.desc x, memory.desc y) {}

  /** A way that oneDNN agreed to. */
  private record Found<D>(Way way, D description) {}

  ConvMaker(Compilation set, KernelSite site, Op.Conv op) {
    this.set = set;
    this.site = site;
    this.op = op;
    natives = set.natives();
    long[] kernel = site.param(Role.WEIGHT).shape();
    strides = new long[] {op.stride(), op.stride()};
    padding = new long[] {(kernel[0] - 1) / 2, (kernel[1] - 1) / 2};
    own = Weights.own(natives, site, op);
    merged = mayMerge() ? Weights.merged(natives, site, op) : Optional.empty();
    bias = Optional.ofNullable(site.params().get(Role.BIAS)).map(this::vector);
  }

  private memory vector(Buffer buffer) {
    return natives.over(buffer, Layout.vector(natives, buffer));
  }

  /** Whether the last block of groups would be filled, with zeros if need be. */
  private boolean mayMerge() {
    Layout layout = set.layout();
    boolean blocks = layout.blocks(site.input()) && layout.blocks(site.output());
    return (blocks && layout.block() == Weights.MERGED) || op.width() % Weights.MERGED == 0;
  }

  Kernel make() {
    var found = best(ways(), this::describeForward);
    addForward(found);
    if (site.outputGradient().isPresent()) {
      Buffer dy = site.gradientOut();
      addBackwardWeights(dy);
      site.gradientIn().ifPresent(dx -> addBackwardData(dy, dx));
    }
    return new CallKernel(natives, forward, backward);
  }

  private List<Way> ways() {
    Layout layout = set.layout();
    Ends natural = new Ends(layout.of(natives, site.input()), layout.of(natives, site.output()));
    List<Way> ways = new ArrayList<>();
    merged.ifPresent(
        weights -> {
          Ends wide = widened(natural);
          ways.add(new Way(wide, wide, weights));
        });
    if (layout.blocks(site.input()) != layout.blocks(site.output())) {
      ways.add(
          new Way(
              natural,
              new Ends(
                  layout.blocked(natives, site.input()), layout.blocked(natives, site.output())),
              own));
    }
    ways.add(new Way(natural, natural, own));
    Ends plain =
        new Ends(Layout.plain(natives, site.input()), Layout.plain(natives, site.output()));
    ways.add(new Way(natural, plain, own));
    Ends free = new Ends(Layout.free(natives, site.input()), Layout.free(natives, site.output()));
    ways.add(new Way(natural, free, own));
    return ways;
  }

  /**
   * oneDNN 3.11 writes beyond its memory in (N,H,W,C) where the kernel is 1x1 with a stride and a
   * vector is wider than the input (its issue 6035): such sites are copied to (N,C,H,W).
   */
  private List<Way> weightsWays() {
    boolean narrow = site.input().shape()[3] < Layout.widest();
    boolean risky = op.kernel() == 1 && op.stride() > 1 && narrow;
    if (!risky || set.layout().blocks(site.input())) {
      return ways();
    }
    Ends natural =
        new Ends(set.layout().of(natives, site.input()), set.layout().of(natives, site.output()));
    Ends planes =
        new Ends(Layout.planes(natives, site.input()), Layout.planes(natives, site.output()));
    return List.of(new Way(natural, planes, own));
  }

  private Ends widened(Ends natural) {
    Layout layout = set.layout();
    return layout.blocks(site.input())
        ? new Ends(layout.widened(natives, site.input()), layout.widened(natives, site.output()))
        : natural;
  }

  /** The first way that does not end in reference code, else the first that works. */
  private <D extends primitive_desc_base> Found<D> best(List<Way> ways, Function<Way, D> describe) {
    List<Found<D>> found = new ArrayList<>();
    RuntimeException refusal = new IllegalStateException("no convolution for " + site.name());
    for (Way way : ways) {
      try {
        D description = natives.own(describe.apply(way));
        found.add(new Found<>(way, description));
        if (!Implementations.isReference(description.impl_info_str().getString())) {
          return found.get(found.size() - 1);
        }
      } catch (RuntimeException e) {
        refusal.addSuppressed(e);
      }
    }
    if (found.isEmpty()) {
      throw refusal;
    }
    return found.get(0);
  }

  private convolution_forward.primitive_desc describeForward(Way way) {
    int kind =
        site.mode() == Mode.TRAIN
            ? dnnl.prop_kind.forward_training.value
            : dnnl.prop_kind.forward_inference.value;
    memory.desc weights = way.weights.free();
    return bias.isPresent()
        ? new convolution_forward.primitive_desc(
            natives.engine(),
            kind,
            DIRECT,
            way.asked.x,
            weights,
            natives.describe(memory.format_tag.a, op.width()),
            way.asked.y,
            strides,
            padding,
            padding,
            attributes(),
            false)
        : new convolution_forward.primitive_desc(
            natives.engine(),
            kind,
            DIRECT,
            way.asked.x,
            weights,
            way.asked.y,
            strides,
            padding,
            padding,
            attributes(),
            false);
  }

  /** A ReLU in the same pass, if one belongs to the step. */
  private primitive_attr attributes() {
    primitive_attr attributes = natives.own(new primitive_attr());
    if (site.relu()) {
      post_ops after = natives.own(new post_ops());
      after.append_eltwise(dnnl.algorithm.eltwise_relu.value, 0f, 0f);
      attributes.set_post_ops(after);
    }
    return attributes;
  }

  private void addForward(Found<convolution_forward.primitive_desc> found) {
    var description = found.description;
    Way way = found.way;
    List<PrimitiveCall> after = new ArrayList<>();
    memory x = natives.over(site.input(), way.given.x);
    memory y = natives.over(site.output(), way.given.y);
    memory from = Layout.toWanted(natives, forward, x, natives.own(description.src_desc()));
    memory by = way.weights.values(forward, natives.own(description.weights_desc()));
    memory to = Layout.fromWanted(natives, after, y, natives.own(description.dst_desc()));
    PrimitiveCall call =
        PrimitiveCall.of(natives, new convolution_forward(description))
            .with(DNNL_ARG_SRC, from)
            .with(DNNL_ARG_WEIGHTS, by)
            .with(DNNL_ARG_DST, to);
    bias.ifPresent(b -> call.with(DNNL_ARG_BIAS, b));
    forward.add(call);
    forward.addAll(after);
  }

  private void addBackwardWeights(Buffer gradient) {
    var found = best(weightsWays(), this::describeBackwardWeights);
    var description = found.description;
    Way way = found.way;
    List<PrimitiveCall> calls = new ArrayList<>();
    List<PrimitiveCall> after = new ArrayList<>();
    memory x = natives.over(site.input(), way.given.x);
    memory dy = natives.over(gradient, way.given.y);
    memory from = Layout.toWanted(natives, calls, x, natives.own(description.src_desc()));
    memory by = Layout.toWanted(natives, calls, dy, natives.own(description.diff_dst_desc()));
    memory to = way.weights.gradients(after, natives.own(description.diff_weights_desc()));
    PrimitiveCall call =
        PrimitiveCall.of(natives, new convolution_backward_weights(description))
            .with(DNNL_ARG_SRC, from)
            .with(DNNL_ARG_DIFF_DST, by)
            .with(DNNL_ARG_DIFF_WEIGHTS, to);
    if (bias.isPresent()) {
      call.with(DNNL_ARG_DIFF_BIAS, vector(site.gradient(Role.BIAS)));
    }
    calls.add(call);
    calls.addAll(after);
    addBackward(calls, Direction.BACKWARD_WEIGHTS);
  }

  private void addBackward(List<PrimitiveCall> calls, Direction direction) {
    calls.forEach(call -> backward.add(call.as(direction)));
  }

  private convolution_backward_weights.primitive_desc describeBackwardWeights(Way way) {
    var hint = natives.own(describeForward(way));
    memory.desc weights = way.weights.free();
    return bias.isPresent()
        ? new convolution_backward_weights.primitive_desc(
            natives.engine(),
            DIRECT,
            way.asked.x,
            weights,
            natives.describe(memory.format_tag.a, op.width()),
            way.asked.y,
            strides,
            padding,
            padding,
            hint)
        : new convolution_backward_weights.primitive_desc(
            natives.engine(),
            DIRECT,
            way.asked.x,
            weights,
            way.asked.y,
            strides,
            padding,
            padding,
            hint);
  }

  private void addBackwardData(Buffer gradientOut, Buffer gradientIn) {
    var found = best(ways(), this::describeBackwardData);
    var description = found.description;
    Way way = found.way;
    List<PrimitiveCall> calls = new ArrayList<>();
    List<PrimitiveCall> after = new ArrayList<>();
    memory dy = natives.over(gradientOut, way.given.y);
    memory dx = natives.over(gradientIn, way.given.x);
    memory from = Layout.toWanted(natives, calls, dy, natives.own(description.diff_dst_desc()));
    memory by = way.weights.values(calls, natives.own(description.weights_desc()));
    memory to = Layout.fromWanted(natives, after, dx, natives.own(description.diff_src_desc()));
    calls.add(
        PrimitiveCall.of(natives, new convolution_backward_data(description))
            .with(DNNL_ARG_DIFF_DST, from)
            .with(DNNL_ARG_WEIGHTS, by)
            .with(DNNL_ARG_DIFF_SRC, to));
    calls.addAll(after);
    addBackward(calls, Direction.BACKWARD_DATA);
  }

  private convolution_backward_data.primitive_desc describeBackwardData(Way way) {
    return new convolution_backward_data.primitive_desc(
        natives.engine(),
        DIRECT,
        way.asked.x,
        way.weights.free(),
        way.asked.y,
        strides,
        padding,
        padding,
        natives.own(describeForward(way)));
  }
}
