package io.archscape.train;

import static io.archscape.Require.require;

import io.archscape.data.Augment;

/** How a network is trained: the same for every network that is to be compared. */
public record Recipe(
    int epochs,
    int batch,
    Optimizer optimizer,
    Schedule schedule,
    double labelSmoothing,
    Augment augment) {

  /** Five epochs of SGD at 0.1 in batches of 64: what keys left out of a YAML file stand for. */
  public static final Recipe DEFAULT =
      new Recipe(5, 64, Optimizer.Sgd.DEFAULT, Schedule.Cosine.DEFAULT, 0.1, new Augment(true, 4));

  public Recipe {
    require(epochs >= 1, "recipe epochs must be at least 1, got epochs=%d", epochs);
    require(batch >= 2, "recipe batch must be at least 2, got batch=%d", batch);
    require(
        labelSmoothing >= 0 && labelSmoothing < 1,
        "recipe labelSmoothing must lie in [0,1), got labelSmoothing=%s",
        labelSmoothing);
  }
}
