package io.archscape.pycls;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The sections of a config that describe a model, with all their keys: pycls/core/config.py. */
enum ModelSection {
  MODEL(
      "",
      "TYPE NUM_CLASSES ACTIVATION_FUN",
      "DEPTH LOSS_FUN ACTIVATION_INPLACE SCALING_TYPE SCALING_FACTOR"),
  ANYNET(
      "anynet",
      "STEM_TYPE STEM_W BLOCK_TYPE DEPTHS WIDTHS STRIDES BOT_MULS GROUP_WS HEAD_W SE_ON SE_R",
      ""),
  REGNET(
      "regnet",
      "STEM_TYPE STEM_W BLOCK_TYPE STRIDE SE_ON SE_R DEPTH W0 WA WM GROUP_W BOT_MUL HEAD_W",
      ""),
  EN(
      "effnet",
      "STEM_W DEPTHS WIDTHS EXP_RATIOS SE_R STRIDES KERNELS HEAD_W",
      "DC_RATIO DROPOUT_RATIO");

  private final String type;
  private final String meant;
  private final String ignored;

  ModelSection(String type, String meant, String ignored) {
    this.type = type;
    this.meant = meant;
    this.ignored = ignored;
  }

  /** The MODEL.TYPE that the section is of; empty for MODEL itself. */
  String type() {
    return type;
  }

  /** The keys that say something of the architecture. */
  List<String> meant() {
    return List.of(meant.split(" "));
  }

  /** All its keys. */
  List<String> known() {
    Stream<String> others = Arrays.stream(ignored.split(" ")).filter(key -> !key.isEmpty());
    return Stream.concat(meant().stream(), others).toList();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(ModelSection::name).toList();
  }

  static List<String> types() {
    return Arrays.stream(values())
        .map(ModelSection::type)
        .filter(type -> !type.isEmpty())
        .sorted()
        .toList();
  }

  static Optional<ModelSection> ofType(String type) {
    return Arrays.stream(values())
        .filter(section -> !type.isEmpty() && section.type.equals(type))
        .findFirst();
  }
}
