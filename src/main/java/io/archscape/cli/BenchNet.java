package io.archscape.cli;

import io.archscape.InputException;
import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import java.util.ArrayList;
import java.util.List;

/** A network that training speed is measured on: RegNet-like, depths 1, 1, 2, 1, 32 px. */
record BenchNet(String label, Network network) {
  static final int IMAGE = 32;
  static final List<BenchNet> PANEL =
      List.of(
          of("32px-3.6M", new Stem(Stem.Type.SIMPLE, 32), 8, 32, 48, 96, 128),
          of("32px-6.4M", new Stem(Stem.Type.CIFAR, 16), 8, 16, 32, 64, 96),
          of("32px-38M", new Stem(Stem.Type.CIFAR, 48), 24, 48, 72, 120, 192));

  private static BenchNet of(String label, Stem stem, int groupWidth, int... widths) {
    int[] depths = {1, 1, 2, 1};
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      Block block = new Block.Bottleneck(1, groupWidth, new Attention.None());
      stages.add(new Stage(depths[i], widths[i], i == 0 ? 1 : 2, block));
    }
    return new BenchNet(label, new Network(stem, stages, Head.PLAIN));
  }

  static BenchNet named(String label) {
    List<String> labels = PANEL.stream().map(BenchNet::label).toList();
    return PANEL.stream()
        .filter(net -> net.label().equals(label))
        .findFirst()
        .orElseThrow(
            () -> new InputException("bench net must be one of " + labels + ", got " + label));
  }
}
