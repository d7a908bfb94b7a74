package io.archscape.engine;

import io.archscape.graph.Activation;
import io.archscape.graph.ConcatAxis;
import io.archscape.graph.Graph;
import io.archscape.graph.GraphBuilder;
import io.archscape.graph.Op;
import io.archscape.graph.PoolStatistic;
import io.archscape.graph.Shape;
import io.archscape.graph.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Results worked out by hand from the definitions in {@link Op}: two sets of kernels that agree may
 * be wrong together.
 */
final class Definitions {
  /** Two pixels of three channels. */
  private static final float[] PIXELS = {1, -2, 3, 4, 6, -5};

  private static final Shape SHAPE = new Shape(1, 2, 3);

  private Definitions() {}

  /** One image, weights for whoever has some, and what comes out. */
  record Example(Graph graph, float[] input, float[] weights, float[] output) {}

  static Map<String, Example> all() {
    Map<String, Example> all = new LinkedHashMap<>();
    all.put("global mean", of(new Op.GlobalPool(PoolStatistic.MEAN), 2.5f, 2, -1));
    all.put("global max", of(new Op.GlobalPool(PoolStatistic.MAX), 4, 6, 3));
    all.put("global sum", of(new Op.GlobalPool(PoolStatistic.SUM), 5, 4, -2));
    all.put("channel mean", of(new Op.ChannelPool(PoolStatistic.MEAN), 2 / 3f, 5 / 3f));
    all.put("channel max", of(new Op.ChannelPool(PoolStatistic.MAX), 3, 6));
    all.put("channel sum", of(new Op.ChannelPool(PoolStatistic.SUM), 2, 5));
    all.put("slice", of(new Op.Slice(1, 3), -2, 3, 6, -5));
    all.put(
        "concat of channels",
        of(
            (b, x) -> b.add("y", concat(ConcatAxis.CHANNELS), x, first(b, x)),
            1,
            -2,
            3,
            1,
            4,
            6,
            -5,
            4));
    all.put(
        "concat of rows",
        of(
            (b, x) ->
                b.add("y", concat(ConcatAxis.ROWS), first(b, x), b.add("z", new Op.Slice(2, 3), x)),
            1,
            4,
            3,
            -5));
    all.put(
        "scale by channel",
        of((b, x) -> scaled(b, x, new Op.GlobalPool(PoolStatistic.SUM)), 5, -8, -6, 20, 24, 10));
    all.put(
        "scale by position",
        of((b, x) -> scaled(b, x, new Op.ChannelPool(PoolStatistic.SUM)), 2, -4, 6, 20, 30, -25));
    // x/(1+exp(-x)) by Python 3.11's math.exp
    all.put(
        "silu",
        of(
            new Op.Activate(Activation.SILU),
            0.7310586f,
            -0.2384058f,
            2.8577224f,
            3.9280552f,
            5.9851642f,
            -0.0334643f));
    all.put("relu6", of(new Op.Activate(Activation.RELU6), 1, 0, 3, 4, 6, 0));
    all.put(
        "hard sigmoid", of(new Op.Activate(Activation.HARD_SIGMOID), 2 / 3f, 1 / 6f, 1, 1, 1, 0));
    all.put("hard swish", of(new Op.Activate(Activation.HARD_SWISH), 2 / 3f, -1 / 3f, 3, 4, 6, 0));
    // x*(1+erf(x/sqrt(2)))/2 and x*tanh(log1p(exp(x))) by Python 3.11's math
    all.put(
        "gelu",
        of(
            new Op.Activate(Activation.GELU),
            0.8413447f,
            -0.0455003f,
            2.9959503f,
            3.9998733f,
            6,
            -0.0000014f));
    all.put(
        "mish",
        of(
            new Op.Activate(Activation.MISH),
            0.8650984f,
            -0.2525015f,
            2.9865350f,
            3.9974128f,
            5.9999266f,
            -0.0335762f));
    // 100*1 + 1000*2, 10*1 + 100*2 + 1000*3, ...
    all.put("channel conv", channelConv());
    all.put("drop of images", of(new Op.Drop(0.5, Op.Drop.Unit.IMAGE), PIXELS));
    all.put("drop of values", of(new Op.Drop(0.5, Op.Drop.Unit.VALUE), PIXELS));
    all.put("shuffle of 2 groups", shuffle(2, 1, 4, 2, 5, 3, 6, -1, -4, -2, -5, -3, -6));
    all.put("shuffle of 3 groups", shuffle(3, 1, 3, 5, 2, 4, 6, -1, -3, -5, -2, -4, -6));
    return all;
  }

  private static Op concat(ConcatAxis axis) {
    return new Op.Concat(axis);
  }

  private static Tensor first(GraphBuilder builder, Tensor x) {
    return builder.add("first", new Op.Slice(0, 1), x);
  }

  private static Tensor scaled(GraphBuilder builder, Tensor x, Op gate) {
    return builder.add("y", new Op.Scale(), x, builder.add("gate", gate, x));
  }

  private static Example of(Op op, float... output) {
    return of((builder, x) -> builder.add("y", op, x), output);
  }

  private static Example of(BiFunction<GraphBuilder, Tensor, Tensor> lower, float... output) {
    return new Example(graph(SHAPE, lower), PIXELS, new float[0], output);
  }

  private static Example channelConv() {
    Op op = new Op.ChannelConv(3);
    return new Example(
        graph(Shape.vector(4), (builder, x) -> builder.add("y", op, x)),
        new float[] {1, 2, 3, 5},
        new float[] {10, 100, 1000},
        new float[] {2100, 3210, 5320, 530});
  }

  /** As PyTorch's nn.ChannelShuffle(groups) on two pixels of six channels. */
  private static Example shuffle(int groups, float... output) {
    Op op = new Op.ChannelShuffle(groups);
    return new Example(
        graph(new Shape(1, 2, 6), (builder, x) -> builder.add("y", op, x)),
        new float[] {1, 2, 3, 4, 5, 6, -1, -2, -3, -4, -5, -6},
        new float[0],
        output);
  }

  private static Graph graph(Shape shape, BiFunction<GraphBuilder, Tensor, Tensor> lower) {
    GraphBuilder builder = new GraphBuilder();
    lower.apply(builder, builder.add("input", new Op.Input(shape)));
    return builder.build();
  }
}
