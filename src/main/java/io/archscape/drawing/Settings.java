package io.archscape.drawing;

import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.CrossStage;
import io.archscape.arch.Stage;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The settings of a stage beside width, depth and stride: what they are called, and as text. */
final class Settings {
  private static final String BLOCK = "block";
  private static final String EXPANSION = "expansion";
  private static final String KERNEL = "kernel";
  private static final String MULTIPLIER = "multiplier b";
  private static final String GROUP_WIDTH = "group width g";
  private static final String ATTENTION = "attention";
  private static final String SHUFFLE = "channel shuffle";
  private static final String CROSS_STAGE = "csp";

  /** In the order in which they are shown. */
  static final List<String> LABELS =
      List.of(BLOCK, EXPANSION, KERNEL, MULTIPLIER, GROUP_WIDTH, ATTENTION, SHUFFLE, CROSS_STAGE);

  private final Map<String, String> values = new LinkedHashMap<>();

  private Settings() {}

  static Map<String, String> of(Stage stage) {
    Settings settings = new Settings();
    settings.block(stage.block());
    if (stage.crossStage() instanceof CrossStage.Partial csp) {
      String fusion = csp.fusion().name().toLowerCase(Locale.ROOT);
      settings.values.put(CROSS_STAGE, "%d through, fusion %s".formatted(csp.through(), fusion));
    }
    return settings.values;
  }

  private void block(Block block) {
    if (block instanceof Block.Vanilla) {
      values.put(BLOCK, "vanilla_block");
    } else if (block instanceof Block.Basic basic) {
      values.put(BLOCK, "res_basic_block");
      attention(basic.attention());
    } else if (block instanceof Block.Bottleneck x) {
      values.put(BLOCK, "res_bottleneck_block");
      bottleneck(x.multiplier(), x.groupWidth(), x.attention());
      if (x.shuffle()) {
        values.put(SHUFFLE, "after 3x3");
      }
    } else if (block instanceof Block.LinearBottleneck z) {
      values.put(BLOCK, "res_bottleneck_linear_block");
      bottleneck(z.multiplier(), z.groupWidth(), z.attention());
    } else if (block instanceof Block.MbConv mb) {
      values.put(BLOCK, "mbconv");
      values.put(EXPANSION, plain(mb.expansion()));
      values.put(KERNEL, mb.kernel() + "x" + mb.kernel());
      attention(mb.attention());
    } else {
      throw new IllegalArgumentException("a block must have its words, got " + block);
    }
  }

  private void bottleneck(double multiplier, int groupWidth, Attention attention) {
    values.put(MULTIPLIER, plain(multiplier));
    values.put(GROUP_WIDTH, String.valueOf(groupWidth));
    attention(attention);
  }

  private void attention(Attention attention) {
    if (attention instanceof Attention.SqueezeExcite se) {
      values.put(ATTENTION, "se " + plain(se.ratio()));
    } else if (attention instanceof Attention.EfficientChannel) {
      values.put(ATTENTION, "eca");
    } else if (attention instanceof Attention.Cbam cbam) {
      values.put(
          ATTENTION, "cbam 1/%d, %dx%d".formatted(cbam.reduction(), cbam.kernel(), cbam.kernel()));
    } else if (!(attention instanceof Attention.None)) {
      throw new IllegalArgumentException("an attention must have its words, got " + attention);
    }
  }

  private static String plain(double value) {
    return new BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString();
  }
}
