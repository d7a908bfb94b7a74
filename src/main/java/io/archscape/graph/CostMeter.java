package io.archscape.graph;

import static io.archscape.Require.require;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Counts the cost of a network while it is described, without keeping it. The rules are those of
 * pycls 5719de64 (pycls/models/blocks.py).
 */
public final class CostMeter implements OpSink {
  private final ShapeInference shapes = new ShapeInference();
  private final Rules rules = new Rules();
  private int count;

  @Override
  public Tensor add(String name, Op op, Tensor... inputs) {
    Shape shape = shapes.of(op, inputs);
    rules.count(op, inputs.length == 0 ? shape : inputs[0].shape(), shape);
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
    Cost before = rules.take();
    Tensor y = part.apply(x);
    require(
        y.shape().equals(x.shape()),
        "what is repeated must keep its shape, got %s from %s",
        y.shape(),
        x.shape());
    Cost once = rules.take();
    rules.add(before.plus(once.times(times)));
    return y;
  }

  public Cost total() {
    return rules.total();
  }

  void count(Op op, List<Shape> inputs, Shape output) {
    rules.count(op, inputs.isEmpty() ? output : inputs.get(0), output);
  }

  /** The cost of one operation. */
  public static Cost of(Op op, List<Shape> inputs, Shape output) {
    Rules rules = new Rules();
    rules.count(op, inputs.isEmpty() ? output : inputs.get(0), output);
    return rules.total();
  }

  /**
   * What each operation costs, added up. One visitor with three sums, not an object an operation:
   * this is where a search of a space spends its time.
   */
  private static final class Rules implements Op.Visitor<Boolean> {
    private Shape input = Shape.vector(1);
    private Shape output = Shape.vector(1);
    private long flops;
    private long params;
    private long acts;

    void count(Op op, Shape in, Shape out) {
      input = in;
      output = out;
      op.accept(this);
    }

    Cost total() {
      return new Cost(flops, params, acts);
    }

    /** The sums so far; they begin again at 0. */
    Cost take() {
      Cost taken = total();
      flops = 0;
      params = 0;
      acts = 0;
      return taken;
    }

    void add(Cost cost) {
      add(cost.flops(), cost.params(), cost.acts());
    }

    private boolean add(long moreFlops, long moreParams, long moreActs) {
      flops += moreFlops;
      params += moreParams;
      acts += moreActs;
      return true;
    }

    @Override
    public Boolean input(Op.Input op) {
      return add(0, 0, 0);
    }

    @Override
    public Boolean conv(Op.Conv op) {
      long in = input.channels();
      long out = op.width();
      long positions = output.positions();
      long window = Math.multiplyExact((long) op.kernel() * op.kernel() * in, out);
      long flops = Math.multiplyExact(window, positions) / op.groups();
      long params = window / op.groups();
      long bias = op.bias() ? out : 0;
      return add(flops + bias * positions, params + bias, out * positions);
    }

    @Override
    public Boolean batchNorm(Op.BatchNorm op) {
      return add(0, 2L * output.channels(), 0);
    }

    @Override
    public Boolean activate(Op.Activate op) {
      return add(0, 0, 0);
    }

    @Override
    public Boolean add(Op.Add op) {
      return add(0, 0, 0);
    }

    @Override
    public Boolean scale(Op.Scale op) {
      return add(0, 0, 0);
    }

    @Override
    public Boolean maxPool(Op.MaxPool op) {
      return add(0, 0, (long) output.positions() * output.channels());
    }

    @Override
    public Boolean globalPool(Op.GlobalPool op) {
      return add(0, 0, 0);
    }

    @Override
    public Boolean channelPool(Op.ChannelPool op) {
      return add(0, 0, 0);
    }

    @Override
    public Boolean channelConv(Op.ChannelConv op) {
      return add((long) op.kernel() * output.channels(), op.kernel(), output.channels());
    }

    @Override
    public Boolean concat(Op.Concat op) {
      return add(0, 0, 0);
    }

    @Override
    public Boolean slice(Op.Slice op) {
      return add(0, 0, 0);
    }

    @Override
    public Boolean channelShuffle(Op.ChannelShuffle op) {
      return add(0, 0, 0);
    }

    @Override
    public Boolean drop(Op.Drop op) {
      return add(0, 0, 0);
    }

    @Override
    public Boolean linear(Op.Linear op) {
      long weights = (long) input.channels() * op.width() + op.width();
      return add(weights, weights, op.width());
    }
  }
}
