package io.archscape.train;

import io.archscape.engine.Buffer;
import io.archscape.engine.Params;
import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Moves all parameters at once: a few passes over flat memory. */
final class Updater implements AutoCloseable {
  private final Params params;
  private final Optimizer.Sgd sgd;
  private final Buffer momentum;
  private final Buffer decayedValues;
  private final Buffer decayedGradients;
  private final Level1 blas = Nd4j.getBlasWrapper().level1();

  Updater(Params params, Optimizer optimizer) {
    this.params = params;
    sgd = (Optimizer.Sgd) optimizer;
    momentum = Buffer.create(params.values().length());
    // on a GPU, ND4J's axpy takes whole arrays, whatever length it is given
    decayedValues = params.values().part(0, params.decayed());
    decayedGradients = params.gradients().part(0, params.decayed());
  }

  /** One step at a learning rate. */
  void step(double lr) {
    INDArray w = params.values().array();
    INDArray g = params.gradients().array();
    INDArray m = momentum.array();
    long n = w.length();
    if (sgd.weightDecay() > 0) {
      blas.axpy(
          params.decayed(), sgd.weightDecay(), decayedValues.array(), decayedGradients.array());
    }
    blas.scal(n, sgd.momentum(), m);
    blas.axpy(n, 1, g, m);
    if (sgd.nesterov()) {
      blas.axpy(n, -lr, g, w);
      blas.axpy(n, -lr * sgd.momentum(), m, w);
    } else {
      blas.axpy(n, -lr, m, w);
    }
  }

  @Override
  public void close() {
    momentum.close();
  }
}
