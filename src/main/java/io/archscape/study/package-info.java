/**
 * Sweeps as they are analysed: the models of each space with their errors, costs and parameters,
 * from one sweep or several, and what makes a comparison of them unfair.
 */
@NullMarked
package io.archscape.study;

import org.jspecify.annotations.NullMarked;
