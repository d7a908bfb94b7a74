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
    require(
        inputs.get(1).equals(Shape.vector(inputs.get(0).channels())),
        "scale must get one gate a channel, got %s for %s",
        inputs.get(1),
        inputs.get(0));
    return inputs.get(0);
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
