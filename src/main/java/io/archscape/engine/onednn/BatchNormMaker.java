package io.archscape.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import io.archscape.engine.Mode;
import io.archscape.engine.Role;
import io.archscape.graph.Op;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/** Batch norm with its ReLU in one pass. */
final class BatchNormMaker {
  private final Natives natives;
  private final KernelSite site;
  private final memory.desc activation;
  private final int flags;

  BatchNormMaker(Compilation set, KernelSite site) {
    this.site = site;
    natives = set.natives();
    activation = set.layout().of(natives, site.input());
    flags = flags();
  }

  private int flags() {
    int flags = dnnl.normalization_flags.use_scale.value | dnnl.normalization_flags.use_shift.value;
    flags |= site.relu() ? dnnl.normalization_flags.fuse_norm_relu.value : 0;
    return site.mode() == Mode.TRAIN
        ? flags
        : flags | dnnl.normalization_flags.use_global_stats.value;
  }

  private memory vector(Buffer buffer) {
    return natives.over(buffer, Layout.vector(natives, buffer));
  }

  Kernel make() {
    int kind =
        site.mode() == Mode.TRAIN
            ? dnnl.prop_kind.forward_training.value
            : dnnl.prop_kind.forward_inference.value;
    var description =
        natives.own(
            new batch_normalization_forward.primitive_desc(
                natives.engine(), kind, activation, activation, (float) Op.BatchNorm.EPS, flags));
    boolean remembers = site.relu() && site.mode() == Mode.TRAIN;
    Optional<memory> workspace =
        remembers
            ? Optional.of(natives.create(natives.own(description.workspace_desc())))
            : Optional.empty();
    PrimitiveCall forward =
        shared(new batch_normalization_forward(description), workspace)
            .with(DNNL_ARG_SHIFT, vector(site.param(Role.BETA)))
            .with(DNNL_ARG_DST, natives.over(site.output(), activation));
    List<PrimitiveCall> backward =
        site.outputGradient().isPresent() ? List.of(backward(description, workspace)) : List.of();
    return new CallKernel(natives, List.of(forward), backward);
  }

  private PrimitiveCall shared(org.bytedeco.dnnl.primitive made, Optional<memory> workspace) {
    PrimitiveCall call =
        PrimitiveCall.of(natives, made)
            .with(DNNL_ARG_SRC, natives.over(site.input(), activation))
            .with(DNNL_ARG_SCALE, vector(site.param(Role.GAMMA)))
            .with(DNNL_ARG_MEAN, vector(site.norm().mean()))
            .with(DNNL_ARG_VARIANCE, vector(site.norm().variance()));
    workspace.ifPresent(space -> call.with(DNNL_ARG_WORKSPACE, space));
    return call;
  }

  private PrimitiveCall backward(
      batch_normalization_forward.primitive_desc hint, Optional<memory> workspace) {
    var description =
        natives.own(
            new batch_normalization_backward.primitive_desc(
                natives.engine(),
                dnnl.prop_kind.backward.value,
                activation,
                activation,
                activation,
                (float) Op.BatchNorm.EPS,
                flags,
                hint));
    memory dx =
        site.gradientIn()
            .map(buffer -> natives.over(buffer, activation))
            .orElseGet(() -> natives.create(activation));
    return shared(new batch_normalization_backward(description), workspace)
        .with(DNNL_ARG_DIFF_DST, natives.over(site.gradientOut(), activation))
        .with(DNNL_ARG_DIFF_SRC, dx)
        .with(DNNL_ARG_DIFF_SCALE, vector(site.gradient(Role.GAMMA)))
        .with(DNNL_ARG_DIFF_SHIFT, vector(site.gradient(Role.BETA)));
  }
}
