package io.archscape.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import io.archscape.engine.Buffer;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;

/**
 * Sums and their gradients as products with a constant vector: oneDNN's reductions are reference
 * code where the innermost direction stays, and slower than its products where they are not.
 */
final class Sums {
  private final Natives natives;
  private final memory.desc terms;
  private final memory.desc totals;
  private final Side side;
  private final memory.desc across;
  private final memory.desc back;
  private final memory factors;

  /** Where the constant vector stands in the product. */
  private enum Side {
    LEFT,
    RIGHT
  }

  private Sums(
      Natives natives,
      Side side,
      memory.desc terms,
      memory.desc totals,
      memory.desc across,
      memory.desc back,
      float factor) {
    this.natives = natives;
    this.side = side;
    this.terms = terms;
    this.totals = totals;
    this.across = across;
    this.back = back;
    factors = natives.constant(across, factor);
  }

  /** Over H and W: (N,H,W,C) to (N,1,1,C). */
  static Sums ofPositions(Natives natives, Buffer x) {
    long[] shape = x.shape();
    long positions = shape[1] * shape[2];
    memory.format_tag tag = memory.format_tag.abc;
    return new Sums(
        natives,
        Side.LEFT,
        natives.describe(tag, shape[0], positions, shape[3]),
        natives.describe(tag, shape[0], 1, shape[3]),
        natives.describe(tag, 1, 1, positions),
        natives.describe(tag, 1, positions, 1),
        1f);
  }

  /** Of {@code rows} rows of any kind, times a factor. */
  static Sums ofRows(Natives natives, Buffer x, long rows, float factor) {
    long columns = x.length() / rows;
    memory.format_tag tag = memory.format_tag.ab;
    return new Sums(
        natives,
        Side.RIGHT,
        natives.describe(tag, rows, columns),
        natives.describe(tag, rows, 1),
        natives.describe(tag, columns, 1),
        natives.describe(tag, 1, columns),
        factor);
  }

  /** y = the sums of x. */
  PrimitiveCall sum(Buffer x, Buffer y) {
    return sum(natives.over(x, terms), y);
  }

  /** The same from oneDNN's own memory. */
  PrimitiveCall sum(memory x, Buffer y) {
    return product(
        natives.again(x, terms), terms, factors, across, natives.over(y, totals), totals);
  }

  /** dx = to every term the gradient of its sum, times the factor. */
  PrimitiveCall spread(Buffer dy, Buffer dx) {
    memory turned = natives.again(factors, back);
    return product(natives.over(dy, totals), totals, turned, back, natives.over(dx, terms), terms);
  }

  private PrimitiveCall product(
      memory x, memory.desc xs, memory constant, memory.desc constants, memory y, memory.desc ys) {
    boolean left = side == Side.LEFT;
    var description =
        natives.own(
            new matmul.primitive_desc(
                natives.engine(), left ? constants : xs, left ? xs : constants, ys));
    return PrimitiveCall.of(natives, new matmul(description))
        .with(DNNL_ARG_SRC, left ? constant : x)
        .with(DNNL_ARG_WEIGHTS, left ? x : constant)
        .with(DNNL_ARG_DST, y);
  }
}
