package io.archscape.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import io.archscape.engine.Mode;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;

/**
 * Maximum or mean of windows. A maximum remembers where it was found: of equal elements at the
 * first, row by row, which alone gets the gradient.
 */
final class Pooling {
  private static final long[] NO_DILATION = {0, 0};

  /**
   * A window, which may be larger than the image.
   *
   * @param stride in both directions
   * @param margin what never wins, on every side of the image
   */
  record Window(long height, long width, long stride, long margin) {
    static Window square(long size, long stride) {
      return new Window(size, size, stride, (size - 1) / 2);
    }

    /** All of an image. */
    static Window whole(long height, long width) {
      return new Window(height, width, 1, 0);
    }

    /** Elements. */
    long size() {
      return height * width;
    }

    private long[] sizes() {
      return new long[] {height, width};
    }

    private long[] strides() {
      return new long[] {stride, stride};
    }

    private long[] margins() {
      return new long[] {margin, margin};
    }
  }

  private final Natives natives;
  private final int algorithm;
  private final Window window;
  private final memory.desc x;
  private final memory.desc y;
  private final pooling_forward.primitive_desc description;
  private final Optional<memory> workspace;

  private Pooling(
      Natives natives,
      int algorithm,
      Mode mode,
      Window window,
      memory.desc x,
      memory.desc y,
      float factor) {
    this.natives = natives;
    this.algorithm = algorithm;
    this.window = window;
    this.x = x;
    this.y = y;
    boolean trains = mode == Mode.TRAIN;
    description =
        natives.own(
            new pooling_forward.primitive_desc(
                natives.engine(),
                trains
                    ? dnnl.prop_kind.forward_training.value
                    : dnnl.prop_kind.forward_inference.value,
                algorithm,
                x,
                y,
                window.strides(),
                window.sizes(),
                NO_DILATION,
                window.margins(),
                window.margins(),
                times(factor),
                false));
    boolean remembers = trains && algorithm == dnnl.algorithm.pooling_max.value;
    workspace =
        remembers
            ? Optional.of(natives.create(natives.own(description.workspace_desc())))
            : Optional.empty();
  }

  static Pooling max(Natives natives, Mode mode, Window window, memory.desc x, memory.desc y) {
    int algorithm = dnnl.algorithm.pooling_max.value;
    return new Pooling(natives, algorithm, mode, window, x, y, 1f);
  }

  static Pooling mean(Natives natives, Mode mode, Window window, memory.desc x, memory.desc y) {
    return mean(natives, mode, window, x, y, 1f);
  }

  /** The mean times a factor; for forward only if that is not 1. */
  static Pooling mean(
      Natives natives, Mode mode, Window window, memory.desc x, memory.desc y, float factor) {
    int algorithm = dnnl.algorithm.pooling_avg_include_padding.value;
    return new Pooling(natives, algorithm, mode, window, x, y, factor);
  }

  private primitive_attr times(float factor) {
    primitive_attr attributes = natives.own(new primitive_attr());
    if (factor != 1) {
      post_ops after = natives.own(new post_ops());
      after.append_eltwise(dnnl.algorithm.eltwise_linear.value, factor, 0f);
      attributes.set_post_ops(after);
    }
    return attributes;
  }

  PrimitiveCall forward(memory from, memory to) {
    return remembering(
        PrimitiveCall.of(natives, new pooling_forward(description))
            .with(DNNL_ARG_SRC, from)
            .with(DNNL_ARG_DST, to));
  }

  /** From the gradient of the result to that of the source. */
  PrimitiveCall backward(memory from, memory to) {
    var backward =
        natives.own(
            new pooling_backward.primitive_desc(
                natives.engine(),
                algorithm,
                x,
                y,
                window.strides(),
                window.sizes(),
                NO_DILATION,
                window.margins(),
                window.margins(),
                description));
    return remembering(
        PrimitiveCall.of(natives, new pooling_backward(backward))
            .with(DNNL_ARG_DIFF_DST, from)
            .with(DNNL_ARG_DIFF_SRC, to));
  }

  private PrimitiveCall remembering(PrimitiveCall call) {
    workspace.ifPresent(space -> call.with(DNNL_ARG_WORKSPACE, space));
    return call;
  }
}
