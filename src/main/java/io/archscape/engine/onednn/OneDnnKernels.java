package io.archscape.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSet;
import io.archscape.engine.Site;
import io.archscape.graph.Op;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Every kernel by oneDNN, none by ND4J: whatever oneDNN has only in reference code is put together
 * from primitives that are fast. A sum over positions or channels is a product with ones; a maximum
 * over channels is a pool of the transposed array; concatenation and slices are copies from and to
 * parts; a channel convolution is a convolution of one channel along the width.
 *
 * <p>Closing it ends oneDNN's stream; programs made with it are closed before.
 */
public final class OneDnnKernels implements KernelSet, AutoCloseable {
  private final engine cpu = new engine(org.bytedeco.dnnl.engine.kind.cpu, 0);
  private final stream queue = new stream(cpu);
  private final AtomicInteger fallbacks = new AtomicInteger();

  /**
   * Makes the set, and lets OpenBLAS, which ND4J calls, work in the caller's thread alone: its own
   * threads wait for work by spinning and would take the cores from oneDNN's (seen with two
   * threads: a third of the speed).
   */
  public OneDnnKernels() {
    Nd4j.factory().blas().setMaxThreads(1);
  }

  /** What keeps oneDNN from being loaded on this machine; empty if nothing does. */
  public static Optional<String> obstacle() {
    try {
      new engine(org.bytedeco.dnnl.engine.kind.cpu, 0).close();
      return Optional.empty();
    } catch (LinkageError | RuntimeException e) {
      return Optional.of(String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown"));
    }
  }

  @Override
  public String name() {
    return "onednn";
  }

  /** How many primitives had to run in oneDNN's slow reference implementation. */
  public int fallbacks() {
    return fallbacks.get();
  }

  Natives natives() {
    return new Natives(cpu, queue);
  }

  /** Notes the implementation that oneDNN chose. */
  void chosen(String implementation) {
    if (isReference(implementation)) {
      fallbacks.incrementAndGet();
    }
  }

  static boolean isReference(String implementation) {
    return implementation.contains("ref");
  }

  @Override
  public Kernel kernel(Site site) {
    return site.op().accept(new Maker(this, site));
  }

  @Override
  public Kernel accumulate(Buffer from, Buffer into) {
    Natives natives = natives();
    memory.desc flat = natives.describe(memory.format_tag.a, into.length());
    memory sum = natives.over(into, flat);
    binary add =
        new binary(
            natives.own(
                new binary.primitive_desc(cpu, dnnl.algorithm.binary_add.value, flat, flat, flat)));
    Call call =
        Call.of(natives, add)
            .with(DNNL_ARG_SRC_0, sum)
            .with(DNNL_ARG_SRC_1, natives.over(from, flat))
            .with(DNNL_ARG_DST, sum);
    return new CallKernel(natives, java.util.List.of(call), java.util.List.of());
  }

  @Override
  public void await() {
    queue._wait();
  }

  @Override
  public void close() {
    queue.close();
    cpu.close();
  }

  private record Maker(OneDnnKernels set, Site site) implements Op.Visitor<Kernel> {
    @Override
    public Kernel input(Op.Input op) {
      throw new IllegalArgumentException("the input has no kernel");
    }

    @Override
    public Kernel conv(Op.Conv op) {
      return new ConvMaker(set, site, op).make();
    }

    @Override
    public Kernel batchNorm(Op.BatchNorm op) {
      return new BatchNormMaker(set, site).make();
    }

    @Override
    public Kernel activate(Op.Activate op) {
      return new ActivateMaker(set, site, op.function()).make();
    }

    @Override
    public Kernel add(Op.Add op) {
      return new AddMaker(set, site).make();
    }

    @Override
    public Kernel scale(Op.Scale op) {
      return new ScaleMaker(set, site).make();
    }

    @Override
    public Kernel maxPool(Op.MaxPool op) {
      return new PoolMaker(set, site).windows(op);
    }

    @Override
    public Kernel globalPool(Op.GlobalPool op) {
      return new PoolMaker(set, site).global(op);
    }

    @Override
    public Kernel channelPool(Op.ChannelPool op) {
      return new ChannelPoolMaker(set, site).make(op);
    }

    @Override
    public Kernel channelConv(Op.ChannelConv op) {
      return new ConvMaker(set, site.alongWidth(), new Op.Conv(1, op.kernel(), 1)).make();
    }

    @Override
    public Kernel concat(Op.Concat op) {
      return new PartsMaker(set, site).concat(op);
    }

    @Override
    public Kernel slice(Op.Slice op) {
      return new PartsMaker(set, site).slice(op);
    }

    @Override
    public Kernel linear(Op.Linear op) {
      return new LinearMaker(set, site, op).make();
    }
  }
}
