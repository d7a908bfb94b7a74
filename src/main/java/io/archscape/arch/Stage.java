package io.archscape.arch;

import static io.archscape.Require.require;

import io.archscape.Defaults;
import io.archscape.graph.OpSink;
import io.archscape.graph.Tensor;
import java.util.Map;

/**
 * {@code depth} blocks of one width; the first moves by {@code stride}.
 *
 * @param crossStage what of the channels the blocks after the first see
 */
public record Stage(int depth, int width, int stride, Block block, CrossStage crossStage) {
  static final Defaults DEFAULTS =
      Defaults.of(Stage.class).with("crossStage", new CrossStage.None());

  public Stage {
    require(depth >= 1, "stage depth must be at least 1, got depth=%d", depth);
    require(width >= 1, "stage width must be at least 1, got width=%d", width);
    require(stride >= 1, "stage stride must be at least 1, got stride=%d", stride);
    block.requireWidth(width);
    block.requireWidth(crossStage.blockWidth(depth, width));
  }

  /** All channels go through all blocks. */
  public Stage(int depth, int width, int stride, Block block) {
    this(depth, width, stride, block, new CrossStage.None());
  }

  /** Its settings beside width, depth and stride, in the order in which drawings show them. */
  public Map<String, String> settings() {
    Map<String, String> settings = block.settings();
    if (crossStage.exists()) {
      settings.put("csp", crossStage.label());
    }
    return settings;
  }

  Tensor lower(Layers layers, Tensor x) {
    OpSink sink = layers.sink();
    sink.enter("b", 1);
    Tensor y = block.lower(layers, x, width, stride);
    sink.leave();
    int inner = crossStage.blockWidth(depth, width);
    return crossStage.lower(
        layers,
        y,
        from -> sink.repeat("b", 2, depth - 1, from, last -> block.lower(layers, last, inner, 1)));
  }
}
