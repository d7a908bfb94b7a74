package io.archscape.graph;

import static io.archscape.Require.require;

import java.util.List;

/** The shape that an operation makes of its inputs' shapes. */
final class ShapeInference implements Op.Visitor<Shape> {
  private final List<Shape> inputs;

  private ShapeInference(List<Shape> inputs) {
    this.inputs = inputs;
  }

  static Shape of(Op op, List<Shape> inputs) {
    return op.accept(new ShapeInference(inputs));
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
        inputs.get(0).equals(inputs.get(1)),
        "add must get two tensors of one shape, got %s and %s",
        inputs.get(0),
        inputs.get(1));
    return inputs.get(0);
  }

  @Override
  public Shape scale(Op.Scale op) {
    takes(2, "scale");
    Shape x = inputs.get(0);
    Shape gate = inputs.get(1);
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
    require(inputs.size() >= 2, "concat must get at least 2 inputs, got %d", inputs.size());
    Shape all = inputs.get(0);
    for (Shape next : inputs.subList(1, inputs.size())) {
      all = beside(op.axis(), all, next);
    }
    return all;
  }

  private static Shape beside(Axis axis, Shape a, Shape b) {
    boolean rows = axis == Axis.ROWS;
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
  public Shape linear(Op.Linear op) {
    Shape x = only("linear");
    require(x.positions() == 1, "linear must get a vector, got %s", x);
    return Shape.vector(op.width());
  }

  private Shape only(String name) {
    takes(1, name);
    return inputs.get(0);
  }

  private void takes(int count, String name) {
    require(inputs.size() == count, "%s must get %d inputs, got %d", name, count, inputs.size());
  }
}
