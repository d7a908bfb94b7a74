/**
 * Pictures of distributions: EDF curves as SVG, PNG, PDF or CSV. XChart and its companions stay in
 * here. It takes names and {@code double[]}; it knows no trial, no store and no network. Fonts are
 * the logical SansSerif: the same input gives the same bytes on one machine, and the same picture
 * in that machine's font on another.
 */
@NullMarked
package io.archscape.plot;

import org.jspecify.annotations.NullMarked;
