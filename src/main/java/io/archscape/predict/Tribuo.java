package io.archscape.predict;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.ImmutableDataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;
import org.tribuo.regression.slm.ElasticNetCDTrainer;

/** Rows of numbers as Tribuo wants them. Feature f is named so that its id there is f, too. */
final class Tribuo {
  private static final String ERROR = "error";
  private static final RegressionFactory FACTORY = new RegressionFactory();
  private static final SimpleDataSourceProvenance ORIGIN =
      new SimpleDataSourceProvenance(
          "archscape", OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC), FACTORY);

  private final String[] names;
  private final MutableDataset<Regressor> domain;

  /** For rows of that many features. */
  Tribuo(int features) {
    // ids are given by alphabetical order
    this.names = IntStream.range(0, features).mapToObj("f%06d"::formatted).toArray(String[]::new);
    // the features alone: of the data, Tribuo would count each value and save the counts
    this.domain = new MutableDataset<>(ORIGIN, FACTORY);
    domain.add(example(new double[features], 0));
  }

  private Example<Regressor> example(double[] row, double target) {
    return new ArrayExample<>(new Regressor(ERROR, target), names, row);
  }

  private ImmutableDataset<Regressor> dataset(double[][] rows, double[] targets, int[] chosen) {
    List<Example<Regressor>> examples = new ArrayList<>();
    for (int i : chosen) {
      examples.add(example(rows[i], targets[i]));
    }
    return new ImmutableDataset<>(
        examples, ORIGIN, FACTORY, domain.getFeatureIDMap(), domain.getOutputIDInfo(), false);
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

  /** Elastic net by coordinate descent, no draw in it. */
  Model<Regressor> elasticNet(double[][] rows, double[] targets, double alpha, double l1) {
    int[] all = IntStream.range(0, rows.length).toArray();
    return new ElasticNetCDTrainer(alpha, l1, 1e-6, 1000, false, 1)
        .train(dataset(rows, targets, all));
  }

  double predict(Model<Regressor> model, double[] row) {
    return model.predict(example(row, 0)).getOutput().getValues()[0];
  }
}
