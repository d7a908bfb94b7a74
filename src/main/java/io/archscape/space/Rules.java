package io.archscape.space;

import static io.archscape.Require.require;

import io.archscape.arch.Attention;
import io.archscape.arch.BlockKind;
import java.util.List;

/** What must hold of every space's components. */
final class Rules {
  private static final int MOST_STAGES = 8;

  /** Of depths, widths and group widths: products of two then still fit in what counts them. */
  private static final int MOST = 16_384;

  private Rules() {}

  static void named(String name) {
    require(
        name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"),
        "space name must be letters, digits, '.', '_' or '-', got name='%s'",
        name);
  }

  static void setting(int image, int classes) {
    require(image >= 1 && image <= 4096, "image must lie in [1,4096], got image=%d", image);
    require(classes >= 1, "classes must be at least 1, got classes=%d", classes);
  }

  static void strides(List<Integer> strides) {
    require(
        !strides.isEmpty() && strides.size() <= MOST_STAGES,
        "strides must be 1 to %d, one per stage, got %s",
        MOST_STAGES,
        strides);
    require(
        strides.stream().allMatch(stride -> stride >= 1 && stride <= 8),
        "strides must lie in [1,8], got %s",
        strides);
  }

  /** Attention and partial stages are parts of a residual branch. */
  static void block(
      BlockKind block, ComponentChoice<Attention> attention, ComponentChoice<ChannelSplit> csp) {
    boolean plain =
        attention.equals(ComponentChoice.fixed(new Attention.None()))
            && csp.equals(ComponentChoice.fixed(new ChannelSplit.None()));
    require(
        block.isResidual() || plain,
        "attention and csp must be none with %s, which has no residual, got %s and %s",
        block,
        attention.all(),
        csp.all());
  }

  /** Every value of the range is a multiple of {@code multiple} from it to MOST. */
  static void whole(String name, Range range, int multiple) {
    for (double value : range.values()) {
      require(
          value >= multiple && value <= MOST && value % multiple == 0,
          multiple == 1
              ? "%s must hold whole numbers from %d to %d, got %s"
              : "%s must hold positive multiples of %d up to %d, got %s",
          name,
          multiple,
          MOST,
          PlainNumber.of(value));
    }
  }
}
