package io.archscape.claims;

/**
 * What a test leans to.
 *
 * @param test its name
 * @param p of seeing so much by chance, if the opposite is true
 * @param favours whether it leans to the claim
 */
record Decision(String test, double p, boolean favours) {
  Verdict at(double adjusted) {
    if (!(adjusted < Family.ALPHA)) {
      return Verdict.UNDECIDED;
    }
    return favours ? Verdict.SUPPORTED : Verdict.CONTRADICTED;
  }
}
