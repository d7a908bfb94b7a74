package io.archscape.engine;

import io.archscape.arch.Attention;
import io.archscape.arch.Attention.SqueezeExcite.Rounding;
import io.archscape.arch.Block;
import io.archscape.arch.CrossStage;
import io.archscape.arch.CrossStage.Partial;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Regularisation;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.graph.Activation;
import io.archscape.graph.ConcatAxis;
import io.archscape.graph.Graph;
import io.archscape.graph.GraphBuilder;
import io.archscape.graph.Node;
import io.archscape.graph.Op;
import io.archscape.graph.PoolStatistic;
import io.archscape.graph.Shape;
import io.archscape.graph.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Small graphs that hold every operation on odd shapes. Each begins with a 1x1 convolution, so that
 * the gradient by the operation's input is seen in that convolution's weights.
 */
final class Cases {
  private Cases() {}

  /** Name to case; the batch is always {@link #BATCH}. */
  static Map<String, Case> all() {
    Map<String, Case> all = new LinkedHashMap<>();
    about(Op.Conv.class, Cases::convolutions, all);
    about(Op.BatchNorm.class, Cases::norms, all);
    about(Op.BatchNorm.class, Cases::besideNorms, all);
    about(Op.Activate.class, Cases::activations, all);
    about(Op.MaxPool.class, Cases::maxPools, all);
    about(Op.GlobalPool.class, Cases::globalPools, all);
    about(Op.ChannelPool.class, Cases::channelPools, all);
    about(Op.ChannelConv.class, Cases::channelConvs, all);
    about(Op.Slice.class, Cases::slices, all);
    about(Op.Concat.class, Cases::concats, all);
    about(Op.ChannelShuffle.class, Cases::shuffles, all);
    about(Op.Drop.class, Cases::drops, all);
    about(Op.Linear.class, Cases::linear, all);
    about(Op.Add.class, Cases::adds, all);
    about(Op.Scale.class, Cases::scales, all);
    about(Case.NETWORK, Cases::networks, all);
    return all;
  }

  private static void about(
      Class<? extends Op> subject, Consumer<Map<String, Graph>> kind, Map<String, Case> all) {
    Map<String, Graph> graphs = new LinkedHashMap<>();
    kind.accept(graphs);
    graphs.forEach((name, graph) -> all.put(name, new Case(subject, graph)));
  }

  private static void convolutions(Map<String, Graph> cases) {
    cases.put("conv 1x1", conv(5, 7, 6, new Op.Conv(5, 1, 1)));
    cases.put("conv 1x1 stride 2", conv(5, 7, 6, new Op.Conv(5, 1, 2)));
    cases.put("conv 3x3", conv(7, 5, 3, new Op.Conv(4, 3, 1)));
    cases.put("conv 3x3 stride 2", conv(7, 6, 3, new Op.Conv(4, 3, 2)));
    cases.put("conv 7x7 stride 2", conv(9, 9, 3, new Op.Conv(8, 7, 2)));
    cases.put("conv kernel larger than image", conv(2, 1, 4, new Op.Conv(3, 5, 1)));
    cases.put("conv on one pixel", conv(1, 1, 4, new Op.Conv(3, 3, 1)));
    cases.put("conv 7x7 from two channels to one", conv(5, 6, 2, new Op.Conv(1, 7, 1)));
    cases.put("conv with bias", conv(3, 4, 4, new Op.Conv(6, 3, 1, 1, true)));
    cases.put("conv two groups", conv(5, 5, 6, new Op.Conv(4, 3, 1, 2, false)));
    cases.put("conv group width 2", conv(6, 5, 8, new Op.Conv(8, 3, 2, 4, false)));
    cases.put("conv group width 8", conv(6, 5, 32, new Op.Conv(32, 3, 1, 4, false)));
    cases.put("conv group width 16", conv(5, 6, 32, new Op.Conv(32, 3, 2, 2, false)));
    cases.put("conv group width 2, half a block", conv(6, 5, 12, new Op.Conv(12, 3, 1, 6, false)));
    cases.put("conv group width 4", conv(6, 5, 24, new Op.Conv(24, 3, 2, 6, false)));
    cases.put("conv group width 4, half a block", conv(6, 5, 20, new Op.Conv(20, 3, 1, 5, false)));
    cases.put("conv group width 5", conv(5, 5, 15, new Op.Conv(15, 3, 1, 3, false)));
    cases.put("conv depthwise", conv(5, 6, 6, new Op.Conv(6, 3, 1, 6, false)));
    cases.put("conv depthwise stride 2", conv(5, 6, 16, new Op.Conv(16, 3, 2, 16, false)));
    cases.put("conv depthwise 5x5", conv(9, 10, 24, new Op.Conv(24, 5, 1, 24, false)));
    cases.put("conv depthwise 5x5 stride 2", conv(6, 3, 16, new Op.Conv(16, 5, 2, 16, false)));
    cases.put("conv with rows longer than a tile", conv(3, 29, 8, new Op.Conv(16, 3, 1)));
    cases.put("conv to blocks that are not full", conv(4, 4, 20, new Op.Conv(12, 3, 2)));
    smallMaps(cases);
  }

  private static void norms(Map<String, Graph> cases) {
    cases.put("batch norm", chain(4, 3, 5, new Op.BatchNorm()));
    cases.put("batch norm relu", chain(4, 3, 16, new Op.BatchNorm(), relu()));
    cases.put("batch norm on one pixel", chain(1, 1, 7, new Op.BatchNorm(), relu()));
  }

  /** A norm deviates more than what it stands beside. */
  private static void besideNorms(Map<String, Graph> cases) {
    cases.put("drop after norm", chain(4, 3, 12, new Op.BatchNorm(), images(0.3), relu()));
    cases.put("drop after norm relu", chain(4, 3, 12, new Op.BatchNorm(), relu(), images(0.3)));
    cases.put("drop after norm at the end", chain(3, 3, 4, new Op.BatchNorm(), images(0.3)));
    cases.put(
        "drops after norm", chain(3, 3, 9, new Op.BatchNorm(), images(0.3), values(0.2), relu()));
    cases.put("drop of the branch", residualWithDrops(true));
    cases.put("drop of both sides", residualWithDrops(false));
    cases.put("shuffle between convolutions", betweenConvolutions());
    cases.put("shuffle in a residual", shuffledResidual());
    cases.put("add", residual(x -> x));
    cases.put("add relu", residual(x -> x, relu()));
  }

  private static void activations(Map<String, Graph> cases) {
    cases.put("relu", chain(4, 3, 5, relu()));
    cases.put("sigmoid", chain(4, 3, 5, new Op.Activate(Activation.SIGMOID)));
    cases.put("silu", chain(4, 3, 5, silu()));
    cases.put("silu on one pixel", chain(1, 1, 17, silu()));
    cases.put("silu after norm", chain(4, 3, 5, new Op.Conv(7, 3, 1), new Op.BatchNorm(), silu()));
    cases.put("silu after add", residual(x -> x, silu()));
    for (Activation function : Activation.values()) {
      Op op = new Op.Activate(function);
      cases.put(function + " of whole blocks", chain(3, 2, 5, new Op.Conv(8, 1, 1), op));
    }
    Op clip = new Op.Activate(Activation.RELU6);
    cases.put(
        "relu6 between convolutions",
        chain(4, 3, 5, new Op.Conv(12, 3, 1), new Op.BatchNorm(), clip, new Op.Conv(8, 1, 1)));
  }

  private static void maxPools(Map<String, Graph> cases) {
    cases.put("max pool 3 stride 2", chain(7, 6, 5, new Op.MaxPool(3, 2)));
    cases.put("max pool 3 stride 1", chain(5, 5, 8, new Op.MaxPool(3, 1)));
    cases.put("max pool larger than image", chain(1, 2, 3, new Op.MaxPool(3, 2)));
  }

  private static void linear(Map<String, Graph> cases) {
    cases.put("linear", chain(4, 4, 6, new Op.GlobalPool(), new Op.Linear(5)));
  }

  private static void adds(Map<String, Graph> cases) {
    cases.put("add with itself", doubled(false));
    cases.put("add with itself relu", doubled(true));
    cases.put("add of adds", nested());
  }

  /**
   * The same graphs, ended by a mean over all positions: with one pixel as their result, what lies
   * before it may have any layout.
   */
  static Map<String, Case> ended() {
    Map<String, Case> cases = new LinkedHashMap<>();
    all().forEach((name, one) -> cases.put(name, new Case(one.subject(), ended(one.graph()))));
    return cases;
  }

  private static Graph ended(Graph graph) {
    if (graph.output().shape().positions() == 1) {
      return graph;
    }
    GraphBuilder builder = new GraphBuilder();
    Map<Integer, Tensor> copies = new HashMap<>();
    for (Node node : graph.nodes()) {
      Tensor[] inputs = node.inputs().stream().map(copies::get).toArray(Tensor[]::new);
      copies.put(node.id(), builder.add(node.name(), node.op(), inputs));
    }
    builder.add("end", new Op.GlobalPool(), copies.get(graph.output().id()));
    return builder.build();
  }

  private static void globalPools(Map<String, Graph> cases) {
    for (PoolStatistic statistic : PoolStatistic.values()) {
      String name = "global " + statistic.name().toLowerCase(Locale.ROOT);
      Op global = new Op.GlobalPool(statistic);
      cases.put(name, chain(5, 3, 7, global));
      cases.put(name + " of one pixel", chain(1, 1, 7, global));
      cases.put(name + " of one channel", chain(4, 5, 1, global));
      cases.put(name + " of rows", chain(2, 1, 16, global));
    }
    // places that no longer fit into a byte
    cases.put("global max of many", chain(17, 16, 2, new Op.GlobalPool(PoolStatistic.MAX)));
  }

  private static void channelPools(Map<String, Graph> cases) {
    for (PoolStatistic statistic : PoolStatistic.values()) {
      String name = "channel " + statistic.name().toLowerCase(Locale.ROOT);
      Op channels = new Op.ChannelPool(statistic);
      cases.put(name, chain(5, 3, 7, channels));
      cases.put(name + " of many", chain(3, 2, 33, channels));
      cases.put(name + " of one", chain(4, 5, 1, channels));
      cases.put(name + " on one pixel", chain(1, 1, 6, channels));
    }
    cases.put("channel max of hundreds", chain(2, 1, 272, new Op.ChannelPool(PoolStatistic.MAX)));
  }

  /** Maps smaller than the kernel, for every width of groups that has code of its own. */
  private static void smallMaps(Map<String, Graph> cases) {
    for (int size = 1; size <= 3; size++) {
      for (int stride = 1; stride <= 2; stride++) {
        for (int groupWidth : new int[] {1, 2, 4, 8, 16, 32}) {
          cases.put(
              "conv 3x3 on %dx%d stride %d group width %d"
                  .formatted(size, size, stride, groupWidth),
              conv(size, size, 32, new Op.Conv(32, 3, stride, 32 / groupWidth, false)));
        }
      }
    }
  }

  private static void channelConvs(Map<String, Graph> cases) {
    cases.put("channel conv 1", channelConv(5, 1));
    cases.put("channel conv 3", channelConv(7, 3));
    cases.put("channel conv 5", channelConv(16, 5));
    cases.put("channel conv larger than the channels", channelConv(3, 9));
    cases.put("channel conv on one channel", channelConv(1, 3));
  }

  private static Graph channelConv(int channels, int kernel) {
    return chain(3, 2, channels, new Op.GlobalPool(), new Op.ChannelConv(kernel));
  }

  private static void slices(Map<String, Graph> cases) {
    cases.put("slice at the beginning", chain(3, 4, 7, new Op.Slice(0, 3)));
    cases.put("slice in the middle", chain(3, 4, 7, new Op.Slice(2, 5)));
    cases.put("slice at the end", chain(3, 4, 7, new Op.Slice(6, 7)));
    cases.put("slice of all", chain(3, 4, 7, new Op.Slice(0, 7)));
    cases.put("slice on one pixel", chain(1, 1, 19, new Op.Slice(1, 18)));
    cases.put("slice of a slice", chain(2, 3, 9, new Op.Slice(1, 8), new Op.Slice(2, 5)));
  }

  private static void concats(Map<String, Graph> cases) {
    cases.put("concat of channels", concat(ConcatAxis.CHANNELS, 3, 4, 5, 2));
    cases.put("concat of three", concat(ConcatAxis.CHANNELS, 2, 5, 7, 1, 16));
    cases.put("concat on one pixel", concat(ConcatAxis.CHANNELS, 1, 1, 3, 3));
    cases.put("concat of rows", concat(ConcatAxis.ROWS, 3, 4, 5, 5));
    cases.put("concat of three vectors in rows", concat(ConcatAxis.ROWS, 1, 1, 6, 6, 6));
    cases.put("concat with itself", concatWithItself());
    cases.put("concat with its own slices", concatWithSlices());
  }

  private static void shuffles(Map<String, Graph> cases) {
    cases.put("shuffle of odd channels", chain(3, 4, 15, shuffle(3)));
    cases.put("shuffle of one group", chain(3, 4, 7, shuffle(1)));
    cases.put("shuffle of groups of one", chain(3, 4, 7, shuffle(7)));
    cases.put("shuffle of few channels", chain(2, 3, 6, shuffle(2)));
    cases.put("shuffle of 2 groups of 12", chain(5, 3, 24, shuffle(2)));
    cases.put("shuffle of 3 groups of 8", chain(5, 3, 24, shuffle(3)));
    cases.put("shuffle of 8 groups of 3", chain(5, 3, 24, shuffle(8)));
    cases.put("shuffle of 5 groups of 16", chain(3, 2, 80, shuffle(5)));
    cases.put("shuffle of 16 groups of 4", chain(3, 2, 64, shuffle(16)));
    cases.put("shuffle of squares", chain(3, 5, 64, shuffle(8)));
    cases.put("shuffle on one pixel", chain(1, 1, 20, shuffle(5)));
    cases.put("shuffle there and back", chain(2, 3, 6, shuffle(2), shuffle(3)));
  }

  private static Op shuffle(int groups) {
    return new Op.ChannelShuffle(groups);
  }

  /** The channels do not fill their last block. */
  private static Graph betweenConvolutions() {
    Op grouped = new Op.Conv(12, 3, 1, 3, false);
    return chain(4, 5, 12, new Op.BatchNorm(), relu(), shuffle(4), grouped, shuffle(3));
  }

  /** Both sides of the sum are shuffled, and what is shuffled is read by others too. */
  private static Graph shuffledResidual() {
    GraphBuilder builder = new GraphBuilder();
    Tensor x = front(builder, 4, 5, 16);
    Tensor y = builder.add("a", new Op.Conv(16, 3, 1), x);
    y = builder.add("f", shuffle(4), builder.add("a_bn", new Op.BatchNorm(), y));
    Tensor z = builder.add("add", new Op.Add(), builder.add("skip", shuffle(8), x), y);
    z = builder.add("add_x", new Op.Add(), z, x);
    builder.add("after", new Op.Conv(4, 1, 1), builder.add("af", relu(), z));
    return builder.build();
  }

  private static void drops(Map<String, Graph> cases) {
    cases.put("drop of images", chain(4, 3, 5, images(0.5)));
    cases.put("drop of images of full blocks", chain(5, 3, 16, images(0.3)));
    cases.put("drop of images of a few channels", chain(3, 4, 3, images(0.3)));
    cases.put("drop of images on one pixel", chain(1, 1, 17, images(0.3)));
    cases.put("drop of values", chain(4, 3, 5, values(0.5)));
    cases.put("drop of values of full blocks", chain(5, 3, 16, values(0.3)));
    cases.put("drop of values of a half block", chain(2, 3, 20, values(0.9)));
    cases.put("drop of values on one pixel", chain(1, 1, 17, values(0.3)));
    cases.put("drop of a drop", chain(3, 2, 9, values(0.3), images(0.3)));
    cases.put("drop before linear", chain(4, 4, 6, mean(), values(0.4), new Op.Linear(5)));
  }

  private static Op images(double rate) {
    return new Op.Drop(rate, Op.Drop.Unit.IMAGE);
  }

  private static Op values(double rate) {
    return new Op.Drop(rate, Op.Drop.Unit.VALUE);
  }

  private static Op mean() {
    return new Op.GlobalPool();
  }

  /** A sum passes its gradient on; what is dropped of it must not be lost to the other side. */
  private static Graph residualWithDrops(boolean branchOnly) {
    GraphBuilder builder = new GraphBuilder();
    Tensor x = front(builder, 4, 5, 12);
    Tensor y = builder.add("a_bn", new Op.BatchNorm(), builder.add("a", new Op.Conv(12, 3, 1), x));
    y = builder.add("drop", images(0.4), y);
    Tensor skip = branchOnly ? x : builder.add("drop_x", values(0.4), x);
    y = builder.add("add", new Op.Add(), skip, y);
    y = builder.add("add_x", new Op.Add(), y, x);
    builder.add("after", new Op.Conv(4, 1, 1), builder.add("af", relu(), y));
    return builder.build();
  }

  /** Tensors of these channels, each from a convolution of its own. */
  private static Graph concat(ConcatAxis axis, int height, int width, int... channels) {
    GraphBuilder builder = new GraphBuilder();
    Tensor x = front(builder, height, width, 4);
    Tensor[] parts = new Tensor[channels.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = builder.add("part" + i, new Op.Conv(channels[i], 1, 1), x);
    }
    builder.add("concat", new Op.Concat(axis), parts);
    return builder.build();
  }

  private static Graph concatWithItself() {
    GraphBuilder builder = new GraphBuilder();
    Tensor x = front(builder, 3, 2, 5);
    builder.add("after", new Op.Conv(4, 1, 1), builder.add("xxx", concat(), x, x, x));
    return builder.build();
  }

  private static Graph concatWithSlices() {
    GraphBuilder builder = new GraphBuilder();
    Tensor x = front(builder, 3, 2, 7);
    Tensor a = builder.add("a", new Op.Slice(4, 7), x);
    Tensor b = builder.add("b", new Op.Slice(1, 5), x);
    builder.add("after", new Op.Conv(4, 1, 1), builder.add("axb", concat(), a, x, b));
    return builder.build();
  }

  private static Op concat() {
    return new Op.Concat(ConcatAxis.CHANNELS);
  }

  private static void scales(Map<String, Graph> cases) {
    cases.put("scale by channel", scale(4, 3, 6));
    cases.put("scale by channel, one channel", scale(4, 3, 1));
    cases.put("scale by channel on one pixel", scale(1, 1, 17));
    cases.put("scale by position", scaleByPosition(4, 3, 6));
    cases.put("scale by position, one channel", scaleByPosition(3, 5, 1));
    cases.put("scale by position on one pixel", scaleByPosition(1, 1, 7));
    cases.put("scale by itself", scaleByItself());
  }

  private static void networks(Map<String, Graph> cases) {
    cases.put("x block", network(new Block.Bottleneck(1, 8, new Attention.None())));
    cases.put("x block half", network(new Block.Bottleneck(0.5, 4, new Attention.None())));
    cases.put("y block", network(new Block.Bottleneck(1, 8, new Attention.SqueezeExcite(0.25))));
    cases.put("basic block", network(new Block.Basic()));
    cases.put("vanilla block", network(new Block.Vanilla()));
    Block shuffled = new Block.Bottleneck(1, 8, new Attention.EfficientChannel(), true);
    cases.put("shuffled x block", network(shuffled));
    Attention eca = new Attention.EfficientChannel();
    Attention cbam = new Attention.Cbam();
    cases.put("eca block", network(new Block.Bottleneck(1, 8, eca)));
    cases.put("cbam block", network(new Block.Bottleneck(1, 8, cbam)));
    cases.put("basic block with se", network(new Block.Basic(new Attention.SqueezeExcite(0.25))));
    cases.put("basic block with cbam", network(new Block.Basic(new Attention.Cbam(4, 3))));
    Block block = new Block.Bottleneck(1, 8, new Attention.None());
    cases.put("csp first", network(block, new Partial(8, Partial.Fusion.FIRST), Activation.RELU));
    cases.put("csp last", network(block, new Partial(8, Partial.Fusion.LAST), Activation.SILU));
    Attention down = new Attention.SqueezeExcite(0.23, Rounding.DOWN);
    CrossStage none = new CrossStage.None();
    Block linear = new Block.LinearBottleneck(4, 8, new Attention.SqueezeExcite(0.25));
    cases.put("z block", network(linear, none, Activation.SILU));
    cases.put("mbconv", network(new Block.MbConv(6, 5, down), none, Activation.SILU));
    cases.put("y block with drops", dropping(new Attention.SqueezeExcite(0.25)));
    cases.put("x block with drops", dropping(new Attention.None()));
    cases.put(
        "mbconv without expansion", network(new Block.MbConv(1, 3, down), none, Activation.SILU));
  }

  static final int BATCH = 3;

  private static Op relu() {
    return new Op.Activate(Activation.RELU);
  }

  private static Op silu() {
    return new Op.Activate(Activation.SILU);
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

  private static Graph residual(UnaryOperator<Tensor> identity, Op... after) {
    GraphBuilder builder = new GraphBuilder();
    Tensor x = identity.apply(front(builder, 4, 5, 8));
    Tensor y = builder.add("a", new Op.Conv(8, 3, 1), x);
    y = builder.add("a_bn", new Op.BatchNorm(), y);
    y = builder.add("add", new Op.Add(), x, y);
    for (Op op : after) {
      y = builder.add("af", op, y);
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

  private static Graph scale(int height, int width, int channels) {
    GraphBuilder builder = new GraphBuilder();
    Tensor x = front(builder, height, width, channels);
    Tensor gate = builder.add("avg", new Op.GlobalPool(), x);
    gate = builder.add("ex", new Op.Conv(channels, 1, 1, 1, true), gate);
    gate = builder.add("gate", new Op.Activate(Activation.SIGMOID), gate);
    builder.add("scale", new Op.Scale(), x, gate);
    return builder.build();
  }

  /** The gate of CBAM: one channel from two, 7x7. */
  private static Graph scaleByPosition(int height, int width, int channels) {
    GraphBuilder builder = new GraphBuilder();
    Tensor x = front(builder, height, width, channels);
    Tensor gate = builder.add("two", new Op.Conv(2, 1, 1), x);
    gate = builder.add("conv", new Op.Conv(1, 7, 1), gate);
    gate = builder.add("gate", new Op.Activate(Activation.SIGMOID), gate);
    builder.add("scale", new Op.Scale(), x, gate);
    return builder.build();
  }

  private static Graph scaleByItself() {
    GraphBuilder builder = new GraphBuilder();
    Tensor x = builder.add("avg", new Op.GlobalPool(), front(builder, 2, 3, 5));
    builder.add("scale", new Op.Scale(), x, x);
    return builder.build();
  }

  private static Graph network(Block block) {
    return network(block, new CrossStage.None(), Activation.RELU);
  }

  private static Graph dropping(Attention attention) {
    Block block = new Block.Bottleneck(1, 8, attention);
    Network network =
        new Network(
            new Stem(Stem.Type.CIFAR, 8),
            List.of(new Stage(2, 16, 1, block), new Stage(1, 24, 2, block)),
            Head.PLAIN);
    return network.graph(new Shape(7, 5, 3), 5, new Regularisation(0.3, 0.5));
  }

  private static Graph network(Block block, CrossStage crossStage, Activation function) {
    boolean all = crossStage instanceof CrossStage.None;
    Stage first = new Stage(all ? 2 : 3, 16, 1, block, crossStage);
    Network network =
        new Network(
            new Stem(Stem.Type.RES, 8),
            List.of(first, new Stage(1, 24, 2, block)),
            new Head(12),
            function);
    return network.graph(new Shape(13, 11, 3), 5);
  }
}
