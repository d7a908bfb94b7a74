package io.archscape.train;

/**
 * Cross entropy of softmax(logits) and smoothed labels: 1-s+s/K for the class, s/K for the others;
 * of mixed images the same mixture of their smoothed labels (pycls/core/net.py, Zhang et al. 2018).
 * Computed in double precision, in one order, with StrictMath: the same on every platform.
 */
final class SoftmaxCrossEntropy {
  private final int classes;
  private final double smoothing;
  private final double[] probabilities;
  private double loss;
  private long wrong;
  private long count;

  SoftmaxCrossEntropy(int classes, double smoothing) {
    this.classes = classes;
    this.smoothing = smoothing;
    probabilities = new double[classes];
  }

  /** Forgets what was counted. */
  void reset() {
    loss = 0;
    wrong = 0;
    count = 0;
  }

  /** Counts the first {@code images} rows of {@code logits} (N,classes). */
  void count(float[] logits, int[] labels, int images) {
    for (int i = 0; i < images; i++) {
      row(logits, i, labels[i], labels[i], 1);
    }
  }

  /**
   * Counts all rows and writes the gradient of their mean loss by the logits.
   *
   * @param partners the class of what was mixed into each image; its own where nothing was mixed in
   * @param share of each image in the mixture; its class is then wanted by this share, and the
   *     class that is wanted most is the one that should be found
   */
  void countWithGradient(
      float[] logits, int[] labels, int[] partners, double share, float[] gradient) {
    for (int i = 0; i < labels.length; i++) {
      row(logits, i, labels[i], partners[i], share);
      for (int k = 0; k < classes; k++) {
        double wanted = (k == labels[i] ? share : 0) + (k == partners[i] ? 1 - share : 0);
        double target = smoothing / classes + (1 - smoothing) * wanted;
        gradient[i * classes + k] = (float) ((probabilities[k] - target) / labels.length);
      }
    }
  }

  private void row(float[] logits, int row, int label, int partner, double share) {
    int from = row * classes;
    int best = 0;
    for (int k = 1; k < classes; k++) {
      best = logits[from + k] > logits[from + best] ? k : best;
    }
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      probabilities[k] = StrictMath.exp((double) logits[from + k] - logits[from + best]);
      sum += probabilities[k];
    }
    double logSum = StrictMath.log(sum) + logits[from + best];
    double smooth = 0;
    for (int k = 0; k < classes; k++) {
      probabilities[k] /= sum;
      smooth += logSum - logits[from + k];
    }
    double own = logSum - logits[from + label];
    double mixed = share == 1 ? own : share * own + (1 - share) * (logSum - logits[from + partner]);
    loss += (1 - smoothing) * mixed + smoothing / classes * smooth;
    wrong += best == (share >= 0.5 ? label : partner) ? 0 : 1;
    count++;
  }

  /** Mean loss of what was counted, in nats. */
  double loss() {
    return loss / count;
  }

  /** Share of what was counted whose largest logit is not the label's. */
  double error() {
    return (double) wrong / count;
  }
}
