package io.archscape.engine;

import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.graph.Op;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean and variance of every batch norm over the last batch, laid out as the running ones are,
 * so that all of them move in three flat operations: running = 0.9*running + 0.1*batch, with the
 * unbiased variance, n/(n-1) times the biased one that normalises (as PyTorch does).
 */
final class BatchStatistics implements AutoCloseable {
  private final Params params;
  private final Buffer batch;
  private final Buffer share;
  private final Buffer scratch;

  BatchStatistics(Graph graph, Params params, int images) {
    this.params = params;
    batch = Buffer.create(params.statistics().length());
    share = Buffer.create(params.statistics().length());
    scratch = Buffer.create(params.statistics().length());
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.BatchNorm) {
        double n = (double) images * node.shape().positions();
        params.statistic(share, node.id(), 0).array().assign(Op.BatchNorm.MOMENTUM);
        params
            .statistic(share, node.id(), 1)
            .array()
            .assign(Op.BatchNorm.MOMENTUM * n / Math.max(1, n - 1));
      }
    }
  }

  Site.Statistics of(int node) {
    return new Site.Statistics(params.statistic(batch, node, 0), params.statistic(batch, node, 1));
  }

  void intoRunning() {
    INDArray running = params.statistics().array();
    running.muli(1 - Op.BatchNorm.MOMENTUM);
    running.addi(batch.array().mul(share.array(), scratch.array()));
  }

  /**
   * The last batch as one more of a mean over batches: running = (k*running + batch)/(k+1).
   *
   * @param k batches that the running statistics are the mean of; of 0 they are forgotten
   */
  void intoMean(int k) {
    INDArray running = params.statistics().array();
    INDArray unbiased = batch.array().mul(share.array(), scratch.array());
    unbiased.divi(Op.BatchNorm.MOMENTUM * (k + 1.0));
    if (k == 0) {
      running.assign(unbiased); // whatever was there, not-a-numbers too
    } else {
      running.muli(k / (k + 1.0)).addi(unbiased);
    }
  }

  @Override
  public void close() {
    batch.close();
    share.close();
    scratch.close();
  }
}
