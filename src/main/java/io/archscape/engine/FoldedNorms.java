package io.archscape.engine;

import io.archscape.graph.Graph;
import io.archscape.graph.GraphBuilder;
import io.archscape.graph.Node;
import io.archscape.graph.Op;
import io.archscape.graph.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network for evaluation, in which every batch norm of a convolution that nobody else reads is
 * part of that convolution: with s = gamma/sqrt(variance+eps), weights w*s and bias
 * beta+(bias-mean)*s. Drops, which do nothing in evaluation, are left out.
 */
public final class FoldedNorms implements AutoCloseable {
  /** Old nodes that a new one stands for; the norm is that of a folded convolution. */
  private record Origin(Node node, Optional<Node> norm) {}

  private final Params trained;
  private final Graph graph;
  private final Params params;
  private final Map<Integer, Origin> origins = new LinkedHashMap<>();

  /** Of a graph and its parameters, which stay the caller's. */
  public FoldedNorms(Graph full, Params trained) {
    this.trained = trained;
    graph = fold(full, origins);
    params = Params.zeros(graph);
    refresh();
  }

  /** The network alone. */
  public static Graph fold(Graph full) {
    return fold(full, new HashMap<>());
  }

  private static Graph fold(Graph full, Map<Integer, Origin> origins) {
    Map<Integer, Node> norms = normsByConvolution(full);
    Map<Integer, Tensor> copies = new HashMap<>();
    GraphBuilder builder = new GraphBuilder();
    for (Node node : full.nodes()) {
      int first = node.inputs().isEmpty() ? -1 : node.inputs().get(0);
      if (node.op() instanceof Op.Drop || node.equals(norms.get(first))) {
        copies.put(node.id(), copies.get(first));
        continue;
      }
      Optional<Node> norm = Optional.ofNullable(norms.get(node.id()));
      Op op = norm.isPresent() ? withBias((Op.Conv) node.op()) : node.op();
      Tensor[] inputs = node.inputs().stream().map(copies::get).toArray(Tensor[]::new);
      Tensor copy = builder.add(node.name(), op, inputs);
      copies.put(node.id(), copy);
      origins.put(copy.id(), new Origin(node, norm));
    }
    return builder.build();
  }

  private static Map<Integer, Node> normsByConvolution(Graph full) {
    Map<Integer, List<Node>> readers = new HashMap<>();
    for (Node node : full.nodes()) {
      node.inputs()
          .forEach(input -> readers.computeIfAbsent(input, id -> new ArrayList<>()).add(node));
    }
    Map<Integer, Node> norms = new HashMap<>();
    for (Node node : full.nodes()) {
      List<Node> own = readers.getOrDefault(node.id(), List.of());
      if (node.op() instanceof Op.Conv
          && own.size() == 1
          && own.get(0).op() instanceof Op.BatchNorm) {
        norms.put(node.id(), own.get(0));
      }
    }
    return norms;
  }

  private static Op withBias(Op.Conv conv) {
    return new Op.Conv(conv.width(), conv.kernel(), conv.stride(), conv.groups(), true);
  }

  /** Takes over the parameters and running statistics as they are now. */
  public void refresh() {
    origins.forEach(
        (id, origin) ->
            origin.norm.ifPresentOrElse(
                norm -> fold(origin.node, norm, params.values(id)), () -> copy(origin.node, id)));
  }

  private void copy(Node node, int id) {
    Map<Role, Buffer> from = trained.values(node.id());
    params.values(id).forEach((role, to) -> to.write(of(from, role)));
    if (node.op() instanceof Op.BatchNorm) {
      params.mean(id).write(trained.mean(node.id()).toArray());
      params.variance(id).write(trained.variance(node.id()).toArray());
    }
  }

  private void fold(Node conv, Node norm, Map<Role, Buffer> to) {
    Map<Role, Buffer> own = trained.values(conv.id());
    float[] beta = of(trained.values(norm.id()), Role.BETA);
    float[] mean = trained.mean(norm.id()).toArray();
    double[] scale = scale(norm);
    float[] weights = of(own, Role.WEIGHT); // width is the innermost direction
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (weights[i] * scale[i % scale.length]);
    }
    float[] bias = own.containsKey(Role.BIAS) ? of(own, Role.BIAS) : new float[scale.length];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = (float) (beta[i] + ((double) bias[i] - mean[i]) * scale[i]);
    }
    buffer(to, Role.WEIGHT).write(weights);
    buffer(to, Role.BIAS).write(bias);
  }

  private double[] scale(Node norm) {
    float[] gamma = of(trained.values(norm.id()), Role.GAMMA);
    float[] variance = trained.variance(norm.id()).toArray();
    double[] scale = new double[gamma.length];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = gamma[i] / Math.sqrt(variance[i] + Op.BatchNorm.EPS);
    }
    return scale;
  }

  private static float[] of(Map<Role, Buffer> buffers, Role role) {
    return buffer(buffers, role).toArray();
  }

  private static Buffer buffer(Map<Role, Buffer> buffers, Role role) {
    Buffer buffer = buffers.get(role);
    if (buffer == null) {
      throw new IllegalStateException("a parameter must be there, got no " + role);
    }
    return buffer;
  }

  /** The network without those batch norms and without drops. */
  public Graph graph() {
    return graph;
  }

  /** Its parameters as of the last {@link #refresh()}. */
  public Params params() {
    return params;
  }

  @Override
  public void close() {
    params.close();
  }
}
