package io.archscape.claims;

import java.util.OptionalDouble;

/** A claim that was tested, before it is known how many others were. */
interface Finding {
  /** What enters Holm's correction; empty if there is nothing to test. */
  OptionalDouble p();

  Answer conclude(Family family);

  /** One that has been concluded already. */
  static Finding of(Answer answer) {
    return new Finding() {
      @Override
      public OptionalDouble p() {
        return OptionalDouble.empty();
      }

      @Override
      public Answer conclude(Family family) {
        return answer;
      }
    };
  }
}
