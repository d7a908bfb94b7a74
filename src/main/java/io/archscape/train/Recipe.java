package io.archscape.train;

import static io.archscape.Require.require;

import io.archscape.Defaults;
import io.archscape.arch.Regularisation;
import io.archscape.data.Augment;
import io.archscape.data.Mix;

/**
 * How a network is trained: the same for every network that is to be compared.
 *
 * @param referenceBatch the batch that the optimizer's learning rate is meant for: the rate grows
 *     in proportion with {@code batch} (Goyal et al., arXiv:1706.02677); 0 for a rate that is taken
 *     as it stands
 * @param clip what the norm of all gradients together is at most; 0 for no bound
 * @param labelSmoothing the share of each label that is spread over all classes
 * @param mix of images and labels within a batch
 * @param dropout see {@link Regularisation#dropout()}
 * @param dropPath see {@link Regularisation#dropPath()}
 * @param zeroGamma whether the last batch norm of each residual branch begins at 0 (pycls'
 *     BN.ZERO_INIT_FINAL_GAMMA)
 * @param ema the average of the parameters that is evaluated instead of them
 * @param preciseNorm training images from which the running statistics of batch norm are computed
 *     anew before each evaluation (pycls' BN.NUM_SAMPLES_PRECISE), in whole batches; 0 for the
 *     moving ones
 */
public record Recipe(
    int epochs,
    int batch,
    Optimizer optimizer,
    Schedule schedule,
    double labelSmoothing,
    Augment augment,
    int referenceBatch,
    double clip,
    Mix mix,
    double dropout,
    double dropPath,
    boolean zeroGamma,
    Average ema,
    int preciseNorm) {
  static final Defaults DEFAULTS =
      Defaults.of(Recipe.class)
          .with("referenceBatch", 0)
          .with("clip", 0.0)
          .with("mix", Mix.NONE)
          .with("dropout", 0.0)
          .with("dropPath", 0.0)
          .with("zeroGamma", false)
          .with("ema", new Average.None())
          .with("preciseNorm", 0);

  /** Five epochs of SGD at 0.1 in batches of 64: what keys left out of a YAML file stand for. */
  public static final Recipe DEFAULT =
      new Recipe(5, 64, Optimizer.Sgd.DEFAULT, Schedule.Cosine.DEFAULT, 0.1, Augment.DEFAULT);

  public Recipe {
    require(epochs >= 1, "recipe epochs must be at least 1, got epochs=%d", epochs);
    require(batch >= 2, "recipe batch must be at least 2, got batch=%d", batch);
    require(
        labelSmoothing >= 0 && labelSmoothing < 1,
        "recipe labelSmoothing must lie in [0,1), got labelSmoothing=%s",
        labelSmoothing);
    require(
        referenceBatch >= 0,
        "recipe referenceBatch must be 0 or more, got referenceBatch=%d",
        referenceBatch);
    require(clip >= 0 && clip < 1e9, "recipe clip must lie in [0,1e9), got clip=%s", clip);
    require(
        preciseNorm == 0 || preciseNorm >= batch,
        "recipe preciseNorm must be 0 or at least one batch, got preciseNorm=%d batch=%d",
        preciseNorm,
        batch);
    new Regularisation(dropout, dropPath); // refuses what they cannot be
    schedule.requireFits(epochs);
  }

  /** With none of the further keys. */
  public Recipe(
      int epochs,
      int batch,
      Optimizer optimizer,
      Schedule schedule,
      double labelSmoothing,
      Augment augment) {
    this(
        epochs,
        batch,
        optimizer,
        schedule,
        labelSmoothing,
        augment,
        0,
        0,
        Mix.NONE,
        0,
        0,
        false,
        new Average.None(),
        0);
  }

  /** The optimizer's learning rate, grown with the batch where that is asked for. */
  public double lr() {
    return referenceBatch == 0 ? optimizer.lr() : optimizer.lr() * batch / referenceBatch;
  }

  /** What the network drops. */
  public Regularisation regularisation() {
    return new Regularisation(dropout, dropPath);
  }

  /**
   * Refuses data that it cannot be carried out on.
   *
   * @param train training images
   * @throws io.archscape.RequirementException if there is less than one batch, the training is over
   *     before its schedule has warmed up, or the images cannot be augmented in this way
   */
  public void requireFits(int train, int height, int width, int channels) {
    require(
        train >= batch,
        "training images must be at least one batch, got %d images, batch=%d",
        train,
        batch);
    require(
        preciseNorm <= train,
        "recipe preciseNorm must be at most the training images, got preciseNorm=%d of %d",
        preciseNorm,
        train);
    schedule.requireFits(epochs, train / batch);
    ema.requireFits((long) epochs * (train / batch));
    augment.requireFits(height, width, channels);
  }
}
