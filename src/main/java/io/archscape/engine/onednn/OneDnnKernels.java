package io.archscape.engine.onednn;

import io.archscape.engine.KernelSet;
import io.archscape.engine.Kernels;
import io.archscape.engine.Mode;
import io.archscape.graph.Graph;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.stream;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Every kernel by oneDNN or, where activations lie in blocks, by machine code of this project's
 * own; none by ND4J. Whatever oneDNN has only in reference code is put together from primitives
 * that are fast. A sum over positions or channels is a product with ones; a maximum over channels
 * is a pool of the transposed array; concatenation and slices are copies from and to parts,
 * shuffles copies with other strides; a channel convolution is a convolution of one channel along
 * the width.
 *
 * <p>Closing it ends oneDNN's stream; programs made with it are closed before.
 */
public final class OneDnnKernels implements KernelSet, AutoCloseable {
  private final engine cpu = new engine(org.bytedeco.dnnl.engine.kind.cpu, 0);
  private final stream queue = new stream(cpu);
  private final Implementations implementations = new Implementations();
  private final Function<Graph, Layout> layouts;

  /**
   * Makes the set, and lets OpenBLAS, which ND4J calls, work in the caller's thread alone: its own
   * threads wait for work by spinning and would take the cores from oneDNN's (seen with two
   * threads: a third of the speed).
   */
  public OneDnnKernels() {
    this(Layout::of);
  }

  private OneDnnKernels(Function<Graph, Layout> layouts) {
    this.layouts = layouts;
    Nd4j.factory().blas().setMaxThreads(1);
  }

  /**
   * A set that lays out activations in blocks of 8 or 16 channels wherever it can, or, by 1, never:
   * to be tested and measured by itself. Blocks are no wider than the processor's vectors.
   */
  public static OneDnnKernels blockedBy(int channels) {
    return new OneDnnKernels(graph -> Layout.of(graph, Math.min(channels, Layout.widest())));
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

  /** The instructions that layouts and kernels are chosen for here: results differ by them. */
  public static String instructions() {
    return Layout.instructions();
  }

  /** How activations of a graph would lie in memory, in oneDNN's words: {@code nChw8c}. */
  public String layout(Graph graph) {
    return layouts.apply(graph).label();
  }

  @Override
  public String name() {
    return "onednn";
  }

  /** How many primitives had to run in oneDNN's slow reference implementation. */
  public int fallbacks() {
    return implementations.references();
  }

  @Override
  public Kernels kernels(Graph graph, int batch, Mode mode) {
    return new Compilation(cpu, queue, layouts.apply(graph), implementations);
  }

  @Override
  public void close() {
    queue.close();
    cpu.close();
  }
}
