package io.archscape.bench;

/**
 * Which layers are slow, by measured speed. Operations that multiply and add are slow if they take
 * over a tenth of a step at under 4 GFLOP/s, or over 2 % of it at under a twentieth of the matrix
 * product's speed. The others, which only move numbers, are slow if they take over 2 % at under a
 * twentieth of a copy's speed.
 *
 * @param machine that ran them
 */
record SpeedRule(MachineSpeed machine) {
  private static final double TENTH = 0.1;
  private static final double SLOW = 4e9;
  private static final double FRACTION = 1.0 / 20;

  boolean isSlow(LayerCost cost) {
    boolean slow = matters(cost) && fraction(cost) < FRACTION;
    return slow || (cost.computes() && cost.share() > TENTH && cost.rate() < SLOW);
  }

  /** Whether they take enough of a step for their speed to be of interest. */
  boolean matters(LayerCost cost) {
    return cost.share() > BenchProfileTable.MUCH;
  }

  /** Which fraction it is of the speed that the machine has at best. */
  double fraction(LayerCost cost) {
    return cost.computes() ? cost.rate() / machine.sgemm() : cost.flow() / machine.copy();
  }
}
