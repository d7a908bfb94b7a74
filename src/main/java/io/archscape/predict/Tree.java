package io.archscape.predict;

import java.util.ArrayList;
import java.util.List;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.regression.Regressor;

/** A tree of Tribuo's laid flat: a prediction is a few array reads instead of a sparse vector. */
final class Tree {
  private final int[] feature; // -1 in a leaf
  private final double[] value; // to split at, or of the leaf
  private final int[] above; // the node below is the next one

  private Tree(List<double[]> nodes) {
    feature = nodes.stream().mapToInt(node -> (int) node[0]).toArray();
    value = nodes.stream().mapToDouble(node -> node[1]).toArray();
    above = nodes.stream().mapToInt(node -> (int) node[2]).toArray();
  }

  static Tree of(TreeModel<Regressor> model) {
    List<double[]> nodes = new ArrayList<>();
    lay(model.getRoot(), nodes);
    return new Tree(nodes);
  }

  private static void lay(Node<Regressor> node, List<double[]> nodes) {
    if (node instanceof SplitNode<Regressor> split) {
      double[] laid = {split.getFeatureID(), split.splitValue(), 0};
      nodes.add(laid);
      lay(split.getLessThanOrEqual(), nodes);
      laid[2] = nodes.size();
      lay(split.getGreaterThan(), nodes);
    } else if (node instanceof LeafNode<Regressor> leaf) {
      nodes.add(new double[] {-1, leaf.getOutput().getValues()[0], 0});
    } else {
      throw new IllegalStateException("a tree must be of splits and leaves, got " + node);
    }
  }

  double predict(double[] row) {
    int node = 0;
    while (feature[node] >= 0) {
      node = row[feature[node]] > value[node] ? above[node] : node + 1;
    }
    return value[node];
  }
}
