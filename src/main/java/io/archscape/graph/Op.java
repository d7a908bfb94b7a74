package io.archscape.graph;

import static io.archscape.Require.require;

/**
 * One operation of a network. The set is closed; whoever interprets it (shapes, cost, kernels,
 * exports) is a {@link Visitor} and answers for every operation.
 */
public sealed interface Op {

  <R> R accept(Visitor<R> visitor);

  /** The images, normalised: (N,H,W,C). */
  record Input(Shape shape) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.input(this);
    }
  }

  /**
   * Convolution, k x k, "same" padding (k-1)/2: (N,H,W,C) to (N,ceil(H/s),ceil(W/s),width). Weights
   * (k,k,C/groups,width): output channel j belongs to group j / (width/groups).
   */
  record Conv(int width, int kernel, int stride, int groups, boolean bias) implements Op {
    public Conv {
      require(width >= 1, "conv width must be at least 1, got width=%d", width);
      require(
          kernel >= 1 && kernel % 2 == 1,
          "conv kernel must be odd and positive, got kernel=%d",
          kernel);
      require(stride >= 1, "conv stride must be at least 1, got stride=%d", stride);
      require(
          groups >= 1 && width % groups == 0,
          "conv width must be divisible by its groups, got width=%d groups=%d",
          width,
          groups);
    }

    /** A plain convolution without bias. */
    public Conv(int width, int kernel, int stride) {
      this(width, kernel, stride, 1, false);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.conv(this);
    }
  }

  /**
   * Batch normalisation over (N,H,W) for each channel, eps 1e-5, running averages with momentum
   * 0.1: scale gamma and shift beta.
   *
   * @param endsBranch whether it is the last norm of a branch that is added to a shortcut; its
   *     gamma may start at 0, so that the branch begins as nothing
   */
  record BatchNorm(boolean endsBranch) implements Op {
    public static final double EPS = 1e-5;
    public static final double MOMENTUM = 0.1;

    /** One that ends no branch. */
    public BatchNorm() {
      this(false);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.batchNorm(this);
    }
  }

  /** An element-wise function. */
  record Activate(Activation function) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.activate(this);
    }
  }

  /** The sum of two tensors of one shape. */
  record Add() implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.add(this);
    }
  }

  /**
   * The first input, (N,H,W,C), times its gate of the second: one a channel, (N,1,1,C), or one a
   * position, (N,H,W,1).
   */
  record Scale() implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.scale(this);
    }
  }

  /** Maximum of k x k windows, padding (k-1)/2 that never wins. */
  record MaxPool(int kernel, int stride) implements Op {
    public MaxPool {
      require(
          kernel >= 1 && kernel % 2 == 1,
          "pool kernel must be odd and positive, got kernel=%d",
          kernel);
      require(stride >= 1, "pool stride must be at least 1, got stride=%d", stride);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.maxPool(this);
    }
  }

  /** Mean, maximum or sum over all positions: (N,H,W,C) to (N,1,1,C). */
  record GlobalPool(PoolStatistic statistic) implements Op {
    /** The mean. */
    public GlobalPool() {
      this(PoolStatistic.MEAN);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.globalPool(this);
    }
  }

  /** Mean, maximum or sum over all channels of each position: (N,H,W,C) to (N,H,W,1). */
  record ChannelPool(PoolStatistic statistic) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.channelPool(this);
    }
  }

  /**
   * One window that slides over the channels of a vector: (N,1,1,C) to (N,1,1,C), padding (k-1)/2
   * zeros, no bias. Weights (kernel): y[c] = sum over i of w[i] * x[c + i - (k-1)/2].
   */
  record ChannelConv(int kernel) implements Op {
    public ChannelConv {
      require(
          kernel >= 1 && kernel % 2 == 1,
          "channel conv kernel must be odd and positive, got kernel=%d",
          kernel);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.channelConv(this);
    }
  }

  /** Two tensors or more side by side, in the order of the inputs. */
  record Concat(ConcatAxis axis) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.concat(this);
    }
  }

  /** The channels from {@code from} up to {@code to}, without it: (N,H,W,C) to (N,H,W,to-from). */
  record Slice(int from, int to) implements Op {
    public Slice {
      require(
          from >= 0 && from < to,
          "slice must hold at least one channel, got from=%d to=%d",
          from,
          to);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.slice(this);
    }
  }

  /**
   * The channels of all groups in turn (ShuffleNet, arXiv:1707.01083): (N,H,W,C) seen as
   * (N,H,W,groups,C/groups), the last two directions swapped. y[i*groups + g] = x[g*C/groups + i].
   */
  record ChannelShuffle(int groups) implements Op {
    public ChannelShuffle {
      require(groups >= 1, "channel shuffle groups must be at least 1, got groups=%d", groups);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.channelShuffle(this);
    }
  }

  /**
   * In training each image or each value becomes 0 with probability {@code rate}, by a mask that is
   * drawn for the step; what is kept is divided by 1-rate. In evaluation nothing happens. The shape
   * stays.
   *
   * @param rate in (0,1)
   */
  record Drop(double rate, Unit unit) implements Op {
    /** What is dropped or kept as one. */
    public enum Unit {
      /** All of an image, mask (N,1,1,1): stochastic depth (arXiv:1603.09382), "drop path". */
      IMAGE,
      /** Each value by itself, mask (N,H,W,C): dropout (Srivastava et al., JMLR 15, 2014). */
      VALUE
    }

    public Drop {
      require(rate > 0 && rate < 1, "drop rate must lie in (0,1), got rate=%s", rate);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.drop(this);
    }
  }

  /** A fully connected layer with bias: (N,1,1,C) to (N,1,1,width). Weights (C,width). */
  record Linear(int width) implements Op {
    public Linear {
      require(width >= 1, "linear width must be at least 1, got width=%d", width);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.linear(this);
    }
  }

  /** One answer for each operation; deliberately without defaults. */
  interface Visitor<R> {
    R input(Input op);

    R conv(Conv op);

    R batchNorm(BatchNorm op);

    R activate(Activate op);

    R add(Add op);

    R scale(Scale op);

    R maxPool(MaxPool op);

    R globalPool(GlobalPool op);

    R channelPool(ChannelPool op);

    R channelConv(ChannelConv op);

    R concat(Concat op);

    R slice(Slice op);

    R channelShuffle(ChannelShuffle op);

    R drop(Drop op);

    R linear(Linear op);
  }
}
