package io.archscape.engine;

import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.graph.Op;
import java.util.ArrayList;
import java.util.List;

/**
 * The mean and variance of every batch norm over the last batch, laid out as the running ones are,
 * so that all of them move in three flat operations: running = 0.9*running + 0.1*batch, with the
 * unbiased variance, n/(n-1) times the biased one that normalises (as PyTorch does).
 */
final class BatchStatistics implements AutoCloseable {
  private final Params params;
  private final List<Integer> norms = new ArrayList<>();
  private final Buffer batch;
  private final Buffer share;
  private final Runnable move;

  BatchStatistics(Graph graph, Params params, int images) {
    this.params = params;
    batch = Buffer.create(params.statistics().length());
    share = Buffer.create(params.statistics().length());
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.BatchNorm) {
        norms.add(node.id());
        double n = (double) images * node.shape().positions();
        params.statistic(share, node.id(), 0).array().assign(Op.BatchNorm.MOMENTUM);
        params
            .statistic(share, node.id(), 1)
            .array()
            .assign(Op.BatchNorm.MOMENTUM * n / Math.max(1, n - 1));
      }
    }
    move = Vectors.decayAndAdd(params.statistics(), 1 - Op.BatchNorm.MOMENTUM, batch, share);
  }

  KernelSite.Statistics of(int node) {
    return new KernelSite.Statistics(
        params.statistic(batch, node, 0), params.statistic(batch, node, 1));
  }

  void intoRunning() {
    move.run();
  }

  /**
   * The last batch as one more of several: the mean becomes the mean of their means, the variance
   * the mean of their (unbiased) variances and of the squares of the distances of their means from
   * it, which is E[variance + mean^2] - E[mean]^2, without its cancellation.
   *
   * @param k batches that the running statistics are of; of 0 they are forgotten
   */
  void intoMean(int k) {
    for (int node : norms) {
      float[] mean = params.mean(node).toArray();
      float[] variance = params.variance(node).toArray();
      float[] newMean = of(node).mean().toArray();
      float[] newVariance = of(node).variance().toArray();
      double unbiased = share(node) / Op.BatchNorm.MOMENTUM;
      for (int c = 0; c < mean.length; c++) {
        double before = k == 0 ? 0 : mean[c]; // whatever was there, not-a-numbers too
        double beforeVariance = k == 0 ? 0 : variance[c];
        double delta = newMean[c] - before;
        double weight = 1.0 / (k + 1);
        mean[c] = (float) (before + weight * delta);
        variance[c] =
            (float)
                (beforeVariance
                    + weight * (unbiased * newVariance[c] - beforeVariance)
                    + weight * (1 - weight) * delta * delta);
      }
      params.mean(node).write(mean);
      params.variance(node).write(variance);
    }
  }

  private double share(int node) {
    return params.statistic(share, node, 1).toArray()[0];
  }

  @Override
  public void close() {
    batch.close();
    share.close();
  }
}
