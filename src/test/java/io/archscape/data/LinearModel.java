package io.archscape.data;

import java.util.stream.IntStream;

/** Softmax regression on normalised pixels by plain gradient steps, one image at a time. */
final class LinearModel {
  private final double[][] weights;

  LinearModel(Images train, int epochs) {
    int inputs = train.imageSize() + 1;
    weights = new double[train.classes().size()][inputs];
    double[][] x =
        IntStream.range(0, train.count()).mapToObj(i -> values(train, i)).toArray(double[][]::new);
    for (int epoch = 0; epoch < epochs; epoch++) {
      double rate = 0.3 / inputs * (1 - (double) epoch / epochs);
      for (int i = 0; i < x.length; i++) {
        step(x[i], train.label(i), rate);
      }
    }
  }

  /** Values about -1 to 1, and a 1 at the end. */
  static double[] values(Images images, int i) {
    byte[] bytes = new byte[images.imageSize()];
    images.copy(i, bytes, 0);
    double[] values = new double[bytes.length + 1];
    for (int p = 0; p < bytes.length; p++) {
      values[p] = (Byte.toUnsignedInt(bytes[p]) - 127.5) / 60;
    }
    values[bytes.length] = 1;
    return values;
  }

  double error(Images images) {
    int wrong = 0;
    for (int i = 0; i < images.count(); i++) {
      double[] p = probabilities(values(images, i));
      int label = images.label(i);
      wrong += IntStream.range(0, p.length).anyMatch(k -> k != label && p[k] >= p[label]) ? 1 : 0;
    }
    return (double) wrong / images.count();
  }

  private void step(double[] x, int label, double rate) {
    double[] p = probabilities(x);
    for (int k = 0; k < weights.length; k++) {
      double slope = rate * ((k == label ? 1 : 0) - p[k]);
      for (int j = 0; j < x.length; j++) {
        weights[k][j] += slope * x[j];
      }
    }
  }

  private double[] probabilities(double[] x) {
    double[] p = new double[weights.length];
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      double score = 0;
      for (int j = 0; j < x.length; j++) {
        score += weights[k][j] * x[j];
      }
      p[k] = StrictMath.exp(Math.min(score, 500));
      sum += p[k];
    }
    for (int k = 0; k < p.length; k++) {
      p[k] /= sum;
    }
    return p;
  }
}
