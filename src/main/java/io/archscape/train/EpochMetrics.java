package io.archscape.train;

/**
 * What one epoch gave. Errors are fractions; losses are means over images, in nats.
 *
 * @param epoch from 1
 * @param lr the learning rate of its last step
 * @param trainLoss over the epoch, with augmentation, while the weights moved
 * @param trainError the error of the same
 * @param validationLoss on the held-out images, after the epoch, without label smoothing
 * @param validationError the error of the same
 * @param seconds of training and evaluation
 * @param images trained on
 */
public record EpochMetrics(
    int epoch,
    double lr,
    double trainLoss,
    double trainError,
    double validationLoss,
    double validationError,
    double seconds,
    long images) {}
