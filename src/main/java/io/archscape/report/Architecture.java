package io.archscape.report;

import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.CrossStage;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A network in few words: what its blocks are, and a row of numbers for each stage. */
final class Architecture {
  /** Where a stage's block has no such number. */
  private static final double NONE = 0;

  private Architecture() {}

  /**
   * Depth, width, bottleneck multiplier or expansion, and group width (0: has none).
   *
   * @return four numbers a stage, one after the other
   */
  static List<Double> stages(Network network) {
    List<Double> numbers = new ArrayList<>();
    for (Stage stage : network.stages()) {
      numbers.add((double) stage.depth());
      numbers.add((double) stage.width());
      numbers.add(multiplier(stage.block()));
      numbers.add(groupWidth(stage.block()));
    }
    return numbers;
  }

  private static double multiplier(Block block) {
    if (block instanceof Block.Bottleneck x) {
      return x.multiplier();
    }
    if (block instanceof Block.LinearBottleneck z) {
      return z.multiplier();
    }
    return block instanceof Block.MbConv mb ? mb.expansion() : NONE;
  }

  private static double groupWidth(Block block) {
    if (block instanceof Block.Bottleneck x) {
      return x.groupWidth();
    }
    if (block instanceof Block.LinearBottleneck z) {
      return z.groupWidth();
    }
    return block instanceof Block.MbConv ? 1 : NONE;
  }

  /** {@code X blocks, squeeze-and-excitation}: of the first stage, which the others follow. */
  static String blocks(Network network) {
    Stage stage = network.stages().get(0);
    Block block = stage.block();
    List<String> words = new ArrayList<>();
    words.add(kind(block));
    attention(block).filter(word -> !word.isEmpty()).ifPresent(words::add);
    if (!(stage.crossStage() instanceof CrossStage.None)) {
      words.add("cross-stage partial");
    }
    return String.join(", ", words);
  }

  private static String kind(Block block) {
    if (block instanceof Block.Vanilla) {
      return "plain blocks";
    }
    if (block instanceof Block.Basic) {
      return "basic residual blocks";
    }
    if (block instanceof Block.MbConv mb) {
      return "inverted residual blocks, " + mb.kernel() + "x" + mb.kernel();
    }
    return block instanceof Block.LinearBottleneck ? "linear bottlenecks" : "bottlenecks";
  }

  private static Optional<String> attention(Block block) {
    if (block instanceof Block.Basic basic) {
      return Optional.of(name(basic.attention()));
    }
    if (block instanceof Block.Bottleneck x) {
      return Optional.of(name(x.attention()));
    }
    if (block instanceof Block.LinearBottleneck z) {
      return Optional.of(name(z.attention()));
    }
    return block instanceof Block.MbConv mb ? Optional.of(name(mb.attention())) : Optional.empty();
  }

  private static String name(Attention attention) {
    if (attention instanceof Attention.SqueezeExcite) {
      return "squeeze-and-excitation";
    }
    if (attention instanceof Attention.EfficientChannel) {
      return "efficient channel attention";
    }
    return attention instanceof Attention.Cbam ? "CBAM" : "";
  }
}
