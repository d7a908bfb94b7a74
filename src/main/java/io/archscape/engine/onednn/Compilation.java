package io.archscape.engine.onednn;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import io.archscape.engine.Kernels;
import io.archscape.engine.Threads;
import io.archscape.engine.x86.CodeLibrary;
import io.archscape.engine.x86.MachineCode;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import java.util.List;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;

/** The kernels of one program: one layout of activations, one memory for passing copies. */
final class Compilation implements Kernels {
  private final engine cpu;
  private final stream queue;
  private final Layout layout;
  private final Implementations implementations;
  private final Scratch scratch;
  private final CodeLibrary code = new CodeLibrary();
  private final Crew crew = new Crew(Threads.used());

  Compilation(engine cpu, stream queue, Layout layout, Implementations implementations) {
    this.cpu = cpu;
    this.queue = queue;
    this.layout = layout;
    this.implementations = implementations;
    scratch = new Scratch(cpu);
  }

  /** Whether code of this project's own can run here. */
  boolean ownCode() {
    return MachineCode.obstacle().isEmpty();
  }

  CodeLibrary code() {
    return code;
  }

  Crew crew() {
    return crew;
  }

  Layout layout() {
    return layout;
  }

  Natives natives() {
    return new Natives(cpu, queue, implementations, scratch);
  }

  @Override
  public long floats(Shape shape) {
    return layout.floats(shape);
  }

  @Override
  public Kernel kernel(KernelSite site) {
    return site.op().accept(new Maker(this, site));
  }

  @Override
  public Kernel accumulate(Buffer from, Buffer into) {
    Natives natives = natives();
    memory.desc activation = layout.of(natives, into);
    memory sum = natives.over(into, activation);
    var description =
        natives.own(
            new binary.primitive_desc(
                cpu, dnnl.algorithm.binary_add.value, activation, activation, activation));
    PrimitiveCall call =
        PrimitiveCall.of(natives, new binary(description))
            .with(dnnl.DNNL_ARG_SRC_0, sum)
            .with(dnnl.DNNL_ARG_SRC_1, natives.over(from, activation))
            .with(dnnl.DNNL_ARG_DST, sum);
    return new CallKernel(natives, List.of(call), List.of());
  }

  @Override
  public void await() {
    queue._wait();
  }

  @Override
  public void close() {
    crew.close();
    code.close();
    scratch.close();
  }

  private record Maker(Compilation set, KernelSite site) implements Op.Visitor<Kernel> {
    @Override
    public Kernel input(Op.Input op) {
      throw new IllegalArgumentException("the input has no kernel");
    }

    @Override
    public Kernel conv(Op.Conv op) {
      return BlockConvMaker.of(set, site, op)
          .map(BlockConvMaker::make)
          .orElseGet(() -> new ConvMaker(set, site, op).make());
    }

    @Override
    public Kernel batchNorm(Op.BatchNorm op) {
      return BlockNormMaker.of(set, site)
          .map(BlockNormMaker::make)
          .orElseGet(() -> new BatchNormMaker(set, site).make());
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
    public Kernel channelShuffle(Op.ChannelShuffle op) {
      return new ShuffleMaker(set, site, op).make();
    }

    @Override
    public Kernel drop(Op.Drop op) {
      return new DropMaker(set, site).make(op);
    }

    @Override
    public Kernel linear(Op.Linear op) {
      return new LinearMaker(set, site, op).make();
    }
  }
}
