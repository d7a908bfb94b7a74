package io.archscape.study;

import java.util.Comparator;
import java.util.List;

/** Orders of models. */
public final class ModelOrders {
  private ModelOrders() {}

  /** The least error first; of equal ones the first drawn. */
  public static List<Model> byError(List<Model> models) {
    return models.stream()
        .sorted(Comparator.comparingDouble(Model::errorPercent).thenComparingInt(Model::index))
        .toList();
  }
}
