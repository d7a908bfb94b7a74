package io.archscape.predict;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.ImmutableDataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableDataset;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseVector;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/** Rows of numbers as Tribuo wants them. Feature f is named so that its id there is f, too. */
final class Tribuo {
  private static final String ERROR = "error";
  private static final RegressionFactory FACTORY = new RegressionFactory();
  private static final SimpleDataSourceProvenance ORIGIN =
      new SimpleDataSourceProvenance(
          "archscape", OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC), FACTORY);

  private final String[] names;
  private final ImmutableFeatureMap features;
  private final ImmutableOutputInfo<Regressor> outputs;

  /** For rows of {@code features} features. */
  Tribuo(int features) {
    // ids are given by alphabetical order
    this.names = IntStream.range(0, features).mapToObj("f%06d"::formatted).toArray(String[]::new);
    // the features alone: of the data, Tribuo would count each value and save the counts
    MutableDataset<Regressor> domain = new MutableDataset<>(ORIGIN, FACTORY);
    domain.add(example(new double[features], 0));
    this.features = domain.getFeatureIDMap();
    this.outputs = domain.getOutputIDInfo();
  }

  private Example<Regressor> example(double[] row, double target) {
    return new ArrayExample<>(new Regressor(ERROR, target), names, row);
  }

  private ImmutableDataset<Regressor> dataset(double[][] rows, double[] targets, int[] chosen) {
    List<Example<Regressor>> examples = new ArrayList<>();
    for (int i : chosen) {
      examples.add(example(rows[i], targets[i]));
    }
    return new ImmutableDataset<>(examples, ORIGIN, FACTORY, features, outputs, false);
  }

  /** A regression tree by least squares (CART) on the chosen rows. */
  TreeModel<Regressor> tree(
      double[][] rows, double[] targets, int[] chosen, TreeShape shape, long seed) {
    float fraction = (float) Math.min(1, Math.max(shape.features(), 1.0 / names.length));
    return new CARTJointRegressionTrainer(
            shape.depth(), shape.leaf(), 0, fraction, false, new MeanSquaredError(), false, seed)
        .train(dataset(rows, targets, chosen));
  }

  /**
   * The shape of a tree.
   *
   * @param leaf the least number of rows in a leaf
   * @param features the share of the features looked at in a split
   */
  record TreeShape(int depth, int leaf, double features) {}

  /**
   * Weights w that make {@code |y - X w|^2 / n + ridge |w|^2} least: {@code (X'X/n + ridge I) w =
   * X'y/n}, by Cholesky.
   *
   * @param columns of X
   */
  static double[] ridge(double[][] columns, double[] targets, double ridge) {
    int features = columns.length;
    double[][] left = new double[features][features];
    double[] right = new double[features];
    for (int f = 0; f < features; f++) {
      for (int g = 0; g < features; g++) {
        left[f][g] = meanProduct(columns[f], columns[g]) + (f == g ? ridge : 0);
      }
      right[f] = meanProduct(columns[f], targets);
    }
    return DenseMatrix.createDenseMatrix(left)
        .choleskyFactorization()
        .orElseThrow(() -> new IllegalStateException("a ridge makes it positive definite"))
        .solve(DenseVector.createDenseVector(right))
        .toArray();
  }

  private static double meanProduct(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum / x.length;
  }
}
