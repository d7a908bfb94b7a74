/**
 * The statistics of design spaces: distribution functions of errors, bands and intervals, tests
 * between spaces, what their power was. Everything takes {@code double[]}, so that it can be held
 * against R, scipy or a paper. It knows no network, no trial and no file. What draws random numbers
 * takes a seed: the same seed and sample give the same numbers on every platform.
 */
@NullMarked
package io.archscape.stats;

import org.jspecify.annotations.NullMarked;
