/**
 * Figures of models and sweeps, as SVG, PNG, PDF or CSV: distributions, errors against parameters
 * and complexities, trends, fronts, widths, timelines. XChart and its companions stay in here. It
 * takes names and numbers; it knows no trial, no store and no network. Fonts are the logical
 * SansSerif: the same input gives the same bytes on one machine, and the same picture in that
 * machine's font on another.
 */
@NullMarked
package io.archscape.plot;

import org.jspecify.annotations.NullMarked;
