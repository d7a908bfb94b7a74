package io.archscape.pycls;

import io.archscape.InputException;
import io.archscape.arch.Attention;
import io.archscape.arch.Attention.SqueezeExcite.Rounding;
import io.archscape.arch.Block;
import io.archscape.arch.BlockKind;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.document.Section;
import io.archscape.document.Spelling;
import io.archscape.graph.Activation;
import io.archscape.space.Fitting;
import io.archscape.space.RegNet;
import io.archscape.space.RegNetInverse;
import io.archscape.space.RegNetParams;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Reads a config: pycls/core/config.py and get_params of pycls/models/{anynet,regnet,effnet}.py.
 */
final class ConfigReader {
  private static final int MOST = 65_536;
  private static final String TRAIN = "TRAIN";
  private static final String IMAGE_SIZE = "IM_SIZE";

  /** What else may stand on top; of them only TRAIN.IM_SIZE has a meaning here. */
  private static final Set<String> OTHERS =
      Set.of(
          TRAIN,
          "RESNET",
          "VIT",
          "BN",
          "LN",
          "MEM",
          "OPTIM",
          "TEST",
          "DATA_LOADER",
          "CUDNN",
          "PREC_TIME",
          "DESC",
          "VERBOSE",
          "NUM_GPUS",
          "OUT_DIR",
          "CFG_DEST",
          "RNG_SEED",
          "LOG_DEST",
          "LOG_PERIOD",
          "DIST_BACKEND",
          "HOST",
          "PORT",
          "PORT_RANGE",
          "DOWNLOAD_CACHE");

  private static final List<String> OF_TRAIN_MEANT = List.of(IMAGE_SIZE);
  private static final List<String> MEANT =
      Stream.concat(ModelSection.names().stream(), Stream.of(TRAIN)).toList();

  /** What blocks without a bottleneck take no notice of. */
  private static final Set<String> OF_BOTTLENECKS = Set.of("SE_ON", "SE_R", "BOT_MULS", "GROUP_WS");

  private final Section top;
  private final Section model;

  ConfigReader(Section top) {
    this.top = top;
    this.model = top.section(ModelSection.MODEL.name());
  }

  PyclsConfig read() {
    spelling();
    ModelSection type = type();
    Section body = top.section(type.name());
    int classes = atLeast(model, "NUM_CLASSES", 10, 1);
    int image = size(top.section(TRAIN), IMAGE_SIZE, 224, 1);
    Activation activation = activation();
    return switch (type) {
      case REGNET -> regNet(body, activation, image, classes);
      case EN -> efficientNet(body, activation, image, classes);
      case ANYNET, MODEL -> anyNet(body, activation, image, classes);
    };
  }

  /** pycls refuses every key it does not know; here, what may be meant for a known one. */
  private void spelling() {
    for (ModelSection section : ModelSection.values()) {
      top.section(section.name()).requireKnown(section.known());
    }
    for (String key : top.keys()) {
      if (!MEANT.contains(key) && !OTHERS.contains(key)) {
        requireFar(top, key, MEANT);
      }
    }
    Section train = top.section(TRAIN);
    train.keys().stream()
        .filter(key -> !key.equals(IMAGE_SIZE))
        .forEach(key -> requireFar(train, key, OF_TRAIN_MEANT));
  }

  private static void requireFar(Section section, String key, List<String> meant) {
    String hint = Spelling.hint(key, meant);
    if (!hint.isEmpty()) {
      throw section.mistake(key, "key must be one that pycls knows, got '" + key + "'" + hint);
    }
  }

  private ModelSection type() {
    String type = model.text("TYPE", "");
    return ModelSection.ofType(type)
        .orElseThrow(
            () ->
                model.mistake(
                    "TYPE",
                    "MODEL.TYPE must be one of %s, got %s"
                        .formatted(
                            String.join(", ", ModelSection.types()),
                            type.isEmpty() ? "none" : "'" + type + "'")));
  }

  private Activation activation() {
    String key = "ACTIVATION_FUN";
    String name = model.text(key, "relu");
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "relu" -> Activation.RELU;
      case "silu", "swish" -> Activation.SILU;
      default ->
          throw model.mistake(
              key, "MODEL.ACTIVATION_FUN must be one of relu, silu, swish, got '" + name + "'");
    };
  }

  private PyclsConfig anyNet(Section any, Activation activation, int image, int classes) {
    List<Integer> depths = positive(any, "DEPTHS");
    List<Integer> widths = alike(any, "WIDTHS", positive(any, "WIDTHS"), depths.size());
    List<Integer> strides = alike(any, "STRIDES", positive(any, "STRIDES"), depths.size());
    BlockKind type = blockType(any);
    Attention attention = attention(any, type);
    List<Double> multipliers = ofBottleneck(any, "BOT_MULS", any.numbers("BOT_MULS"), depths, type);
    List<Integer> groups = ofBottleneck(any, "GROUP_WS", any.wholes("GROUP_WS"), depths, type);
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < depths.size(); i++) {
      int at = i;
      double b = multipliers.isEmpty() ? 1 : multipliers.get(i);
      int g = groups.isEmpty() ? 1 : groups.get(i);
      Block block = told(any, "BOT_MULS", i, () -> type.block(new double[] {b, g}, attention));
      stages.add(
          told(
              any,
              "GROUP_WS",
              i,
              () -> new Stage(depths.get(at), widths.get(at), strides.get(at), block)));
    }
    Network network = new Network(stem(any), stages, head(any), activation);
    return new PyclsConfig(
        network, image, classes, List.of(), Optional.empty(), ignored(ModelSection.ANYNET, type));
  }

  /**
   * pycls' blocks with no bottleneck take no such lists; but they cut the stages to their length.
   */
  private static <T> List<T> ofBottleneck(
      Section any, String key, List<T> values, List<Integer> depths, BlockKind type) {
    if (values.isEmpty()) {
      if (PyclsNames.hasBottleneck(type)) {
        throw any.mistake(
            key,
            "%s must be given for BLOCK_TYPE %s, got none".formatted(any.dotted(key), type.key()));
      }
      return values;
    }
    return alike(any, key, values, depths.size());
  }

  private PyclsConfig regNet(Section reg, Activation activation, int image, int classes) {
    RegNetInverse.Setting setting = setting(reg);
    BlockKind type = blockType(reg);
    Attention attention = attention(reg, type);
    int stride = atLeast(reg, "STRIDE", 2, 1);
    RegNet line = RegNet.of(setting.params());
    String key = reg.has("BOT_MUL") ? "BOT_MUL" : "GROUP_W";
    List<Fitting> fittings = told(reg, key, setting::fittings);
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < fittings.size(); i++) {
      Fitting fit = fittings.get(i);
      int depth = line.depths().get(i);
      int width = fit.adjusted().width();
      if (fit.width() > MOST) {
        throw reg.mistake(
            "WM",
            "REGNET.WM and WA must make stages at most %d wide, got stage %d of width %d"
                .formatted(MOST, i + 1, fit.width()));
      }
      double[] values = {setting.b(), fit.adjusted().groupWidth()};
      Block block = told(reg, key, i, () -> type.block(values, attention));
      stages.add(told(reg, key, i, () -> new Stage(depth, width, stride, block)));
    }
    Network network = new Network(stem(reg), stages, head(reg), activation);
    return new PyclsConfig(
        network,
        image,
        classes,
        fittings,
        Optional.of(setting),
        ignored(ModelSection.REGNET, type));
  }

  /** Each parameter is tried beside sound ones, so that a mistake is reported at its own key. */
  private static RegNetInverse.Setting setting(Section reg) {
    int d = size(reg, "DEPTH", 10, Integer.MIN_VALUE);
    int w0 = size(reg, "W0", 32, Integer.MIN_VALUE);
    double wa = reg.number("WA", 5);
    double wm = reg.number("WM", 2.5);
    told(reg, "DEPTH", () -> new RegNetParams(d, RegNetParams.Q, 0, 2));
    told(reg, "W0", () -> new RegNetParams(1, w0, 0, 2));
    told(reg, "WA", () -> new RegNetParams(1, RegNetParams.Q, wa, 2));
    RegNetParams params = told(reg, "WM", () -> new RegNetParams(d, w0, wa, wm));
    double b = reg.number("BOT_MUL", 1);
    int g = size(reg, "GROUP_W", 16, 1);
    return told(reg, "BOT_MUL", () -> new RegNetInverse.Setting(params, b, g));
  }

  private PyclsConfig efficientNet(Section en, Activation activation, int image, int classes) {
    List<Integer> depths = positive(en, "DEPTHS");
    int count = depths.size();
    List<Integer> widths = alike(en, "WIDTHS", positive(en, "WIDTHS"), count);
    List<Integer> strides = alike(en, "STRIDES", positive(en, "STRIDES"), count);
    List<Double> ratios = alike(en, "EXP_RATIOS", en.numbers("EXP_RATIOS"), count);
    List<Integer> kernels = alike(en, "KERNELS", positive(en, "KERNELS"), count);
    double ratio = en.number("SE_R", 0.25);
    Attention attention = told(en, "SE_R", () -> new Attention.SqueezeExcite(ratio, Rounding.DOWN));
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int kernel = kernels.get(i);
      double expansion = ratios.get(i);
      told(en, "EXP_RATIOS", i, () -> new Block.MbConv(expansion, 1, attention));
      Block block = told(en, "KERNELS", i, () -> new Block.MbConv(expansion, kernel, attention));
      stages.add(new Stage(depths.get(i), widths.get(i), strides.get(i), block));
    }
    Stem stem = new Stem(Stem.Type.SIMPLE, size(en, "STEM_W", 32, 1));
    Head head = new Head(size(en, "HEAD_W", 1280, 1));
    Network network = new Network(stem, stages, head, activation);
    return new PyclsConfig(
        network,
        image,
        classes,
        List.of(),
        Optional.empty(),
        ignored(ModelSection.EN, BlockKind.BOTTLENECK));
  }

  private static BlockKind blockType(Section body) {
    String name = body.text("BLOCK_TYPE", BlockKind.BOTTLENECK.key());
    return PyclsNames.block(name)
        .orElseThrow(() -> unsupported(body, "BLOCK_TYPE", PyclsNames.blocks(), name));
  }

  private static Stem stem(Section body) {
    String name = body.text("STEM_TYPE", Stem.Type.SIMPLE.key());
    Stem.Type type =
        PyclsNames.stem(name)
            .orElseThrow(() -> unsupported(body, "STEM_TYPE", PyclsNames.stems(), name));
    return new Stem(type, size(body, "STEM_W", 32, 1));
  }

  private static InputException unsupported(
      Section body, String key, List<String> known, String name) {
    return body.mistake(
        key,
        "%s must be one of %s, got '%s'%s"
            .formatted(
                body.dotted(key), String.join(", ", known), name, Spelling.hint(name, known)));
  }

  private static Head head(Section body) {
    return new Head(size(body, "HEAD_W", 0, 0));
  }

  /** As in pycls, a ratio of 0 is none, and blocks without a bottleneck have none. */
  private static Attention attention(Section body, BlockKind type) {
    boolean on = body.flag("SE_ON", false);
    double ratio = body.number("SE_R", 0.25);
    return on && ratio != 0 && PyclsNames.hasBottleneck(type)
        ? told(body, "SE_R", () -> new Attention.SqueezeExcite(ratio))
        : new Attention.None();
  }

  /** The keys that stand in the document and mean nothing here. */
  private List<String> ignored(ModelSection body, BlockKind type) {
    List<String> ignored = new ArrayList<>();
    for (String key : top.keys()) {
      if (key.equals(ModelSection.MODEL.name())) {
        rest(ignored, model, ModelSection.MODEL.meant());
      } else if (key.equals(TRAIN)) {
        rest(ignored, top.section(TRAIN), OF_TRAIN_MEANT);
      } else if (key.equals(body.name())) {
        rest(ignored, top.section(key), meant(body, type));
      } else {
        ignored.add(top.holdsSection(key) ? key + ".*" : key);
      }
    }
    return ignored;
  }

  /** A RegNet's GROUP_W and BOT_MUL shape the widths, whatever the block. */
  private static List<String> meant(ModelSection body, BlockKind type) {
    return body.meant().stream()
        .filter(key -> PyclsNames.hasBottleneck(type) || !OF_BOTTLENECKS.contains(key))
        .toList();
  }

  private static void rest(List<String> ignored, Section section, List<String> meant) {
    section.keys().stream()
        .filter(key -> !meant.contains(key))
        .map(section::dotted)
        .forEach(ignored::add);
  }

  /** A size; one beyond any network is a mistake, and its cost would not fit in what counts it. */
  private static int size(Section section, String key, int fallback, int least) {
    int value = atLeast(section, key, fallback, least);
    if (value > MOST) {
      throw section.mistake(
          key, "%s must be at most %d, got %d".formatted(section.dotted(key), MOST, value));
    }
    return value;
  }

  private static int atLeast(Section section, String key, int fallback, int least) {
    int value = section.whole(key, fallback);
    if (value < least) {
      throw section.mistake(
          key, "%s must be at least %d, got %d".formatted(section.dotted(key), least, value));
    }
    return value;
  }

  private static List<Integer> positive(Section section, String key) {
    List<Integer> values = section.wholes(key);
    if (values.isEmpty()) {
      throw section.mistake(
          key, section.dotted(key) + " must be given for at least one stage, got none");
    }
    for (int value : values) {
      if (value < 1 || value > MOST) {
        throw section.mistake(
            key, "%s must lie in [1,%d] each, got %s".formatted(section.dotted(key), MOST, values));
      }
    }
    return values;
  }

  private static <T> List<T> alike(Section section, String key, List<T> values, int count) {
    if (values.size() != count) {
      throw section.mistake(
          key,
          "%s must have one value per stage, %d like DEPTHS, got %s"
              .formatted(section.dotted(key), count, values.isEmpty() ? "none" : values));
    }
    return values;
  }

  /** A mistake in a stage is reported with the key's place and the stage's number. */
  private static <T> T told(Section section, String key, int stage, Supplier<T> value) {
    return told(section, key, "stage " + (stage + 1) + ": ", value);
  }

  private static <T> T told(Section section, String key, Supplier<T> value) {
    return told(section, key, "", value);
  }

  private static <T> T told(Section section, String key, String where, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw section.mistake(key, section.dotted(key) + ": " + where + e.getMessage());
    }
  }
}
