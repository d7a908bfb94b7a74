/**
 * The statistics of design spaces: distribution functions of errors, bands around them, tests
 * between them. Everything takes {@code double[]}, so that it can be held against R, scipy or a
 * paper. It knows no network, no trial and no file, and draws no random number.
 */
@NullMarked
package io.archscape.stats;

import org.jspecify.annotations.NullMarked;
