/**
 * Predicts the error of a model from numbers that are known without training it, by Tribuo, and
 * says how far that can be trusted: a prediction carries the cross-validated scores of its kind. It
 * knows tables of numbers, no network and no trial.
 */
@NullMarked
package io.archscape.predict;

import org.jspecify.annotations.NullMarked;
