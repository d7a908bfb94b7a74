package io.archscape.claims;

import io.archscape.stats.Holm;
import java.util.List;

/**
 * The claims that are answered together, as one of them sees it.
 *
 * @param ps of all that have one
 * @param index of this claim's among them
 */
record Family(List<Double> ps, int index) {
  /** The chance that is taken of a single false verdict among all. */
  static final double ALPHA = 0.05;

  Family {
    ps = List.copyOf(ps);
  }

  int size() {
    return ps.size();
  }

  /** What is to be said of an interval that holds for this claim alone. */
  String before() {
    return size() > 1 ? " before the correction for " + size() + " claims" : "";
  }

  /** This claim's p after Holm, if it were {@code p}. */
  double adjusted(double p) {
    double[] all = ps.stream().mapToDouble(Double::doubleValue).toArray();
    all[index] = p;
    return Holm.adjust(all)[index];
  }

  /** The level of Holm's first step: whatever the other claims come to, it is enough. */
  double level() {
    return ALPHA / size();
  }
}
