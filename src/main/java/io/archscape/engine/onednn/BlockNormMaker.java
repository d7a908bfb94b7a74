package io.archscape.engine.onednn;

import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import io.archscape.engine.Mode;
import io.archscape.engine.Params;
import io.archscape.engine.Role;
import io.archscape.engine.x86.BlockKernel;
import io.archscape.engine.x86.BlockNorm;
import io.archscape.graph.Op;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;

/** Batch norm of a training step by code of this project's own, with its ReLU. */
final class BlockNormMaker {
  private final Compilation set;
  private final Natives natives;
  private final KernelSite site;
  private final BlockNorm norm;

  private BlockNormMaker(Compilation set, KernelSite site, BlockNorm norm) {
    this.set = set;
    this.site = site;
    this.norm = norm;
    natives = set.natives();
  }

  /** The maker, if there is code for it. */
  static Optional<BlockNormMaker> of(Compilation set, KernelSite site) {
    Layout layout = set.layout();
    long[] shape = site.input().shape();
    if (site.mode() != Mode.TRAIN
        || !set.ownCode()
        || !layout.isInBlocks(site.input())
        || site.gradientIn().isEmpty()) {
      return Optional.empty();
    }
    BlockNorm norm =
        new BlockNorm(
            layout.block(),
            layout.vector(),
            Math.toIntExact(shape[0]),
            Math.toIntExact(layout.padded(shape[3]) / layout.block()),
            Math.toIntExact(shape[1] * shape[2]),
            site.relu());
    return Optional.of(norm)
        .filter(BlockNorm::able)
        .map(able -> new BlockNormMaker(set, site, able));
  }

  /** Parameters and statistics have room for whole blocks, see {@link Params}. */
  Kernel make() {
    long x = site.input().address();
    BlockNorm.Channels channels =
        new BlockNorm.Channels(
            site.param(Role.GAMMA).address(),
            site.param(Role.BETA).address(),
            site.norm().mean().address(),
            site.norm().variance().address(),
            numbers());
    int parts = set.crew().size();
    BlockKernel forward = norm.forward(set.code(), parts, x, site.output().address(), channels);
    BlockKernel backward =
        norm.backward(
            set.code(),
            parts,
            x,
            site.gradientOut().address(),
            site.gradientIn().orElseThrow().address(),
            channels,
            site.gradient(Role.GAMMA).address(),
            site.gradient(Role.BETA).address());
    return new CallKernel(
        natives, List.of(set.call(natives, forward)), List.of(set.call(natives, backward)));
  }

  private long numbers() {
    float[] numbers = norm.numbers(Op.BatchNorm.EPS);
    memory own = natives.create(natives.describe(memory.format_tag.a, numbers.length));
    new FloatPointer(own.get_data_handle()).capacity(numbers.length).put(numbers);
    return own.get_data_handle().address();
  }
}
