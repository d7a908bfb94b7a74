package io.archscape.report;

import io.archscape.arch.Block;
import io.archscape.arch.BlockParameter;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A network in few words: what its blocks are, and a row of numbers for each stage. */
final class Architecture {
  private Architecture() {}

  /**
   * Depth, width and the numbers of its block, by {@link #labels}.
   *
   * @return the numbers of each stage, one after the other; of a block of another kind than the
   *     first stage's, zeros
   */
  static List<Double> stages(Network network) {
    Block first = network.stages().get(0).block();
    List<Double> numbers = new ArrayList<>();
    for (Stage stage : network.stages()) {
      numbers.add((double) stage.depth());
      numbers.add((double) stage.width());
      boolean alike = stage.block().kind() == first.kind();
      Arrays.stream(alike ? stage.block().values() : new double[first.values().length])
          .forEach(numbers::add);
    }
    return numbers;
  }

  /** What the numbers of a stage are called. */
  static List<String> labels(Network network) {
    List<String> labels = new ArrayList<>(List.of("depth", "width"));
    network.stages().get(0).block().kind().parameters().stream()
        .map(BlockParameter::label)
        .forEach(labels::add);
    return labels;
  }

  /** {@code bottlenecks, squeeze-and-excitation}: of the first stage, which the others follow. */
  static String blocks(Network network) {
    Stage stage = network.stages().get(0);
    List<String> words =
        List.of(
            stage.block().title(), stage.block().attention().title(), stage.crossStage().title());
    return String.join(", ", words.stream().filter(word -> !word.isEmpty()).toList());
  }
}
