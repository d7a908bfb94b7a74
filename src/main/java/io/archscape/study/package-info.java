/**
 * Sweeps as they are analysed: the models of each space with their errors, costs and parameters,
 * from one sweep or several; the fast reading of errors alone; rankings and the features of
 * predictors; and what makes a comparison of spaces unfair. It draws nothing and writes no file.
 */
@NullMarked
package io.archscape.study;

import org.jspecify.annotations.NullMarked;
