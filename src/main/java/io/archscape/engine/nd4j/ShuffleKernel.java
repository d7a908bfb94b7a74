package io.archscape.engine.nd4j;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import io.archscape.graph.Op;
import org.nd4j.linalg.api.ndarray.INDArray;

/** y = x with groups and their channels swapped; swapped again, dx = dy. */
final class ShuffleKernel implements Kernel {
  private final KernelSite site;
  private final long groups;

  ShuffleKernel(KernelSite site, Op.ChannelShuffle op) {
    this.site = site;
    groups = op.groups();
  }

  @Override
  public void forward() {
    shuffle(site.input(), groups, site.output());
  }

  @Override
  public void backward() {
    long channels = site.output().shape()[3];
    site.gradientIn().ifPresent(dx -> shuffle(site.gradientOut(), channels / groups, dx));
  }

  private static void shuffle(Buffer from, long groups, Buffer to) {
    long channels = from.shape()[3];
    long positions = from.length() / channels;
    INDArray x = from.array().reshape('c', positions, groups, channels / groups);
    to.array().reshape('c', positions, channels / groups, groups).assign(x.permute(0, 2, 1));
  }
}
