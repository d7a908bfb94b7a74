package io.archscape.predict;

/**
 * A predicted error, never without what such predictions were worth on models they had not seen.
 *
 * @param error in the unit of the table's errors
 * @param spread standard deviation over the parts of the ensemble ({@link Kind} says which): what
 *     its parts disagree by, not a confidence interval
 * @param scores cross-validated
 */
public record Prediction(double error, double spread, PredictionScores scores) {}
