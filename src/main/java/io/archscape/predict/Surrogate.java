package io.archscape.predict;

import static io.archscape.Require.require;

import java.util.List;

/**
 * Predicts errors, trained on all models of a table, with the scores that its kind reached in
 * cross-validation on the same table.
 */
public final class Surrogate {
  private final List<String> features;
  private final Predictor predictor;
  private final PredictionScores scores;

  Surrogate(List<String> features, Predictor predictor, PredictionScores scores) {
    this.features = List.copyOf(features);
    this.predictor = predictor;
    this.scores = scores;
  }

  /** Trains on the table of a cross-validation, in the same way. */
  public static Surrogate of(CrossValidation validation, long seed) {
    PredictionScores scores = validation.scores();
    Predictor predictor = Predictor.train(validation.table(), scores.kind(), seed);
    return new Surrogate(validation.table().names(), predictor, scores);
  }

  /** Names of the features, in the order in which a row holds them. */
  public List<String> features() {
    return features;
  }

  public PredictionScores scores() {
    return scores;
  }

  Predictor predictor() {
    return predictor;
  }

  /** Of a model with these features; trees do not extrapolate beyond those they were shown. */
  public Prediction predict(double[] row) {
    require(
        row.length == features.size(),
        "a row must have %d features, got %d",
        features.size(),
        row.length);
    for (int f = 0; f < row.length; f++) {
      require(
          Double.isFinite(row[f]), "feature %s must be finite, got %s", features.get(f), row[f]);
    }
    double[] predicted = predictor.predict(row);
    return new Prediction(predicted[0], predicted[1], scores);
  }
}
