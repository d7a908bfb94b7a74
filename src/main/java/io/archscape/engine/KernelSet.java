package io.archscape.engine;

/** Makes the kernels of a program. */
public interface KernelSet {

  /** A name for logs and benchmarks. */
  String name();

  /** The kernel that does {@code site}'s operation. */
  Kernel kernel(Site site);

  /** A kernel whose forward adds {@code from} to {@code into}. */
  Kernel accumulate(Buffer from, Buffer into);

  /** Lets all work end that this set does outside the calling thread. */
  default void await() {}
}
