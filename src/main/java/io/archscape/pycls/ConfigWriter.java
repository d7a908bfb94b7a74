package io.archscape.pycls;

import io.archscape.InputException;
import io.archscape.arch.Attention;
import io.archscape.arch.Attention.SqueezeExcite;
import io.archscape.arch.Attention.SqueezeExcite.Rounding;
import io.archscape.arch.Block;
import io.archscape.arch.CrossStage;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.space.RegNetInverse;
import io.archscape.space.RegNetInverse.Setting;
import io.archscape.space.RegNetInverse.Target;
import io.archscape.space.RegNetParams;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes a config. A value has the type of its default in pycls, as yacs demands: {@code WA: 24.0}.
 */
final class ConfigWriter {
  private final Network network;
  private final List<Stage> stages;
  private final int image;
  private final int classes;
  private final Optional<Setting> known;

  ConfigWriter(Network network, int image, int classes, Optional<Setting> known) {
    this.network = network;
    this.stages = network.stages();
    this.image = image;
    this.classes = classes;
    this.known = known;
  }

  /** A stage's block and where a config has the parts of it. */
  private record Kind(BlockType type, double multiplier, int groupWidth, Attention attention) {}

  String write() {
    for (int i = 0; i < stages.size(); i++) {
      if (!(stages.get(i).crossStage() instanceof CrossStage.None)) {
        throw inexpressible("no cross-stage partial stage", "csp in stage " + (i + 1));
      }
    }
    if (stages.get(0).block() instanceof Block.MbConv) {
      return document("effnet", "EN", efficientNet());
    }
    List<Kind> kinds = stages.stream().map(stage -> kind(stage.block())).toList();
    BlockType type = same(kinds, Kind::type, "one block for all stages");
    Attention attention = same(kinds, Kind::attention, "one SE_R for all stages");
    Optional<Setting> setting = setting(kinds);
    return setting.isPresent()
        ? document("regnet", "REGNET", regNet(setting.get(), type, attention))
        : document("anynet", "ANYNET", anyNet(kinds, type, attention));
  }

  private static InputException inexpressible(String what, String got) {
    return new InputException(
        "network must be one that pycls can express, which has %s; got %s".formatted(what, got));
  }

  private <T> T same(List<Kind> kinds, Function<Kind, T> part, String rule) {
    T first = part.apply(kinds.get(0));
    for (int i = 1; i < kinds.size(); i++) {
      if (!part.apply(kinds.get(i)).equals(first)) {
        throw inexpressible(
            rule,
            "%s in stage 1 and %s in stage %d".formatted(first, part.apply(kinds.get(i)), i + 1));
      }
    }
    return first;
  }

  private static Kind kind(Block block) {
    if (block instanceof Block.Vanilla) {
      return new Kind(BlockType.VANILLA, 1, 1, new Attention.None());
    }
    if (block instanceof Block.Basic basic) {
      if (!(basic.attention() instanceof Attention.None)) {
        throw inexpressible("no attention in res_basic_block", name(basic.attention()));
      }
      return new Kind(BlockType.BASIC, 1, 1, basic.attention());
    }
    if (block instanceof Block.Bottleneck x) {
      if (x.shuffle()) {
        throw inexpressible("no channel shuffle in res_bottleneck_block", "a shuffle");
      }
      return new Kind(BlockType.BOTTLENECK, x.multiplier(), x.groupWidth(), squeeze(x.attention()));
    }
    if (block instanceof Block.LinearBottleneck z) {
      return new Kind(BlockType.LINEAR, z.multiplier(), z.groupWidth(), squeeze(z.attention()));
    }
    throw inexpressible("MBConv in all stages or in none", "both");
  }

  private static Attention squeeze(Attention attention) {
    boolean known =
        attention instanceof Attention.None
            || (attention instanceof SqueezeExcite se && se.rounding() == Rounding.NEAREST);
    if (!known) {
      throw inexpressible(
          "no attention in bottlenecks but SE rounded to the nearest", name(attention));
    }
    return attention;
  }

  private static String name(Attention attention) {
    if (attention instanceof SqueezeExcite se) {
      return "SE rounded " + (se.rounding() == Rounding.DOWN ? "down" : "to the nearest");
    }
    if (attention instanceof Attention.EfficientChannel) {
      return "ECA";
    }
    return attention instanceof Attention.Cbam ? "CBAM" : "none";
  }

  private Optional<Setting> setting(List<Kind> kinds) {
    Kind first = kinds.get(0);
    int stride = stages.get(0).stride();
    boolean alike =
        stages.stream().allMatch(stage -> stage.stride() == stride)
            && kinds.stream().allMatch(kind -> kind.multiplier() == first.multiplier());
    boolean adjustable = first.multiplier() < 1 || first.multiplier() % 1 == 0;
    if (!alike || !adjustable) {
      return Optional.empty();
    }
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      targets.add(new Target(stage.depth(), stage.width(), kinds.get(i).groupWidth()));
    }
    return known
        .filter(setting -> setting.b() == first.multiplier() && setting.gives(targets))
        .or(() -> RegNetInverse.of(targets, first.multiplier()));
  }

  private Map<String, Object> regNet(Setting setting, BlockType type, Attention attention) {
    Map<String, Object> keys = body(type, attention);
    RegNetParams params = setting.params();
    keys.put("STRIDE", stages.get(0).stride());
    keys.put("DEPTH", params.d());
    keys.put("W0", params.w0());
    keys.put("WA", params.wa());
    keys.put("WM", params.wm());
    keys.put("GROUP_W", setting.g());
    keys.put("BOT_MUL", setting.b());
    return keys;
  }

  private Map<String, Object> anyNet(List<Kind> kinds, BlockType type, Attention attention) {
    Map<String, Object> keys = body(type, attention);
    stages(keys);
    if (type.hasBottleneck()) {
      keys.put("BOT_MULS", kinds.stream().map(Kind::multiplier).toList());
      keys.put("GROUP_WS", kinds.stream().map(Kind::groupWidth).toList());
    }
    return keys;
  }

  private Map<String, Object> body(BlockType type, Attention attention) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("STEM_TYPE", StemType.key(network.stem().type()));
    keys.put("STEM_W", network.stem().width());
    keys.put("BLOCK_TYPE", type.key());
    if (attention instanceof SqueezeExcite se) {
      keys.put("SE_ON", true);
      keys.put("SE_R", se.ratio());
    }
    if (network.head().width() > 0) {
      keys.put("HEAD_W", network.head().width());
    }
    return keys;
  }

  private void stages(Map<String, Object> keys) {
    keys.put("DEPTHS", stages.stream().map(Stage::depth).toList());
    keys.put("WIDTHS", stages.stream().map(Stage::width).toList());
    keys.put("STRIDES", stages.stream().map(Stage::stride).toList());
  }

  private Map<String, Object> efficientNet() {
    List<Block.MbConv> blocks = stages.stream().map(stage -> mbConv(stage.block())).toList();
    SqueezeExcite first = squeezed(blocks.get(0));
    for (int i = 0; i < blocks.size(); i++) {
      if (!squeezed(blocks.get(i)).equals(first)) {
        throw inexpressible("one SE_R for all stages", "another in stage " + (i + 1));
      }
    }
    if (network.stem().type() != Stem.Type.SIMPLE) {
      throw inexpressible("simple_stem_in before MBConv", StemType.key(network.stem().type()));
    }
    if (network.head().width() == 0) {
      throw inexpressible("a 1x1 convolution in the head after MBConv", "head width 0");
    }
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("STEM_W", network.stem().width());
    stages(keys);
    keys.put("EXP_RATIOS", blocks.stream().map(Block.MbConv::expansion).toList());
    keys.put("KERNELS", blocks.stream().map(Block.MbConv::kernel).toList());
    keys.put("SE_R", first.ratio());
    keys.put("HEAD_W", network.head().width());
    return keys;
  }

  private static Block.MbConv mbConv(Block block) {
    if (block instanceof Block.MbConv conv) {
      return conv;
    }
    throw inexpressible("MBConv in all stages or in none", "both");
  }

  private static SqueezeExcite squeezed(Block.MbConv block) {
    if (block.attention() instanceof SqueezeExcite se && se.rounding() == Rounding.DOWN) {
      return se;
    }
    throw inexpressible("SE rounded down in each MBConv", name(block.attention()));
  }

  private String document(String type, String section, Map<String, Object> body) {
    StringBuilder yaml = new StringBuilder("MODEL:\n");
    line(yaml, "TYPE", type);
    line(yaml, "NUM_CLASSES", classes);
    switch (network.activation()) {
      case RELU -> {}
      case SILU -> line(yaml, "ACTIVATION_FUN", "silu");
      case SIGMOID -> throw inexpressible("relu or silu", "sigmoid");
    }
    yaml.append(section).append(":\n");
    body.forEach((key, value) -> line(yaml, key, value));
    yaml.append("TRAIN:\n");
    line(yaml, "IM_SIZE", image);
    return yaml.toString();
  }

  private static void line(StringBuilder yaml, String key, Object value) {
    yaml.append("  ").append(key).append(": ").append(text(value)).append('\n');
  }

  /** As Python reads it back to the same type: a float has its point. */
  private static String text(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(ConfigWriter::text).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    }
    if (value instanceof Double number) {
      String plain = BigDecimal.valueOf(number).toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    return String.valueOf(value);
  }
}
