package io.archscape.pycls;

import io.archscape.InputException;
import io.archscape.arch.Attention;
import io.archscape.arch.Attention.SqueezeExcite;
import io.archscape.arch.Attention.SqueezeExcite.Rounding;
import io.archscape.arch.Block;
import io.archscape.arch.BlockKind;
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
  private static final String MBCONV_IN_ALL = "MBConv in all stages or in none";

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
  private record Kind(BlockKind type, double multiplier, int groupWidth, Attention attention) {}

  String write() {
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i).crossStage().exists()) {
        throw inexpressible("no cross-stage partial stage", "csp in stage " + (i + 1));
      }
    }
    if (stages.get(0).block().kind() == BlockKind.MBCONV) {
      return document("effnet", "EN", efficientNet());
    }
    List<Kind> kinds = stages.stream().map(stage -> kind(stage.block())).toList();
    BlockKind type = same(kinds, Kind::type, "one block for all stages");
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
    BlockKind kind = block.kind();
    if (kind == BlockKind.MBCONV) {
      throw inexpressible(MBCONV_IN_ALL, "both");
    }
    if (!PyclsNames.hasBlock(kind)) {
      throw inexpressible(
          "one of the blocks " + String.join(", ", PyclsNames.blocks()), kind.key());
    }
    if (!block.extras().isEmpty()) {
      throw inexpressible(
          "no %s in %s".formatted(String.join(", ", block.extras().keySet()), kind), "one");
    }
    if (!PyclsNames.hasBottleneck(kind)) {
      if (block.attention().exists()) {
        throw inexpressible("no attention in " + kind, block.attention().word());
      }
      return new Kind(kind, 1, 1, block.attention());
    }
    return new Kind(kind, block.values()[0], (int) block.values()[1], squeeze(block.attention()));
  }

  private static Attention squeeze(Attention attention) {
    boolean known = !attention.exists() || ratio(attention, Rounding.NEAREST).isPresent();
    if (!known) {
      throw inexpressible(
          "only SE rounded to nearest as attention in bottlenecks", attention.word());
    }
    return attention;
  }

  /** Of a squeeze-and-excitation with this rounding; empty for any other attention. */
  private static Optional<Double> ratio(Attention attention, Rounding rounding) {
    return attention instanceof SqueezeExcite se && se.rounding() == rounding
        ? Optional.of(se.ratio())
        : Optional.empty();
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

  private Map<String, Object> regNet(Setting setting, BlockKind type, Attention attention) {
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

  private Map<String, Object> anyNet(List<Kind> kinds, BlockKind type, Attention attention) {
    Map<String, Object> keys = body(type, attention);
    stages(keys);
    if (PyclsNames.hasBottleneck(type)) {
      keys.put("BOT_MULS", kinds.stream().map(Kind::multiplier).toList());
      keys.put("GROUP_WS", kinds.stream().map(Kind::groupWidth).toList());
    }
    return keys;
  }

  private Map<String, Object> body(BlockKind type, Attention attention) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("STEM_TYPE", network.stem().type().key());
    keys.put("STEM_W", network.stem().width());
    keys.put("BLOCK_TYPE", type.key());
    ratio(attention, Rounding.NEAREST)
        .ifPresent(
            ratio -> {
              keys.put("SE_ON", true);
              keys.put("SE_R", ratio);
            });
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
    List<double[]> values = stages.stream().map(stage -> mbConv(stage.block()).values()).toList();
    double ratio = squeezed(stages.get(0).block());
    for (int i = 0; i < stages.size(); i++) {
      if (squeezed(stages.get(i).block()) != ratio) {
        throw inexpressible("one SE_R for all stages", "another in stage " + (i + 1));
      }
    }
    if (network.stem().type() != Stem.Type.SIMPLE) {
      throw inexpressible("simple_stem_in before MBConv", network.stem().type().key());
    }
    if (network.head().width() == 0) {
      throw inexpressible("a 1x1 convolution in the head after MBConv", "head width 0");
    }
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("STEM_W", network.stem().width());
    stages(keys);
    keys.put("EXP_RATIOS", values.stream().map(each -> each[0]).toList());
    keys.put("KERNELS", values.stream().map(each -> (int) each[1]).toList());
    keys.put("SE_R", ratio);
    keys.put("HEAD_W", network.head().width());
    return keys;
  }

  private static Block mbConv(Block block) {
    if (block.kind() != BlockKind.MBCONV) {
      throw inexpressible(MBCONV_IN_ALL, "both");
    }
    return block;
  }

  private static double squeezed(Block block) {
    return ratio(block.attention(), Rounding.DOWN)
        .orElseThrow(
            () -> inexpressible("SE rounded down in each MBConv", block.attention().word()));
  }

  private String document(String type, String section, Map<String, Object> body) {
    StringBuilder yaml = new StringBuilder("MODEL:\n");
    line(yaml, "TYPE", type);
    line(yaml, "NUM_CLASSES", classes);
    switch (network.activation()) {
      case RELU -> {}
      case SILU -> line(yaml, "ACTIVATION_FUN", "silu");
      case RELU6, SIGMOID, HARD_SIGMOID, HARD_SWISH, GELU, MISH ->
          throw inexpressible("relu or silu", network.activation().toString());
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
