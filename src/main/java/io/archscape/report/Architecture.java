package io.archscape.report;

import io.archscape.arch.BlockParameter;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A network in few words: what its blocks are, and a row of numbers for each stage. */
final class Architecture {
  private Architecture() {}

  /** What the blocks of all stages have, in the order in which the stages bring it. */
  private static List<BlockParameter> parameters(Network network) {
    return network.stages().stream()
        .flatMap(stage -> stage.block().kind().parameters().stream())
        .distinct()
        .toList();
  }

  /**
   * Depth, width and the numbers of its block, by {@link #labels}; 0 for what it does not have.
   *
   * @return the numbers of each stage, one after the other
   */
  static List<Double> stages(Network network) {
    List<Double> numbers = new ArrayList<>();
    for (Stage stage : network.stages()) {
      numbers.add((double) stage.depth());
      numbers.add((double) stage.width());
      double[] values = stage.block().values();
      for (BlockParameter parameter : parameters(network)) {
        int index = stage.block().kind().parameters().indexOf(parameter);
        numbers.add(index < 0 ? 0 : values[index]);
      }
    }
    return numbers;
  }

  /** What the numbers of a stage are called. */
  static List<String> labels(Network network) {
    Stream<String> ofBlocks = parameters(network).stream().map(BlockParameter::label);
    return Stream.concat(Stream.of("depth", "width"), ofBlocks).toList();
  }

  /** The same in short, as columns are headed: {@code d, w, b, g}. */
  static List<String> names(Network network) {
    Stream<String> ofBlocks = parameters(network).stream().map(BlockParameter::name);
    return Stream.concat(Stream.of("d", "w"), ofBlocks).toList();
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
