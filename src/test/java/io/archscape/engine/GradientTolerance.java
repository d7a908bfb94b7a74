package io.archscape.engine;

import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.graph.Op;
import java.util.Set;

/**
 * How far an operation's gradient may lie from central differences, relative to the gradient's
 * norm: about three times the largest deviation seen in {@link Cases#ended} with oneDNN in blocks
 * of 8 and of 16. A graph may deviate as far as the loosest of the operations it is there to test.
 */
final class GradientTolerance implements Op.Visitor<Double> {
  /** A step through a whole network crosses kinks: it is held to less. */
  private static final double NETWORK = 2e-2;

  /** What each case begins and ends with, whatever it tests. */
  private static final Set<String> FRAME = Set.of("input", "front", "end");

  private GradientTolerance() {}

  static double of(Graph graph) {
    if (isNetwork(graph)) {
      return NETWORK;
    }
    return graph.nodes().stream()
        .filter(node -> !FRAME.contains(node.name()))
        .map(Node::op)
        .mapToDouble(op -> op.accept(new GradientTolerance()))
        .max()
        .orElseThrow();
  }

  /**
   * A whole network has so many kinks that no step is free of them: it shows that gradients find
   * their way, the single operations show that they are right.
   */
  static boolean isNetwork(Graph graph) {
    return graph.nodes().size() > 15;
  }

  @Override
  public Double input(Op.Input op) {
    return 0.0;
  }

  @Override
  public Double conv(Op.Conv op) {
    return 9e-4;
  }

  @Override
  public Double batchNorm(Op.BatchNorm op) {
    return 4e-3;
  }

  @Override
  public Double activate(Op.Activate op) {
    return 3e-3;
  }

  @Override
  public Double add(Op.Add op) {
    return 6.5e-4;
  }

  @Override
  public Double scale(Op.Scale op) {
    return 1.1e-4;
  }

  @Override
  public Double maxPool(Op.MaxPool op) {
    return 2.1e-4;
  }

  @Override
  public Double globalPool(Op.GlobalPool op) {
    return 1.8e-3;
  }

  @Override
  public Double channelPool(Op.ChannelPool op) {
    return 8.5e-4;
  }

  @Override
  public Double channelConv(Op.ChannelConv op) {
    return 5e-4;
  }

  @Override
  public Double concat(Op.Concat op) {
    return 1.5e-3;
  }

  @Override
  public Double slice(Op.Slice op) {
    return 6.5e-4;
  }

  @Override
  public Double channelShuffle(Op.ChannelShuffle op) {
    return 3.2e-4;
  }

  @Override
  public Double drop(Op.Drop op) {
    return 5.5e-4;
  }

  @Override
  public Double linear(Op.Linear op) {
    return 7.5e-4;
  }
}
