package io.archscape.engine;

import static io.archscape.Require.require;

import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.graph.Op;

/** A graph, and the operation that it is there to test: whatever else it holds is only company. */
record Case(Class<? extends Op> subject, Graph graph) {
  /** The subject of a whole network: no operation more than another. */
  static final Class<Op> NETWORK = Op.class;

  Case {
    require(
        graph.nodes().stream().map(Node::op).anyMatch(subject::isInstance),
        "a case must hold its subject %s",
        subject.getSimpleName());
  }

  boolean isNetwork() {
    return subject == NETWORK;
  }

  KernelTolerance tolerance() {
    return isNetwork()
        ? KernelTolerance.OF_NETWORK
        : graph.nodes().stream()
            .map(Node::op)
            .filter(subject::isInstance)
            .findFirst()
            .orElseThrow()
            .accept(new KernelTolerance.ByOperation());
  }
}
