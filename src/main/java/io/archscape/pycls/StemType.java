package io.archscape.pycls;

import io.archscape.arch.Stem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The names of the stems of pycls' AnyNets, get_stem_fun in pycls/models/anynet.py. */
final class StemType {
  private StemType() {}

  static String key(Stem.Type type) {
    return switch (type) {
      case SIMPLE -> "simple_stem_in";
      case RES -> "res_stem_in";
      case CIFAR -> "res_stem_cifar";
    };
  }

  static List<String> keys() {
    return Arrays.stream(Stem.Type.values()).map(StemType::key).sorted().toList();
  }

  static Optional<Stem.Type> named(String key) {
    return Arrays.stream(Stem.Type.values()).filter(type -> key(type).equals(key)).findFirst();
  }
}
