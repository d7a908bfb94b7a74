package io.archscape.engine;

import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * All trained numbers of a graph in one flat buffer, their gradients in a second one, and the
 * running mean and variance of batch norm in a third. What weight decay applies to comes first:
 * weights and biases of convolutions and linear layers, then gamma and beta.
 */
public final class Params implements AutoCloseable {
  /**
   * Floats: parameters and statistics begin on cache lines, and what lies between two of them is 0
   * and stays so. Kernels may read and write it as channels of a block that is not full.
   */
  private static final int ALIGNMENT = 16;

  /** Where a parameter lies in the flat buffer. */
  private record Slot(int node, Role role, List<Long> shape, long offset) {
    long length() {
      return shape.stream().reduce(1L, (a, b) -> a * b);
    }

    Buffer in(Buffer flat) {
      return flat.part(offset, shape.stream().mapToLong(Long::longValue).toArray());
    }
  }

  /**
   * A parameter's place in {@link #values()} and {@link #gradients()}.
   *
   * @param length without what fills the gap to the next place, which is 0 and stays it
   */
  public record Place(Role role, long offset, long length) {}

  private final Graph graph;
  private final List<Slot> slots = new ArrayList<>();
  private final Map<Integer, Map<Role, Slot>> byNode = new HashMap<>();
  private final Map<Integer, Long> statisticsAt = new HashMap<>();
  private final long decayed;
  private final Buffer values;
  private final Buffer gradients;
  private final Buffer statistics;

  private Params(Graph graph) {
    this.graph = graph;
    long end = 0;
    for (Node node : graph.nodes()) {
      end = weights(node, end);
    }
    decayed = end;
    long statisticsEnd = 0;
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.BatchNorm) {
        long channels = node.shape().channels();
        end = slot(node, Role.GAMMA, end, channels);
        end = slot(node, Role.BETA, end, channels);
        statisticsAt.put(node.id(), statisticsEnd);
        statisticsEnd += 2 * aligned(channels);
      }
    }
    values = Buffer.create(Math.max(1, end));
    gradients = Buffer.create(Math.max(1, end));
    statistics = Buffer.create(Math.max(1, statisticsEnd));
  }

  /** Parameters and statistics that are all 0. */
  static Params zeros(Graph graph) {
    return new Params(graph);
  }

  /**
   * New parameters as pycls initialises them: convolutions N(0, sqrt(2/(k*k*width))), linear layers
   * N(0, 0.01), gamma 1, biases and beta 0; running mean 0 and variance 1.
   */
  public static Params initialise(Graph graph, long seed) {
    return initialise(graph, seed, false);
  }

  /**
   * The same, with all else unchanged.
   *
   * @param zeroLastGamma whether gamma is 0 in the last batch norm of each branch that a shortcut
   *     is added to, so that blocks begin as their shortcuts (pycls' BN.ZERO_INIT_FINAL_GAMMA,
   *     which also takes the norm of a linear bottleneck's branch where there is no shortcut, and
   *     leaves MBConv alone)
   */
  public static Params initialise(Graph graph, long seed, boolean zeroLastGamma) {
    Params params = new Params(graph);
    Random random = new Random(seed); // its Gaussian is the same on every platform
    for (Slot slot : params.slots) {
      slot.in(params.values).write(params.initial(slot, random, zeroLastGamma));
    }
    for (int node : params.statisticsAt.keySet()) {
      params.variance(node).array().assign(1f);
    }
    return params;
  }

  private float[] initial(Slot slot, Random random, boolean zeroLastGamma) {
    float[] initial = new float[Math.toIntExact(slot.length())];
    double deviation = deviation(slot);
    if (deviation > 0) {
      for (int i = 0; i < initial.length; i++) {
        initial[i] = (float) (random.nextGaussian() * deviation);
      }
    } else if (slot.role == Role.GAMMA && !(zeroLastGamma && endsBranch(slot))) {
      Arrays.fill(initial, 1f);
    }
    return initial;
  }

  private boolean endsBranch(Slot slot) {
    return graph.node(slot.node).op() instanceof Op.BatchNorm norm && norm.endsBranch();
  }

  private double deviation(Slot slot) {
    if (slot.role != Role.WEIGHT) {
      return 0;
    }
    Op op = graph.node(slot.node).op();
    if (op instanceof Op.ChannelConv conv) {
      return Math.sqrt(2.0 / conv.kernel());
    }
    return op instanceof Op.Conv conv
        ? Math.sqrt(2.0 / ((double) conv.kernel() * conv.kernel() * conv.width()))
        : 0.01;
  }

  private long weights(Node node, long end) {
    List<Shape> inputs = graph.inputShapes(node);
    if (node.op() instanceof Op.Conv conv) {
      long kernel = conv.kernel();
      long width = conv.width();
      long in = inputs.get(0).channels() / conv.groups();
      long next = slot(node, Role.WEIGHT, end, kernel, kernel, in, width);
      return conv.bias() ? slot(node, Role.BIAS, next, width) : next;
    }
    if (node.op() instanceof Op.ChannelConv conv) {
      return slot(node, Role.WEIGHT, end, (long) conv.kernel());
    }
    if (node.op() instanceof Op.Linear linear) {
      long width = linear.width();
      long next = slot(node, Role.WEIGHT, end, (long) inputs.get(0).channels(), width);
      return slot(node, Role.BIAS, next, width);
    }
    return end;
  }

  private long slot(Node node, Role role, long offset, Long... shape) {
    Slot slot = new Slot(node.id(), role, List.of(shape), offset);
    slots.add(slot);
    byNode.computeIfAbsent(node.id(), id -> new EnumMap<>(Role.class)).put(role, slot);
    return offset + aligned(slot.length());
  }

  private static long aligned(long length) {
    return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** The parameters of a node. */
  public Map<Role, Buffer> values(int node) {
    return parts(values, node);
  }

  /** Their gradients. */
  public Map<Role, Buffer> gradients(int node) {
    return parts(gradients, node);
  }

  private Map<Role, Buffer> parts(Buffer flat, int node) {
    Map<Role, Buffer> parts = new EnumMap<>(Role.class);
    byNode.getOrDefault(node, Map.of()).forEach((role, slot) -> parts.put(role, slot.in(flat)));
    return parts;
  }

  /** The running mean of a batch norm. */
  public Buffer mean(int node) {
    return statistic(statistics, node, 0);
  }

  /** The running variance of a batch norm. */
  public Buffer variance(int node) {
    return statistic(statistics, node, 1);
  }

  Buffer statistic(Buffer flat, int node, int which) {
    long channels = graph.node(node).shape().channels();
    Long at = statisticsAt.get(node);
    if (at == null) {
      throw new IllegalArgumentException("node must be a batch norm, got " + graph.node(node));
    }
    return flat.part(at + which * aligned(channels), channels);
  }

  /** All parameters, flat; those that weight decay applies to first. */
  public Buffer values() {
    return values;
  }

  /** All gradients, in the order of {@link #values()}. */
  public Buffer gradients() {
    return gradients;
  }

  /** All running statistics. */
  public Buffer statistics() {
    return statistics;
  }

  /** Where the parameters lie, in order. */
  public List<Place> places() {
    return slots.stream().map(slot -> new Place(slot.role, slot.offset, slot.length())).toList();
  }

  /** Parameters of their own that are now as these are, running statistics too. */
  public Params copy() {
    Params copy = new Params(graph);
    Vectors.copy(values, copy.values);
    Vectors.copy(statistics, copy.statistics);
    return copy;
  }

  /** How many of the first elements of {@link #values()} weight decay applies to. */
  public long decayed() {
    return decayed;
  }

  /**
   * Every parameter and running statistic as a part of its buffer, in order, by the name of its
   * node and what it is: {@code s1.b1.a.weight}. Convolutions' weights are (height, width, inputs
   * of a group, outputs), those of linear layers (inputs, outputs).
   */
  public Map<String, Buffer> named() {
    Map<String, Buffer> named = new LinkedHashMap<>();
    for (Slot slot : slots) {
      String role = slot.role.name().toLowerCase(Locale.ROOT);
      named.put(graph.node(slot.node).name() + "." + role, slot.in(values));
    }
    for (Node node : graph.nodes()) {
      if (statisticsAt.containsKey(node.id())) {
        named.put(node.name() + ".mean", mean(node.id()));
        named.put(node.name() + ".variance", variance(node.id()));
      }
    }
    return named;
  }

  /** SHA-256 of parameters and running statistics, in hexadecimal. */
  public String checksum() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Buffer buffer : List.of(values, statistics)) {
        float[] floats = buffer.toArray();
        ByteBuffer bytes = ByteBuffer.allocate(4 * floats.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(floats);
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() {
    values.close();
    gradients.close();
    statistics.close();
  }
}
