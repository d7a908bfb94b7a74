package io.archscape.engine.x86;

import static io.archscape.Require.require;

import io.archscape.engine.x86.BlockKernel.Argument;
import java.util.Comparator;
import java.util.List;

/**
 * Copies of floats from one order of axes to another.
 *
 * @param axes in any order
 */
public record StridedCopy(List<Axis> axes) {
  static final int MOST_AXES = 5;

  /**
   * One of the axes.
   *
   * @param size positions
   * @param from floats from one position to the next where they are read
   * @param to the same where they are written
   */
  public record Axis(int size, int from, int to) {}

  /** Copies that write what is next to each other in turn. */
  public StridedCopy {
    require(
        !axes.isEmpty() && axes.size() <= MOST_AXES,
        "copies must have 1 to %d axes, got %d",
        MOST_AXES,
        axes.size());
    axes = axes.stream().sorted(Comparator.comparing(Axis::to).reversed()).toList();
  }

  /** The copy of some floats that do not overlap with where they go, by one thread. */
  public BlockKernel kernel(CodeLibrary library, long from, long to) {
    MachineCode code = library.code(this, () -> CopyCode.of(axes));
    return BlockKernel.of(code, 1, 1, List.of(new Argument(from, 0), new Argument(to, 0)));
  }
}
