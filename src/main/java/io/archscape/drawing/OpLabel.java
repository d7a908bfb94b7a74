package io.archscape.drawing;

import io.archscape.graph.ConcatAxis;
import io.archscape.graph.Op;
import io.archscape.graph.PoolStatistic;
import io.archscape.graph.Shape;
import java.util.List;
import java.util.Locale;

/**
 * An operation in words.
 *
 * @param kind what it does, as far as tables and drawings ask
 * @param name what it is, with its kernel, without anything that depends on a width
 * @param stride 1 where it does not move
 * @param groups of a convolution, 1 elsewhere
 * @param groupWidth channels that a group reads; all where there is one group
 * @param range the channels that a slice keeps, the groups that a shuffle mixes, the rate of a
 *     drop, else empty
 */
public record OpLabel(
    Kind kind, String name, int stride, int groups, int groupWidth, String range) {

  /** What an operation does. */
  public enum Kind {
    CONVOLVES,
    POOLS,
    /** Changes its input's numbers one by one: drawn in one box with it. */
    FOLLOWS,
    /** Joins numbers or drops some, without changing any: concatenations and slices. */
    COPIES,
    OTHER
  }

  /** The words for an operation on inputs of these shapes. */
  public static OpLabel of(Op op, List<Shape> inputs) {
    return op.accept(new Words(inputs));
  }

  /** {@code conv 3x3 /2, 6 groups of 8}. */
  String text() {
    String text = stride > 1 ? name + " /" + stride : name;
    if (groups > 1) {
      text += groupWidth == 1 ? ", depthwise" : ", %d groups of %d".formatted(groups, groupWidth);
    }
    return range.isEmpty() ? text : text + " " + range;
  }

  private record Words(List<Shape> inputs) implements Op.Visitor<OpLabel> {
    private OpLabel label(Kind kind, String name) {
      return label(kind, name, 1);
    }

    private OpLabel label(Kind kind, String name, int stride) {
      int channels = inputs.isEmpty() ? 0 : inputs.get(0).channels();
      return new OpLabel(kind, name, stride, 1, channels, "");
    }

    private static String square(int kernel) {
      return kernel + "x" + kernel;
    }

    private static String word(Enum<?> value) {
      return value.toString().toLowerCase(Locale.ROOT);
    }

    @Override
    public OpLabel input(Op.Input op) {
      return label(Kind.OTHER, "image");
    }

    @Override
    public OpLabel conv(Op.Conv op) {
      String name = "conv " + square(op.kernel()) + (op.bias() ? ", bias" : "");
      int groupWidth = inputs.get(0).channels() / op.groups();
      return new OpLabel(Kind.CONVOLVES, name, op.stride(), op.groups(), groupWidth, "");
    }

    @Override
    public OpLabel batchNorm(Op.BatchNorm op) {
      return label(Kind.FOLLOWS, "norm");
    }

    @Override
    public OpLabel activate(Op.Activate op) {
      return label(Kind.FOLLOWS, word(op.function()));
    }

    @Override
    public OpLabel add(Op.Add op) {
      return label(Kind.OTHER, "add");
    }

    @Override
    public OpLabel scale(Op.Scale op) {
      boolean channels = inputs.get(1).channels() == inputs.get(0).channels();
      return label(Kind.OTHER, channels ? "scale channels" : "scale positions");
    }

    @Override
    public OpLabel maxPool(Op.MaxPool op) {
      return label(Kind.POOLS, "max pool " + square(op.kernel()), op.stride());
    }

    @Override
    public OpLabel globalPool(Op.GlobalPool op) {
      return label(Kind.OTHER, over(op.statistic(), "positions"));
    }

    @Override
    public OpLabel channelPool(Op.ChannelPool op) {
      return label(Kind.OTHER, over(op.statistic(), "channels"));
    }

    private static String over(PoolStatistic statistic, String what) {
      return word(statistic) + " over " + what;
    }

    @Override
    public OpLabel channelConv(Op.ChannelConv op) {
      return label(Kind.OTHER, "1-D " + op.kernel() + " over channels");
    }

    @Override
    public OpLabel concat(Op.Concat op) {
      return label(Kind.COPIES, op.axis() == ConcatAxis.ROWS ? "concat rows" : "concat channels");
    }

    @Override
    public OpLabel slice(Op.Slice op) {
      String range = op.from() + ".." + (op.to() - 1);
      return new OpLabel(Kind.COPIES, "slice channels", 1, 1, inputs.get(0).channels(), range);
    }

    @Override
    public OpLabel channelShuffle(Op.ChannelShuffle op) {
      String groups = "in %d groups".formatted(op.groups());
      return new OpLabel(Kind.OTHER, "shuffle channels", 1, 1, inputs.get(0).channels(), groups);
    }

    @Override
    public OpLabel drop(Op.Drop op) {
      String name = op.unit() == Op.Drop.Unit.IMAGE ? "drop path" : "dropout";
      return new OpLabel(
          Kind.FOLLOWS, name, 1, 1, inputs.get(0).channels(), String.valueOf(op.rate()));
    }

    @Override
    public OpLabel linear(Op.Linear op) {
      return label(Kind.OTHER, "linear");
    }
  }
}
