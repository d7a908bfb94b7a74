package io.archscape.engine;

import static io.archscape.Require.require;

import io.archscape.graph.Op;

/**
 * How far a case may deviate: {@code gradient} from central differences, as a share of {@link
 * Deviations.Gradient#unit}; {@code agreement} of oneDNN from ND4J, as a share of the largest
 * value.
 *
 * <p>Each is about three times the largest deviation over all cases of its subject, both sets of
 * kernels and all layouts. Agreement is never below 5e-7, four roundings: processors differ in the
 * order in which they add. Two gradients are closer to what was seen: {@link Op.Drop}'s (2.2 times)
 * and {@link Op.Scale}'s (1.9 times), so that none is held to less than before.
 *
 * <p>Measured on 2026-11-29 on an AMD EPYC with 2 cores (AVX-512; {@link Op.Linear}'s gradient with
 * ONEDNN_MAX_CPU_ISA=SSE41, where it deviates more), by {@code OMP_NUM_THREADS=1 java -cp
 * target/classes:target/test-classes:$(cat target/classpath.txt)
 * io.archscape.tools.MeasureTolerances}.
 */
record KernelTolerance(double gradient, double agreement) {
  /**
   * A whole network has so many kinks that no step is free of them: it shows that gradients find
   * their way, the single operations show that they are right.
   */
  static final KernelTolerance OF_NETWORK = new KernelTolerance(2e-2, 4.5e-6);

  KernelTolerance {
    require(
        gradient > 0 && gradient <= 2e-2,
        "tolerance of gradients must lie in (0,0.02], got gradient=%s",
        gradient);
    require(
        agreement > 0 && agreement <= 2e-4,
        "tolerance of agreement must lie in (0,0.0002], got agreement=%s",
        agreement);
  }

  static final class ByOperation implements Op.Visitor<KernelTolerance> {
    @Override
    public KernelTolerance input(Op.Input op) {
      throw new IllegalArgumentException("an input must not be the subject of a case");
    }

    @Override
    public KernelTolerance conv(Op.Conv op) {
      return new KernelTolerance(9e-4, 1.2e-6);
    }

    @Override
    public KernelTolerance batchNorm(Op.BatchNorm op) {
      return new KernelTolerance(4e-3, 2.6e-6);
    }

    @Override
    public KernelTolerance activate(Op.Activate op) {
      return new KernelTolerance(3e-3, 7e-7);
    }

    @Override
    public KernelTolerance add(Op.Add op) {
      return new KernelTolerance(7.5e-4, 5e-7);
    }

    @Override
    public KernelTolerance scale(Op.Scale op) {
      return new KernelTolerance(3e-3, 8e-7);
    }

    @Override
    public KernelTolerance maxPool(Op.MaxPool op) {
      return new KernelTolerance(2.1e-4, 5e-7);
    }

    @Override
    public KernelTolerance globalPool(Op.GlobalPool op) {
      return new KernelTolerance(1.8e-3, 5.5e-7);
    }

    @Override
    public KernelTolerance channelPool(Op.ChannelPool op) {
      return new KernelTolerance(8.5e-4, 2.1e-6);
    }

    @Override
    public KernelTolerance channelConv(Op.ChannelConv op) {
      return new KernelTolerance(5.5e-4, 5e-7);
    }

    @Override
    public KernelTolerance concat(Op.Concat op) {
      return new KernelTolerance(1.5e-3, 5e-7);
    }

    @Override
    public KernelTolerance slice(Op.Slice op) {
      return new KernelTolerance(6.5e-4, 5e-7);
    }

    @Override
    public KernelTolerance channelShuffle(Op.ChannelShuffle op) {
      return new KernelTolerance(3.2e-4, 5.5e-7);
    }

    @Override
    public KernelTolerance drop(Op.Drop op) {
      return new KernelTolerance(5.5e-4, 8.5e-7);
    }

    @Override
    public KernelTolerance linear(Op.Linear op) {
      return new KernelTolerance(4.5e-4, 5e-7);
    }
  }
}
