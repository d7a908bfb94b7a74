package io.archscape.pycls;

import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The blocks of pycls' AnyNets, get_block_fun in pycls/models/anynet.py. */
enum BlockType {
  VANILLA("vanilla_block", false) {
    @Override
    Block block(double multiplier, int groupWidth, Attention attention) {
      return new Block.Vanilla();
    }
  },
  BASIC("res_basic_block", false) {
    @Override
    Block block(double multiplier, int groupWidth, Attention attention) {
      return new Block.Basic();
    }
  },
  BOTTLENECK("res_bottleneck_block", true) {
    @Override
    Block block(double multiplier, int groupWidth, Attention attention) {
      return new Block.Bottleneck(multiplier, groupWidth, attention);
    }
  },
  LINEAR("res_bottleneck_linear_block", true) {
    @Override
    Block block(double multiplier, int groupWidth, Attention attention) {
      return new Block.LinearBottleneck(multiplier, groupWidth, attention);
    }
  };

  private final String key;
  private final boolean bottleneck;

  BlockType(String key, boolean bottleneck) {
    this.key = key;
    this.bottleneck = bottleneck;
  }

  /** A block; those without a bottleneck take nothing of this. */
  abstract Block block(double multiplier, int groupWidth, Attention attention);

  /** The name in a config. */
  String key() {
    return key;
  }

  /** Whether it has a multiplier, groups and squeeze-and-excitation. */
  boolean hasBottleneck() {
    return bottleneck;
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(BlockType::key).sorted().toList();
  }

  static Optional<BlockType> named(String key) {
    return Arrays.stream(values()).filter(type -> type.key.equals(key)).findFirst();
  }
}
