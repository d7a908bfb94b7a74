package io.archscape.graph;

import static io.archscape.Require.require;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Counts the cost of a network while it is described, without keeping it. The rules are those of
 * pycls 5719de64 (pycls/models/blocks.py).
 */
public final class CostMeter implements Sink {
  private Cost total = Cost.NONE;
  private int count;

  @Override
  public Tensor add(String name, Op op, Tensor... inputs) {
    List<Shape> shapes = new ArrayList<>(inputs.length);
    for (Tensor input : inputs) {
      shapes.add(input.shape());
    }
    Shape shape = ShapeInference.of(op, shapes);
    count(op, shapes, shape);
    return new Tensor(count++, shape);
  }

  @Override
  public void enter(String kind, int index) {}

  @Override
  public void leave() {}

  /** Counts the part once and multiplies: a space is searched at so many networks a second. */
  @Override
  public Tensor repeat(String kind, int first, int times, Tensor x, UnaryOperator<Tensor> part) {
    if (times == 0) {
      return x;
    }
    Cost before = total;
    total = Cost.NONE;
    Tensor y = part.apply(x);
    require(
        y.shape().equals(x.shape()),
        "what is repeated must keep its shape, got %s from %s",
        y.shape(),
        x.shape());
    total = before.plus(total.times(times));
    return y;
  }

  public Cost total() {
    return total;
  }

  void count(Op op, List<Shape> inputs, Shape output) {
    total = total.plus(of(op, inputs, output));
  }

  /** The cost of one operation. */
  public static Cost of(Op op, List<Shape> inputs, Shape output) {
    return op.accept(new Rules(inputs, output));
  }

  private record Rules(List<Shape> inputs, Shape output) implements Op.Visitor<Cost> {
    @Override
    public Cost input(Op.Input op) {
      return Cost.NONE;
    }

    @Override
    public Cost conv(Op.Conv op) {
      long in = inputs.get(0).channels();
      long out = op.width();
      long positions = output.positions();
      long window = (long) op.kernel() * op.kernel() * in * out;
      long flops = window * positions / op.groups();
      long params = window / op.groups();
      long bias = op.bias() ? out : 0;
      return new Cost(flops + bias * positions, params + bias, out * positions);
    }

    @Override
    public Cost batchNorm(Op.BatchNorm op) {
      return new Cost(0, 2L * output.channels(), 0);
    }

    @Override
    public Cost activate(Op.Activate op) {
      return Cost.NONE;
    }

    @Override
    public Cost add(Op.Add op) {
      return Cost.NONE;
    }

    @Override
    public Cost scale(Op.Scale op) {
      return Cost.NONE;
    }

    @Override
    public Cost maxPool(Op.MaxPool op) {
      return new Cost(0, 0, output.size());
    }

    @Override
    public Cost globalPool(Op.GlobalPool op) {
      return Cost.NONE;
    }

    @Override
    public Cost channelPool(Op.ChannelPool op) {
      return Cost.NONE;
    }

    @Override
    public Cost channelConv(Op.ChannelConv op) {
      return new Cost((long) op.kernel() * output.channels(), op.kernel(), output.channels());
    }

    @Override
    public Cost concat(Op.Concat op) {
      return Cost.NONE;
    }

    @Override
    public Cost slice(Op.Slice op) {
      return Cost.NONE;
    }

    @Override
    public Cost linear(Op.Linear op) {
      long weights = (long) inputs.get(0).channels() * op.width() + op.width();
      return new Cost(weights, weights, op.width());
    }
  }
}
