package io.archscape.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.Mode;
import io.archscape.engine.Site;
import io.archscape.graph.Op;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;

/** Maximum of windows, and mean over all positions. */
final class PoolMaker {
  private static final long[] NO_DILATION = {0, 0};

  private final OneDnnKernels set;
  private final Natives natives;
  private final Site site;
  private final int algorithm;
  private final long[] strides;
  private final long[] window;
  private final long[] padding;

  private PoolMaker(
      OneDnnKernels set, Site site, int algorithm, long[] strides, long[] window, long[] padding) {
    this.set = set;
    this.site = site;
    this.algorithm = algorithm;
    this.strides = strides;
    this.window = window;
    this.padding = padding;
    natives = set.natives();
  }

  static PoolMaker max(OneDnnKernels set, Site site, Op.MaxPool op) {
    long p = (op.kernel() - 1L) / 2;
    return new PoolMaker(
        set,
        site,
        dnnl.algorithm.pooling_max.value,
        new long[] {op.stride(), op.stride()},
        new long[] {op.kernel(), op.kernel()},
        new long[] {p, p});
  }

  static PoolMaker mean(OneDnnKernels set, Site site) {
    long[] shape = site.input().shape();
    return new PoolMaker(
        set,
        site,
        dnnl.algorithm.pooling_avg_include_padding.value,
        new long[] {1, 1},
        new long[] {shape[1], shape[2]},
        new long[] {0, 0});
  }

  Kernel make() {
    memory.desc x = Layouts.activation(natives, site.input());
    memory.desc y = Layouts.activation(natives, site.output());
    boolean trains = site.mode() == Mode.TRAIN;
    var description =
        natives.own(
            new pooling_forward.primitive_desc(
                natives.engine(),
                trains
                    ? dnnl.prop_kind.forward_training.value
                    : dnnl.prop_kind.forward_inference.value,
                algorithm,
                x,
                y,
                strides,
                window,
                NO_DILATION,
                padding,
                padding));
    set.chosen(description.impl_info_str().getString());
    boolean remembers = trains && algorithm == dnnl.algorithm.pooling_max.value;
    Optional<memory> workspace =
        remembers
            ? Optional.of(natives.create(natives.own(description.workspace_desc())))
            : Optional.empty();
    Call forward =
        Call.of(natives, new pooling_forward(description))
            .with(DNNL_ARG_SRC, natives.over(site.input(), x))
            .with(DNNL_ARG_DST, natives.over(site.output(), y));
    workspace.ifPresent(space -> forward.with(DNNL_ARG_WORKSPACE, space));
    List<Call> backward =
        trains
            ? site.gradientIn()
                .map(dx -> List.of(backward(description, x, y, dx, workspace)))
                .orElse(List.of())
            : List.of();
    return new CallKernel(natives, List.of(forward), backward);
  }

  private Call backward(
      pooling_forward.primitive_desc hint,
      memory.desc x,
      memory.desc y,
      Buffer dx,
      Optional<memory> workspace) {
    var description =
        natives.own(
            new pooling_backward.primitive_desc(
                natives.engine(),
                algorithm,
                x,
                y,
                strides,
                window,
                NO_DILATION,
                padding,
                padding,
                hint));
    set.chosen(description.impl_info_str().getString());
    Call call =
        Call.of(natives, new pooling_backward(description))
            .with(DNNL_ARG_DIFF_DST, natives.over(site.gradientOut(), y))
            .with(DNNL_ARG_DIFF_SRC, natives.over(dx, x));
    workspace.ifPresent(space -> call.with(DNNL_ARG_WORKSPACE, space));
    return call;
  }
}
