package io.archscape.predict;

import io.archscape.stats.Interval;

/**
 * What predictions of one kind were worth on models that had no part in their training.
 *
 * @param models in the table
 * @param folds of the cross-validation
 * @param kendall tau-b between predicted and true errors; its interval is over the models
 * @param spearman Spearman's rho of the same
 * @param mae mean absolute error of the predictions, in the unit of the errors
 * @param maeOfMean the same of predicting the mean of the training models for each
 */
public record PredictionScores(
    Kind kind,
    int models,
    int folds,
    Interval kendall,
    Interval spearman,
    double mae,
    double maeOfMean) {}
