package io.archscape.tools;

import io.archscape.engine.LargestDeviations;

/**
 * How far kernels deviate, for the values in {@code engine/KernelTolerance}, whose javadoc has the
 * command.
 */
public final class MeasureTolerances {
  private MeasureTolerances() {}

  public static void main(String[] none) {
    System.out.print(LargestDeviations.table());
  }
}
