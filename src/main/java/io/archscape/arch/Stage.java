package io.archscape.arch;

import static io.archscape.Require.require;

import io.archscape.graph.Sink;
import io.archscape.graph.Tensor;

/** {@code depth} blocks of one width; the first moves by {@code stride}. */
public record Stage(int depth, int width, int stride, Block block) {
  public Stage {
    require(depth >= 1, "stage depth must be at least 1, got depth=%d", depth);
    require(width >= 1, "stage width must be at least 1, got width=%d", width);
    require(stride >= 1, "stage stride must be at least 1, got stride=%d", stride);
    block.requireWidth(width);
  }

  Tensor lower(Sink sink, Tensor x) {
    sink.enter("b", 1);
    Tensor y = block.lower(sink, x, width, stride);
    sink.leave();
    return sink.repeat("b", 2, depth - 1, y, last -> block.lower(sink, last, width, 1));
  }
}
