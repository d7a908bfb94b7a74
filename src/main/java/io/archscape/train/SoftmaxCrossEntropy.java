package io.archscape.train;

/**
 * Cross entropy of softmax(logits) and smoothed labels: 1-s+s/K for the class, s/K for the others.
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
      row(logits, i, labels[i]);
    }
  }

  /** Counts all rows and writes the gradient of their mean loss by the logits. */
  void countWithGradient(float[] logits, int[] labels, float[] gradient) {
    for (int i = 0; i < labels.length; i++) {
      row(logits, i, labels[i]);
      for (int k = 0; k < classes; k++) {
        double target = smoothing / classes + (k == labels[i] ? 1 - smoothing : 0);
        gradient[i * classes + k] = (float) ((probabilities[k] - target) / labels.length);
      }
    }
  }

  private void row(float[] logits, int row, int label) {
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
    loss += (1 - smoothing) * (logSum - logits[from + label]) + smoothing / classes * smooth;
    wrong += best == label ? 0 : 1;
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
