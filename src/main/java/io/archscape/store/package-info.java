/**
 * {@code trials.db}: one writer, readers of every version, results taken in from other tools, and
 * what can be saved of a damaged file; and the words in which it has the engine of its trials. It
 * is the only place that speaks SQL. Errors in it are fractions of 1; whatever has them in percent
 * says so by its name. It knows no worker, no coordinator and nothing of how a trial is trained.
 */
@NullMarked
package io.archscape.store;

import org.jspecify.annotations.NullMarked;
