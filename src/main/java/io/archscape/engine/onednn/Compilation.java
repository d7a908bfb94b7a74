package io.archscape.engine.onednn;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import io.archscape.engine.Kernels;
import io.archscape.engine.Threads;
import io.archscape.engine.x86.BlockGates;
import io.archscape.engine.x86.BlockKernel;
import io.archscape.engine.x86.CodeLibrary;
import io.archscape.engine.x86.MachineCode;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.stream;

/** The kernels of one program: one layout of activations, one memory for passing copies. */
final class Compilation implements Kernels {
  private final engine cpu;
  private final stream queue;
  private final Layout layout;
  private final Implementations implementations;
  private final Scratch scratch;
  private final CodeLibrary code = new CodeLibrary();
  private final int threads = Threads.used();
  private final Crew crew;

  Compilation(engine cpu, stream queue, Layout layout, Implementations implementations) {
    this.cpu = cpu;
    this.queue = queue;
    this.layout = layout;
    this.implementations = implementations;
    scratch = new Scratch(cpu);
    crew = new Crew(ownCode() ? threads : 1);
  }

  /** Whether code of this project's own runs here. */
  boolean ownCode() {
    return layout.block() > Layout.PLAIN && MachineCode.obstacle().isEmpty();
  }

  /**
   * Where there is a crew, oneDNN works in the caller's thread alone: its own threads wait for work
   * by spinning, and would take the cores from the crew's.
   */
  @Override
  public void begin() {
    if (crew.size() > 1) {
      Threads.use(1);
    }
  }

  /** What code of this project's own does with one number for each channel of an activation. */
  Optional<BlockGates> gates(Buffer x) {
    long[] shape = x.shape();
    return ownCode() && layout.block() == BlockGates.LANES && layout.blocks(x)
        ? Optional.of(
            new BlockGates(
                layout.vector(),
                Math.toIntExact(shape[0]),
                Math.toIntExact(shape[3]),
                Math.toIntExact(shape[1] * shape[2])))
        : Optional.empty();
  }

  /** A call of code of this project's own, by the crew. */
  CodeCall call(Natives natives, BlockKernel kernel) {
    return new CodeCall(natives.own(kernel), crew, layout.implementation(), false);
  }

  /** The same of what only moves numbers. */
  CodeCall copy(Natives natives, BlockKernel kernel) {
    return new CodeCall(natives.own(kernel), crew, layout.implementation(), true);
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
    return alone(() -> site.op().accept(new Maker(this, site)));
  }

  @Override
  public Kernel accumulate(Buffer from, Buffer into) {
    return alone(
        () -> {
          Natives natives = natives();
          Call add = new ElementCalls(this, natives).add(from, into, into, false);
          return new CallKernel(natives, List.of(add), List.of());
        });
  }

  /** A primitive keeps the number of threads that it was made for. */
  private Kernel alone(Supplier<Kernel> making) {
    begin();
    try {
      return making.get();
    } finally {
      end();
    }
  }

  private void end() {
    if (crew.size() > 1) {
      Threads.use(threads);
    }
  }

  @Override
  public void await() {
    queue._wait();
    end();
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
