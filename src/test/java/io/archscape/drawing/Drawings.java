package io.archscape.drawing;

import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.CrossStage;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.graph.Activation;
import io.archscape.space.Fitting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Networks of every shape that a drawing has to hold. */
final class Drawings {
  private static final Attention NONE = new Attention.None();
  private static final Attention SE = new Attention.SqueezeExcite(0.25);

  private Drawings() {}

  static Map<String, NetworkDrawing> all() {
    Map<String, NetworkDrawing> all = new LinkedHashMap<>();
    put(all, "regnetx", regNet(NONE));
    put(all, "regnety", regNet(SE));
    put(all, "four kinds of stage", anyNet());
    put(all, "basic", resNet18());
    put(all, "regnetz", regNetZ());
    put(all, "seven stages of mbconv", efficientNet());
    put(all, "cbam", regNet(new Attention.Cbam()));
    put(all, "eca", regNet(new Attention.EfficientChannel()));
    put(all, "csp", crossStage());
    put(all, "one stage", oneStage());
    put(all, "eight stages", eightStages());
    NetworkDrawing fitted = fitted();
    all.put(fitted.name(), fitted);
    return all;
  }

  private static void put(Map<String, NetworkDrawing> all, String name, Network network) {
    all.put(name, new NetworkDrawing(name, List.of(), network, 224, 1000, List.of()));
  }

  /** Depth 60. */
  static Network regNet(Attention attention) {
    Block block = new Block.Bottleneck(1, 8, attention);
    return network(
        Stem.Type.SIMPLE,
        new Stage(1, 48, 2, block),
        new Stage(9, 120, 2, block),
        new Stage(30, 320, 2, block),
        new Stage(20, 888, 2, block));
  }

  private static Network anyNet() {
    return network(
        Stem.Type.RES,
        new Stage(1, 64, 1, new Block.Vanilla()),
        new Stage(2, 128, 2, new Block.Basic(SE)),
        new Stage(4, 256, 2, new Block.Bottleneck(0.25, 16, new Attention.EfficientChannel())),
        new Stage(2, 512, 2, new Block.Bottleneck(2, 8, SE)));
  }

  static Network resNet18() {
    Block block = new Block.Basic();
    return network(
        Stem.Type.RES,
        new Stage(2, 64, 1, block),
        new Stage(2, 128, 2, block),
        new Stage(2, 256, 2, block),
        new Stage(2, 512, 2, block));
  }

  private static Network regNetZ() {
    Block block = new Block.LinearBottleneck(4, 16, SE);
    List<Stage> stages = List.of(new Stage(2, 48, 2, block), new Stage(6, 104, 2, block));
    return new Network(new Stem(Stem.Type.SIMPLE, 32), stages, new Head(1536), Activation.SILU);
  }

  private static Network efficientNet() {
    int[] widths = {16, 24, 40, 80, 112, 192, 320};
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      Block block = new Block.MbConv(i == 0 ? 1 : 6, i % 2 == 0 ? 3 : 5, SE);
      stages.add(new Stage(1 + i % 4, widths[i], 1 + i % 2, block));
    }
    return new Network(new Stem(Stem.Type.SIMPLE, 32), stages, new Head(1280), Activation.SILU);
  }

  static Network crossStage() {
    Block block = new Block.Bottleneck(1, 8, NONE);
    Block cbam = new Block.Bottleneck(1, 16, new Attention.Cbam());
    return network(
        Stem.Type.CIFAR,
        new Stage(3, 64, 1, block, partial(32, CrossStage.Partial.Fusion.LAST)),
        new Stage(4, 128, 2, cbam, partial(64, CrossStage.Partial.Fusion.FIRST)),
        new Stage(2, 256, 2, block));
  }

  private static CrossStage partial(int through, CrossStage.Partial.Fusion fusion) {
    return new CrossStage.Partial(through, fusion);
  }

  private static Network oneStage() {
    return network(Stem.Type.CIFAR, new Stage(1, 8, 1, new Block.Vanilla()));
  }

  private static Network eightStages() {
    List<Attention> attentions =
        List.of(NONE, SE, new Attention.EfficientChannel(), new Attention.Cbam());
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Block block = new Block.Bottleneck(i % 2 == 0 ? 1 : 0.5, 8, attentions.get(i % 4));
      stages.add(new Stage(1 + i, 16 * (i + 1) * (i + 1), 1 + i % 2, block));
    }
    return new Network(new Stem(Stem.Type.SIMPLE, 32), stages, Head.PLAIN);
  }

  /** Of four stages one keeps what was asked. */
  static NetworkDrawing fitted() {
    List<Fitting> fittings =
        List.of(
            Fitting.of(1, 24, 1, 64),
            Fitting.of(2, 104, 0.25, 4),
            Fitting.of(3, 120, 4, 24),
            Fitting.of(4, 330, 1, 24));
    List<Stage> stages =
        fittings.stream()
            .map(
                each ->
                    new Stage(
                        2,
                        each.adjusted().width(),
                        2,
                        new Block.Bottleneck(
                            each.multiplier(), each.adjusted().groupWidth(), NONE)))
            .toList();
    Network network = new Network(new Stem(Stem.Type.SIMPLE, 32), stages, Head.PLAIN);
    String notes = "drawn from a space: " + "w1=24 ".repeat(60);
    return new NetworkDrawing(
        "fitted <" + "long ".repeat(60) + "> & \"quoted\" \\ name",
        List.of(notes),
        network,
        224,
        1000,
        fittings);
  }

  private static Network network(Stem.Type stem, Stage... stages) {
    return new Network(
        new Stem(stem, stem == Stem.Type.RES ? 64 : 32), List.of(stages), Head.PLAIN);
  }
}
