package io.archscape.bench;

import io.archscape.InputException;
import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.exchange.Architectures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network that training speed is measured on.
 *
 * @param image the side of square images in three colours
 */
public record BenchNet(String label, Network network, int image, int classes) {
  /** Of the panel. */
  public static final int IMAGE = 32;

  private static final int CLASSES = 10;

  private static final Attention NONE = new Attention.None();
  private static final Attention SE =
      new Attention.SqueezeExcite(0.25, Attention.SqueezeExcite.Rounding.NEAREST);
  private static final Stem HALVING = new Stem(Stem.Type.SIMPLE, 16);
  private static final Stem WHOLE = new Stem(Stem.Type.CIFAR, 16);
  private static final int[] SHALLOW = {1, 1, 2, 1};
  private static final int[] NARROW = {16, 32, 64, 96};

  /** RegNet-like, for small images. */
  public static final List<BenchNet> PANEL =
      List.of(
          net("a-stem-stride-2", HALVING, SHALLOW, NARROW, 8, NONE),
          net("b-group-width-8", WHOLE, SHALLOW, NARROW, 8, NONE),
          net(
              "c-large",
              new Stem(Stem.Type.CIFAR, 24),
              SHALLOW,
              new int[] {48, 72, 96, 168},
              24,
              NONE),
          net("d-depthwise", WHOLE, SHALLOW, NARROW, 1, NONE),
          net("e-se", WHOLE, SHALLOW, NARROW, 8, SE),
          net("f-deep", WHOLE, new int[] {6, 6, 6, 6}, new int[] {16, 24, 40, 64}, 8, NONE),
          net("g-group-width-2", WHOLE, SHALLOW, NARROW, 2, NONE));

  private static BenchNet net(
      String label, Stem stem, int[] depths, int[] widths, int groupWidth, Attention attention) {
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      Block block = new Block.Bottleneck(1, groupWidth, attention);
      stages.add(new Stage(depths[i], widths[i], i == 0 ? 1 : 2, block));
    }
    return new BenchNet(label, new Network(stem, stages, Head.PLAIN), IMAGE, CLASSES);
  }

  /**
   * One of the panel.
   *
   * @throws InputException if there is none of this name
   */
  public static BenchNet named(String label) {
    List<String> labels = PANEL.stream().map(BenchNet::label).toList();
    return PANEL.stream()
        .filter(net -> net.label().equals(label))
        .findFirst()
        .orElseThrow(
            () -> new InputException("bench net must be one of " + labels + ", got " + label));
  }

  /** As an architecture that is meant for these images. */
  public Architectures.Named named() {
    return new Architectures.Named(
        label,
        network,
        Optional.empty(),
        Optional.of(image),
        Optional.of(classes),
        List.of(),
        Optional.empty(),
        List.of());
  }
}
