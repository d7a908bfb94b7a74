package io.archscape.graph;

import static io.archscape.Require.require;

/**
 * The shape that an operation makes of its inputs. One visitor serves many operations: spaces are
 * searched at hundreds of thousands of networks a second.
 */
final class ShapeInference implements Op.Visitor<Shape> {
  private Tensor[] inputs = {};

  /** The shape of {@code op}'s result. */
  Shape of(Op op, Tensor... inputs) {
    this.inputs = inputs;
    return op.accept(this);
  }

  private Shape input(int index) {
    return inputs[index].shape();
  }

  @Override
  public Shape input(Op.Input op) {
    takes(0, "input");
    return op.shape();
  }

  @Override
  public Shape conv(Op.Conv op) {
    Shape x = only("conv");
    require(
        x.channels() % op.groups() == 0,
        "conv input channels must be divisible by its groups, got channels=%d groups=%d",
        x.channels(),
        op.groups());
    return x.strided(op.stride(), op.width());
  }

  @Override
  public Shape batchNorm(Op.BatchNorm op) {
    return only("batch norm");
  }

  @Override
  public Shape activate(Op.Activate op) {
    return only("activation");
  }

  @Override
  public Shape add(Op.Add op) {
    takes(2, "add");
    require(
        input(0).equals(input(1)),
        "add must get two tensors of one shape, got %s and %s",
        input(0),
        input(1));
    return input(0);
  }

  @Override
  public Shape scale(Op.Scale op) {
    takes(2, "scale");
    Shape x = input(0);
    Shape gate = input(1);
    require(
        gate.equals(Shape.vector(x.channels())) || gate.equals(x.strided(1, 1)),
        "scale must get one gate a channel or one a position, got %s for %s",
        gate,
        x);
    return x;
  }

  @Override
  public Shape maxPool(Op.MaxPool op) {
    Shape x = only("max pool");
    return x.strided(op.stride(), x.channels());
  }

  @Override
  public Shape globalPool(Op.GlobalPool op) {
    return Shape.vector(only("global pool").channels());
  }

  @Override
  public Shape channelPool(Op.ChannelPool op) {
    return only("channel pool").strided(1, 1);
  }

  @Override
  public Shape channelConv(Op.ChannelConv op) {
    Shape x = only("channel conv");
    require(x.positions() == 1, "channel conv must get a vector, got %s", x);
    return x;
  }

  @Override
  public Shape concat(Op.Concat op) {
    require(inputs.length >= 2, "concat must get at least 2 inputs, got %d", inputs.length);
    Shape all = input(0);
    for (int i = 1; i < inputs.length; i++) {
      all = beside(op.axis(), all, input(i));
    }
    return all;
  }

  private static Shape beside(ConcatAxis axis, Shape a, Shape b) {
    boolean rows = axis == ConcatAxis.ROWS;
    require(
        a.width() == b.width() && (rows ? a.channels() == b.channels() : a.height() == b.height()),
        "concat must get tensors that differ along %s only, got %s and %s",
        rows ? "rows" : "channels",
        a,
        b);
    return rows
        ? new Shape(a.height() + b.height(), a.width(), a.channels())
        : new Shape(a.height(), a.width(), a.channels() + b.channels());
  }

  @Override
  public Shape slice(Op.Slice op) {
    Shape x = only("slice");
    require(
        op.to() <= x.channels(), "slice must end within the channels, got to=%d of %s", op.to(), x);
    return x.strided(1, op.to() - op.from());
  }

  @Override
  public Shape channelShuffle(Op.ChannelShuffle op) {
    Shape x = only("channel shuffle");
    require(
        x.channels() % op.groups() == 0,
        "channel shuffle channels must be divisible by its groups, got channels=%d groups=%d",
        x.channels(),
        op.groups());
    return x;
  }

  @Override
  public Shape drop(Op.Drop op) {
    return only("drop");
  }

  @Override
  public Shape linear(Op.Linear op) {
    Shape x = only("linear");
    require(x.positions() == 1, "linear must get a vector, got %s", x);
    return Shape.vector(op.width());
  }

  private Shape only(String name) {
    takes(1, name);
    return input(0);
  }

  private void takes(int count, String name) {
    require(inputs.length == count, "%s must get %d inputs, got %d", name, count, inputs.length);
  }
}
