package io.archscape.engine.nd4j;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSet;
import io.archscape.engine.KernelSite;
import io.archscape.engine.Kernels;
import io.archscape.engine.Mode;
import io.archscape.graph.Graph;
import io.archscape.graph.Op;
import java.util.Optional;
import org.nd4j.linalg.factory.Nd4j;

/** The kernels that use ND4J and nothing else. */
public final class Nd4jKernels implements KernelSet {

  /** What keeps ND4J from starting on its device; empty if nothing does. */
  public static Optional<String> obstacle() {
    try {
      Nd4j.getBackend();
      return Optional.empty();
    } catch (LinkageError | RuntimeException e) {
      return Optional.of(String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown"));
    }
  }

  @Override
  public String name() {
    return "nd4j";
  }

  @Override
  public Kernels kernels(Graph graph, int batch, Mode mode) {
    return new Plain();
  }

  private static final class Plain implements Kernels {
    @Override
    public Kernel kernel(KernelSite site) {
      return site.op().accept(new Maker(site));
    }

    @Override
    public Kernel accumulate(Buffer from, Buffer into) {
      return new Kernel() {
        @Override
        public void forward() {
          into.array().addi(from.array());
        }

        @Override
        public void backward() {
          throw new IllegalStateException("an addition has no backward");
        }
      };
    }
  }

  private record Maker(KernelSite site) implements Op.Visitor<Kernel> {
    @Override
    public Kernel input(Op.Input op) {
      throw new IllegalArgumentException("the input has no kernel");
    }

    @Override
    public Kernel conv(Op.Conv op) {
      return op.groups() == 1 ? new ConvKernel(site, op) : new GroupedConvKernel(site, op);
    }

    @Override
    public Kernel batchNorm(Op.BatchNorm op) {
      return new BatchNormKernel(site);
    }

    @Override
    public Kernel activate(Op.Activate op) {
      return switch (op.function()) {
        case RELU -> new ReluKernel(site);
        case RELU6 -> new ClipKernel(site, 1, 0, 6);
        case SIGMOID -> new SigmoidKernel(site);
        case HARD_SIGMOID -> new ClipKernel(site, 1 / 6.0, 0.5, 1);
        case SILU -> new GatedKernel(site, Gate.SIGMOID);
        case HARD_SWISH -> new GatedKernel(site, Gate.HARD_SIGMOID);
        case GELU -> new GatedKernel(site, Gate.NORMAL);
        case MISH -> new GatedKernel(site, Gate.TANH_OF_SOFTPLUS);
      };
    }

    @Override
    public Kernel add(Op.Add op) {
      return new AddKernel(site);
    }

    @Override
    public Kernel scale(Op.Scale op) {
      return new ScaleKernel(site);
    }

    @Override
    public Kernel maxPool(Op.MaxPool op) {
      return MaxPoolKernel.windows(site, op);
    }

    @Override
    public Kernel globalPool(Op.GlobalPool op) {
      return switch (op.statistic()) {
        case MEAN -> SumKernel.globalMean(site);
        case SUM -> SumKernel.globalSum(site);
        case MAX -> MaxPoolKernel.plane(site);
      };
    }

    @Override
    public Kernel channelPool(Op.ChannelPool op) {
      return switch (op.statistic()) {
        case MEAN -> SumKernel.channelMean(site);
        case SUM -> SumKernel.channelSum(site);
        case MAX -> new ChannelMaxKernel(site);
      };
    }

    @Override
    public Kernel channelConv(Op.ChannelConv op) {
      Op.Conv conv = new Op.Conv(1, op.kernel(), 1);
      return new ConvKernel(site.alongWidth(), conv);
    }

    @Override
    public Kernel concat(Op.Concat op) {
      return new ConcatKernel(site, op);
    }

    @Override
    public Kernel slice(Op.Slice op) {
      return new SliceKernel(site, op);
    }

    @Override
    public Kernel channelShuffle(Op.ChannelShuffle op) {
      return new ShuffleKernel(site, op);
    }

    @Override
    public Kernel drop(Op.Drop op) {
      return new DropKernel(site);
    }

    @Override
    public Kernel linear(Op.Linear op) {
      return new LinearKernel(site);
    }
  }
}
