package io.archscape.experiment;

import static io.archscape.Require.require;

import io.archscape.arch.Network;
import io.archscape.data.DataSource;
import io.archscape.data.DataSpec;
import io.archscape.train.Recipe;

/**
 * How an experiment trains each network: on which data, by which recipe, how often, and until when.
 * The components are those of {@link Experiment}.
 */
record TrainingRules(DataSpec data, Recipe recipe, long seed, int trainings, Prune prune) {
  TrainingRules {
    require(trainings >= 1, "experiment trainings must be at least 1, got trainings=%d", trainings);
    require(
        trainings == 1 || prune.equals(Prune.NEVER),
        "experiment must not prune where a network is trained more than once, since the worst trainings would be missing, got trainings=%d and after=%d above=%s",
        trainings,
        prune.after(),
        prune.above());
    recipe.requireFits(
        data.train(), data.image(), data.image(), DataSource.named(data.name()).channels());
    require(
        prune.equals(Prune.NEVER) || prune.after() < recipe.epochs(),
        "prune after must be less than the recipe's epochs, got after=%d epochs=%d",
        prune.after(),
        recipe.epochs());
  }

  /** Demands that no claims are made of several trainings of a network: they are no draws. */
  void requireSingleFor(int claims) {
    require(
        trainings == 1 || claims == 0,
        "experiment claims must be none where a network is trained more than once, got trainings=%d and %d claims",
        trainings,
        claims);
  }

  /**
   * One training of a network.
   *
   * @param index of the training within its space: those of a network differ in their seeds
   */
  Trial trial(Network network, int index) {
    return new Trial(network, recipe, data, seed + index % trainings);
  }
}
