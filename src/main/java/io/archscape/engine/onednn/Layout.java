package io.archscape.engine.onednn;

import io.archscape.engine.Buffer;
import io.archscape.engine.x86.MachineCode;
import io.archscape.graph.ConcatAxis;
import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.graph.Op;
import io.archscape.graph.PoolStatistic;
import io.archscape.graph.Shape;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/**
 * How a program's activations lie in memory: (N,H,W,C), or in blocks of {@code block} channels,
 * (N,C/block,H,W,block), the last block filled with zeros. Single pixels are always (N,H,W,C), and
 * so are images, whatever has as many channels, and single channels; without code of this project's
 * own, activations of less than half a block too, for which oneDNN has reference code.
 *
 * @param block channels of a block: 16, 8, or 1 for (N,H,W,C) throughout
 * @param image channels of an image: less than half a block, where there are blocks
 */
record Layout(int block, int image) {
  static final int PLAIN = 1;
  private static final int AVX2 = 8;
  private static final int AVX512 = 16;

  /**
   * What is fastest. Code of this project's own fills vectors of sixteen with two blocks of eight;
   * oneDNN cannot.
   */
  static Layout of(Graph graph) {
    boolean own = MachineCode.obstacle().isEmpty();
    if (widest() == AVX512 && !own && fillsWide(graph)) {
      Layout widely = of(graph, AVX512);
      if (widely.block == AVX512) {
        return widely;
      }
    }
    return of(graph, Math.min(AVX2, widest()));
  }

  /** Channels in a vector of this processor; 1 where blocks would run in reference code. */
  static int widest() {
    if (has(dnnl.dnnl_cpu_isa_avx512_core)) {
      return AVX512;
    }
    return has(dnnl.dnnl_cpu_isa_avx2) ? AVX2 : PLAIN;
  }

  /**
   * As {@code avx512}: what the choice of kernels follows from, and with it the order of sums.
   * Where code of this project's own cannot be loaded, that is said.
   */
  static String instructions() {
    String name =
        switch (widest()) {
          case AVX512 -> "avx512";
          case AVX2 -> "avx2";
          default -> "plain";
        };
    boolean own = widest() == PLAIN || MachineCode.obstacle().isEmpty();
    return own ? name : name + " without own code";
  }

  private static boolean has(int isa) {
    return (dnnl.get_effective_cpu_isa().value & isa) == isa;
  }

  /** Blocks of {@code block} channels if the graph's operations can run on them. */
  static Layout of(Graph graph, int block) {
    int image = graph.input().shape().channels();
    Layout layout = new Layout(block, image);
    boolean able =
        2 * image < block
            && !layout.blocks(graph.output().shape())
            && graph.nodes().stream().allMatch(node -> layout.able(graph, node));
    return able ? layout : new Layout(PLAIN, image);
  }

  private boolean able(Graph graph, Node node) {
    Op op = node.op();
    if (op instanceof Op.Slice slice) {
      return slice.from() % block == 0 && slice.to() % block == 0;
    }
    if (op instanceof Op.Concat concat) {
      return concat.axis() == ConcatAxis.CHANNELS
          && graph.inputShapes(node).stream().allMatch(part -> part.channels() % block == 0);
    }
    if (op instanceof Op.Scale) {
      return graph.inputShapes(node).get(1).positions() == 1;
    }
    if (op instanceof Op.Activate activate && !activate.function().keepsZero()) {
      return node.shape().channels() % block == 0 || !blocks(node.shape());
    }
    return !(op instanceof Op.ChannelPool) && !op.equals(new Op.GlobalPool(PoolStatistic.SUM));
  }

  /** Whether every vector of sixteen is full, in the groups of convolutions too. */
  private static boolean fillsWide(Graph graph) {
    return graph.nodes().stream().allMatch(node -> fillsWide(graph, node));
  }

  private static boolean fillsWide(Graph graph, Node node) {
    if (node.op() instanceof Op.Input || node.shape().positions() == 1) {
      return true;
    }
    int channels = node.shape().channels();
    if (node.op() instanceof Op.Conv conv && conv.groups() > 1) {
      int groupWidth = graph.inputShapes(node).get(0).channels() / conv.groups();
      return channels % AVX512 == 0 && (groupWidth == 1 || groupWidth % AVX512 == 0);
    }
    return channels % AVX512 == 0;
  }

  /** Whether an activation of this shape is in blocks. */
  boolean blocks(Shape shape) {
    return blocks(shape.height(), shape.width(), shape.channels());
  }

  private boolean blocks(long height, long width, long channels) {
    boolean enough = 2 * channels >= block || (channels > 1 && MachineCode.obstacle().isEmpty());
    return block > PLAIN && height * width > 1 && channels != image && enough;
  }

  boolean blocks(Buffer buffer) {
    long[] shape = buffer.shape();
    return blocks(shape[1], shape[2], shape[3]);
  }

  /** Whether a buffer lies as if in blocks: in blocks, or as single pixels that fill them. */
  boolean isInBlocks(Buffer buffer) {
    long[] shape = buffer.shape();
    boolean filled = block > PLAIN && shape[3] % block == 0;
    return blocks(buffer) || (filled && shape[1] * shape[2] == 1);
  }

  /** Floats of a vector of code of this project's own. */
  int vector() {
    return Math.max(block, widest());
  }

  /** What code of this project's own is called in a profile. */
  String implementation() {
    return vector() == AVX512 ? "own:avx512" : "own:avx2";
  }

  /** Floats of one image's activation. */
  long floats(Shape shape) {
    return blocks(shape) ? shape.positions() * padded(shape.channels()) : shape.size();
  }

  /** Channels up to the end of the last block. */
  long padded(long channels) {
    return (channels + block - 1) / block * block;
  }

  /** The description of a buffer's memory; oneDNN names the sizes N,C,H,W in any layout. */
  memory.desc of(Natives natives, Buffer buffer) {
    return describe(natives, buffer, blocks(buffer) ? tag() : memory.format_tag.nhwc);
  }

  /** In blocks, whatever the shape. */
  memory.desc blocked(Natives natives, Buffer buffer) {
    return describe(natives, buffer, tag());
  }

  /** In blocks, the zeros at the end taken for channels of their own. */
  memory.desc widened(Natives natives, Buffer buffer) {
    long[] shape = buffer.shape();
    return natives.describe(tag(), shape[0], padded(shape[3]), shape[1], shape[2]);
  }

  /** As oneDNN calls it. */
  String label() {
    return tag().name();
  }

  private memory.format_tag tag() {
    return switch (block) {
      case AVX512 -> memory.format_tag.nChw16c;
      case AVX2 -> memory.format_tag.nChw8c;
      default -> memory.format_tag.nhwc;
    };
  }

  private static memory.desc describe(Natives natives, Buffer buffer, memory.format_tag tag) {
    long[] shape = buffer.shape();
    return natives.describe(tag, shape[0], shape[3], shape[1], shape[2]);
  }

  /** (N,H,W,C), whatever this layout is. */
  static memory.desc plain(Natives natives, Buffer buffer) {
    return describe(natives, buffer, memory.format_tag.nhwc);
  }

  /** (N,C,H,W). */
  static memory.desc planes(Natives natives, Buffer buffer) {
    return describe(natives, buffer, memory.format_tag.nchw);
  }

  /** The sizes of an activation in a layout that oneDNN may choose. */
  static memory.desc free(Natives natives, Buffer buffer) {
    return describe(natives, buffer, memory.format_tag.any);
  }

  /** One number a channel. */
  static memory.desc vector(Natives natives, Buffer buffer) {
    return natives.describe(memory.format_tag.a, buffer.length());
  }

  /** {@code given} as {@code wanted}: itself, or a copy that a call before the primitive makes. */
  static memory toWanted(
      Natives natives, List<PrimitiveCall> before, memory given, memory.desc wanted) {
    if (sameBytes(natives, given, wanted)) {
      return natives.again(given, wanted);
    }
    memory copy = natives.scratch(wanted);
    before.add(PrimitiveCall.reorder(natives, given, copy));
    return copy;
  }

  /** Where the primitive writes so that {@code given} gets it: itself, or memory copied after. */
  static memory fromWanted(
      Natives natives, List<PrimitiveCall> after, memory given, memory.desc wanted) {
    if (sameBytes(natives, given, wanted)) {
      return natives.again(given, wanted);
    }
    memory copy = natives.scratch(wanted);
    after.add(PrimitiveCall.reorder(natives, copy, given));
    return copy;
  }

  /** Equal, or whole blocks of channels of single pixels, which lie alike in every layout. */
  private static boolean sameBytes(Natives natives, memory given, memory.desc wanted) {
    memory.desc have = natives.own(given.get_desc());
    return have.equals(wanted) || (isRowOfPixels(have) && isRowOfPixels(wanted));
  }

  private static boolean isRowOfPixels(memory.desc description) {
    if (description.get_ndims() != 4
        || description.get_format_kind() != memory.format_kind.blocked) {
      return false;
    }
    long[] sizes = new long[4];
    description.get_dims().get(sizes);
    long[] strides = new long[4];
    description.get_strides().get(strides);
    long elements = sizes[0] * sizes[1];
    return sizes[2] * sizes[3] == 1
        && description.get_size() == elements * Float.BYTES
        && (strides[0] == sizes[1] || sizes[0] == 1);
  }
}
