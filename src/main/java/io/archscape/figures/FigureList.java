package io.archscape.figures;

import java.util.List;

/** Every kind of figure, in the order of a report. */
public final class FigureList {
  /** First those of all spaces, then those of each space by itself, then how the sweeps ran. */
  public static final List<FigureKind> ALL =
      List.of(
          new ErrorDistribution(),
          new WeightedDistribution(),
          new GroupDistributions(),
          new LearningOfSpaces(),
          new ParetoFronts(),
          new SearchEfficiency(),
          new BestValueTrends(),
          new SeedSpread(),
          new ErrorAgainstParameters(),
          new ErrorAgainstComplexity(),
          new LearningOfModels(),
          new BlockWidths(),
          new ParameterImportance(),
          new WorkerTimelines());

  private FigureList() {}
}
