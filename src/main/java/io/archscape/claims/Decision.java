package io.archscape.claims;

import io.archscape.stats.Interval;

/**
 * What a test leans to.
 *
 * @param test its name
 * @param p of seeing so much by chance, if the opposite is true
 * @param favours whether it leans to the claim
 * @param difference of the means, with the interval that belongs to the test: it leaves out what
 *     the test rejects, as far as one claim goes
 */
record Decision(String test, double p, boolean favours, Interval difference) {
  Verdict at(double adjusted) {
    if (!(adjusted < Family.ALPHA)) {
      return Verdict.UNDECIDED;
    }
    return favours ? Verdict.SUPPORTED : Verdict.CONTRADICTED;
  }
}
