package io.archscape.train;

/**
 * How a network did on a set of images: mean loss in nats without label smoothing, and the share of
 * images whose class it did not find.
 */
public record Evaluation(double loss, double error, int images) {}
