package io.archscape.engine;

import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.graph.Activation;
import io.archscape.graph.Graph;
import io.archscape.graph.GraphBuilder;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import io.archscape.graph.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Small graphs that hold every operation on odd shapes. Each begins with a 1x1 convolution, so that
 * the gradient by the operation's input is seen in that convolution's weights.
 */
final class Cases {
  private Cases() {}

  /** Name to graph; the batch is always {@link #BATCH}. */
  static Map<String, Graph> all() {
    Map<String, Graph> cases = new LinkedHashMap<>();
    cases.put("conv 1x1", conv(5, 7, 6, new Op.Conv(5, 1, 1)));
    cases.put("conv 1x1 stride 2", conv(5, 7, 6, new Op.Conv(5, 1, 2)));
    cases.put("conv 3x3", conv(7, 5, 3, new Op.Conv(4, 3, 1)));
    cases.put("conv 3x3 stride 2", conv(7, 6, 3, new Op.Conv(4, 3, 2)));
    cases.put("conv 7x7 stride 2", conv(9, 9, 3, new Op.Conv(8, 7, 2)));
    cases.put("conv kernel larger than image", conv(2, 1, 4, new Op.Conv(3, 5, 1)));
    cases.put("conv on one pixel", conv(1, 1, 4, new Op.Conv(3, 3, 1)));
    cases.put("conv with bias", conv(3, 4, 4, new Op.Conv(6, 3, 1, 1, true)));
    cases.put("conv two groups", conv(5, 5, 6, new Op.Conv(4, 3, 1, 2, false)));
    cases.put("conv group width 2", conv(6, 5, 8, new Op.Conv(8, 3, 2, 4, false)));
    cases.put("conv group width 8", conv(6, 5, 32, new Op.Conv(32, 3, 1, 4, false)));
    cases.put("conv group width 16", conv(5, 6, 32, new Op.Conv(32, 3, 2, 2, false)));
    cases.put("conv depthwise", conv(5, 6, 6, new Op.Conv(6, 3, 1, 6, false)));
    cases.put("conv depthwise stride 2", conv(5, 6, 16, new Op.Conv(16, 3, 2, 16, false)));
    cases.put("batch norm", chain(4, 3, 5, new Op.BatchNorm()));
    cases.put("batch norm relu", chain(4, 3, 16, new Op.BatchNorm(), relu()));
    cases.put("batch norm on one pixel", chain(1, 1, 7, new Op.BatchNorm(), relu()));
    cases.put("relu", chain(4, 3, 5, relu()));
    cases.put("sigmoid", chain(4, 3, 5, new Op.Activate(Activation.SIGMOID)));
    cases.put("max pool 3 stride 2", chain(7, 6, 5, new Op.MaxPool(3, 2)));
    cases.put("max pool 3 stride 1", chain(5, 5, 8, new Op.MaxPool(3, 1)));
    cases.put("max pool larger than image", chain(1, 2, 3, new Op.MaxPool(3, 2)));
    cases.put("global pool", chain(5, 3, 7, new Op.GlobalPool()));
    cases.put("global pool of one pixel", chain(1, 1, 7, new Op.GlobalPool()));
    cases.put("linear", chain(4, 4, 6, new Op.GlobalPool(), new Op.Linear(5)));
    cases.put("add", residual(x -> x, false));
    cases.put("add relu", residual(x -> x, true));
    cases.put("add with itself", doubled(false));
    cases.put("add with itself relu", doubled(true));
    cases.put("add of adds", nested());
    cases.put("scale", scale());
    cases.put("x block", network(new Block.Bottleneck(1, 8, new Attention.None())));
    cases.put("x block half", network(new Block.Bottleneck(0.5, 4, new Attention.None())));
    cases.put("y block", network(new Block.Bottleneck(1, 8, new Attention.SqueezeExcite(0.25))));
    cases.put("basic block", network(new Block.Basic()));
    cases.put("vanilla block", network(new Block.Vanilla()));
    return cases;
  }

  static final int BATCH = 3;

  private static Op relu() {
    return new Op.Activate(Activation.RELU);
  }

  private static Graph conv(int height, int width, int channels, Op.Conv conv) {
    return chain(height, width, channels, conv);
  }

  private static Graph chain(int height, int width, int channels, Op... ops) {
    GraphBuilder builder = new GraphBuilder();
    Tensor x = front(builder, height, width, channels);
    for (int i = 0; i < ops.length; i++) {
      x = builder.add("op" + i, ops[i], x);
    }
    return builder.build();
  }

  private static Tensor front(GraphBuilder builder, int height, int width, int channels) {
    Tensor image = builder.add("input", new Op.Input(new Shape(height, width, 3)));
    return builder.add("front", new Op.Conv(channels, 1, 1), image);
  }

  private static Graph residual(UnaryOperator<Tensor> identity, boolean relu) {
    GraphBuilder builder = new GraphBuilder();
    Tensor x = identity.apply(front(builder, 4, 5, 8));
    Tensor y = builder.add("a", new Op.Conv(8, 3, 1), x);
    y = builder.add("a_bn", new Op.BatchNorm(), y);
    y = builder.add("add", new Op.Add(), x, y);
    if (relu) {
      y = builder.add("af", relu(), y);
    }
    builder.add("after", new Op.Conv(4, 1, 1), y);
    return builder.build();
  }

  private static Graph doubled(boolean relu) {
    GraphBuilder builder = new GraphBuilder();
    Tensor x = front(builder, 4, 5, 8);
    Tensor y = builder.add("add", new Op.Add(), x, x);
    if (relu) {
      y = builder.add("af", relu(), y);
    }
    builder.add("after", new Op.Conv(4, 1, 1), y);
    return builder.build();
  }

  /** Sums without a ReLU between them, each read twice: gradients that share memory. */
  private static Graph nested() {
    GraphBuilder builder = new GraphBuilder();
    Tensor x = front(builder, 3, 3, 8);
    Tensor a = builder.add("a", new Op.Conv(8, 3, 1), x);
    Tensor b = builder.add("b", new Op.Conv(8, 1, 1), x);
    Tensor c = builder.add("c", relu(), builder.add("ab", new Op.Add(), a, b));
    Tensor d = builder.add("d", new Op.Add(), c, x);
    Tensor e = builder.add("e", new Op.Conv(8, 1, 1), d);
    Tensor f = builder.add("f", new Op.Add(), builder.add("de", new Op.Add(), d, e), c);
    builder.add("after", new Op.Conv(4, 1, 1), f);
    return builder.build();
  }

  private static Graph scale() {
    GraphBuilder builder = new GraphBuilder();
    Tensor x = front(builder, 4, 3, 6);
    Tensor gate = builder.add("avg", new Op.GlobalPool(), x);
    gate = builder.add("ex", new Op.Conv(6, 1, 1, 1, true), gate);
    gate = builder.add("gate", new Op.Activate(Activation.SIGMOID), gate);
    builder.add("scale", new Op.Scale(), x, gate);
    return builder.build();
  }

  private static Graph network(Block block) {
    Network network =
        new Network(
            new Stem(Stem.Type.RES, 8),
            List.of(new Stage(2, 16, 1, block), new Stage(1, 24, 2, block)),
            new Head(12));
    return network.graph(new Shape(13, 11, 3), 5);
  }
}
