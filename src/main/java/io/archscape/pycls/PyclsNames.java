package io.archscape.pycls;

import io.archscape.arch.BlockKind;
import io.archscape.arch.Stem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The blocks and stems of pycls' AnyNets by name: get_block_fun and get_stem_fun in anynet.py. */
final class PyclsNames {
  /** A kind that is not listed is refused by its name when a config is written. */
  private static final List<BlockKind> BLOCKS =
      List.of(BlockKind.VANILLA, BlockKind.BASIC, BlockKind.BOTTLENECK, BlockKind.LINEAR);

  private PyclsNames() {}

  static List<String> blocks() {
    return BLOCKS.stream().map(BlockKind::key).sorted().toList();
  }

  static Optional<BlockKind> block(String name) {
    return BLOCKS.stream().filter(kind -> kind.key().equals(name)).findFirst();
  }

  static boolean hasBlock(BlockKind kind) {
    return BLOCKS.contains(kind);
  }

  /** Whether a config gives it a multiplier, groups and squeeze-and-excitation. */
  static boolean hasBottleneck(BlockKind kind) {
    return kind == BlockKind.BOTTLENECK || kind == BlockKind.LINEAR;
  }

  static List<String> stems() {
    return Stream.of(Stem.Type.values()).map(Stem.Type::key).sorted().toList();
  }

  static Optional<Stem.Type> stem(String name) {
    return Stream.of(Stem.Type.values()).filter(type -> type.key().equals(name)).findFirst();
  }
}
