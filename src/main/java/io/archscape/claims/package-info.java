/**
 * Claims about design spaces and the answers that trained models give: a small language, the tests
 * behind each kind of claim, verdicts with their uncertainty. Errors are in percent, differences of
 * them in points. It knows samples of numbers and words, no sweeps and no files.
 */
@NullMarked
package io.archscape.claims;

import org.jspecify.annotations.NullMarked;
