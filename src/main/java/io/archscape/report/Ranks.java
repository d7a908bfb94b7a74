package io.archscape.report;

import io.archscape.study.Model;
import java.util.Comparator;
import java.util.List;

/** Orders of models. */
final class Ranks {
  private Ranks() {}

  /** The least error first; of equal ones the first drawn. */
  static List<Model> byError(List<Model> models) {
    return models.stream()
        .sorted(Comparator.comparingDouble(Model::error).thenComparingInt(Model::index))
        .toList();
  }
}
