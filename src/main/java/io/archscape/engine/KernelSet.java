package io.archscape.engine;

import io.archscape.graph.Graph;

/** A way to compute on one kind of machine. */
public interface KernelSet {

  /** A name for logs and benchmarks. */
  String name();

  /**
   * What makes the kernels of one program.
   *
   * @param batch images a call
   */
  Kernels kernels(Graph graph, int batch, Mode mode);
}
