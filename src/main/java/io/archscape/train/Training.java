package io.archscape.train;

import io.archscape.arch.Network;
import io.archscape.data.BatchFeed;
import io.archscape.data.Batches;
import io.archscape.data.FeedTime;
import io.archscape.data.Images;
import io.archscape.data.Mix;
import io.archscape.data.Split;
import io.archscape.engine.Buffer;
import io.archscape.engine.FoldedNorms;
import io.archscape.engine.KernelSet;
import io.archscape.engine.Mode;
import io.archscape.engine.Params;
import io.archscape.engine.Program;
import io.archscape.graph.Graph;
import io.archscape.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The training of one network. The same network, recipe, images, seed and kernels on one thread
 * give the same bits. To be used from one thread.
 */
public final class Training implements AutoCloseable {
  /** Of the loss of guessing, ln of the number of classes. */
  private static final int MOST_LOSS = 10;

  private static final String OPTIMIZER = "training.optimizer.";
  private static final String AVERAGE = "training.average.";

  private final Recipe recipe;
  private final Split split;
  private final long orderSeed;
  private final long dropSeed;
  private final CloseStack opened = new CloseStack();
  private final Params params;
  private final Program program;
  private final Optional<Averaged> averaged;
  private final Params result;
  private final FoldedNorms folded;
  private final Program evaluator;
  private final Updater updater;
  private final SoftmaxCrossEntropy trainLoss;
  private final SoftmaxCrossEntropy evaluationLoss;
  private final int classes;
  private final List<EpochMetrics> epochs = new ArrayList<>();
  private double lr;
  private FeedTime feedTime = FeedTime.NONE;

  /** Makes everything ready, if it fits into this machine's memory. */
  public Training(Network network, Recipe recipe, Split split, long seed, KernelSet kernels) {
    this(network, recipe, split, seed, kernels, MemoryLimit.ofThisMachine());
  }

  /**
   * Makes everything ready.
   *
   * @param seed of the initial weights, of the order, augmentation and mixing of images, and of
   *     what is dropped
   * @param memory is asked before any is taken
   * @throws io.archscape.InputException if the network does not fit
   * @throws io.archscape.RequirementException if the recipe does not fit the images
   */
  public Training(
      Network network,
      Recipe recipe,
      Split split,
      long seed,
      KernelSet kernels,
      MemoryLimit memory) {
    Images train = split.train();
    recipe.requireFits(train.count(), train.height(), train.width(), train.channels());
    this.recipe = recipe;
    this.split = split;
    SplittableRandom seeds = new SplittableRandom(seed);
    classes = train.classes().size();
    Shape image = new Shape(train.height(), train.width(), train.channels());
    Graph graph = network.graph(image, classes, recipe.regularisation());
    memory.require(graph, recipe);
    trainLoss = new SoftmaxCrossEntropy(classes, recipe.labelSmoothing());
    evaluationLoss = new SoftmaxCrossEntropy(classes, 0);
    try {
      params = opened.add(Params.initialise(graph, seeds.nextLong(), recipe.zeroGamma()));
      orderSeed = seeds.nextLong();
      dropSeed = seeds.nextLong();
      program = opened.add(Program.compile(graph, recipe.batch(), Mode.TRAIN, params, kernels));
      averaged =
          recipe.ema().averages()
              ? Optional.of(opened.add(new Averaged(params)))
              : Optional.empty();
      result = averaged.map(Averaged::params).orElse(params);
      folded = opened.add(new FoldedNorms(graph, result));
      evaluator =
          opened.add(
              Program.compile(
                  folded.graph(), recipe.batch(), Mode.EVALUATE, folded.params(), kernels));
      updater = opened.add(new Updater(params, recipe.optimizer(), recipe.clip()));
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  /**
   * Resumes another training of the same network, recipe, images, seed and kernels: what follows is
   * what would have followed there, to the bit.
   *
   * @throws io.archscape.InputException if the checkpoint does not fit, which leaves this training
   *     unfit to run
   */
  public void restore(Checkpoint checkpoint) {
    restore(checkpoint, "", params.named());
    restore(checkpoint, OPTIMIZER, updater.state());
    averaged.ifPresent(average -> restore(checkpoint, AVERAGE, average.state()));
    epochs.clear();
    epochs.addAll(checkpoint.epochs());
  }

  private static void restore(Checkpoint checkpoint, String prefix, Map<String, Buffer> into) {
    into.forEach((name, buffer) -> buffer.write(checkpoint.values(prefix + name, buffer.length())));
  }

  /**
   * How the training stands between two epochs.
   *
   * @param trial what is trained, and with what
   */
  public Checkpoint checkpoint(String trial) {
    Map<String, SafeTensors.Tensor> tensors = tensors("", params.named());
    tensors.putAll(tensors(OPTIMIZER, updater.state()));
    averaged.ifPresent(average -> tensors.putAll(tensors(AVERAGE, average.state())));
    return new Checkpoint(trial, epochs, tensors);
  }

  /** The network as it is evaluated now, without what a training needs to resume. */
  public Checkpoint network(String trial) {
    return new Checkpoint(trial, epochs, tensors("", result.named()));
  }

  private static Map<String, SafeTensors.Tensor> tensors(String prefix, Map<String, Buffer> of) {
    Map<String, SafeTensors.Tensor> tensors = new LinkedHashMap<>();
    of.forEach(
        (name, buffer) ->
            tensors.put(
                prefix + name,
                new SafeTensors.Tensor(
                    Arrays.stream(buffer.shape()).boxed().toList(), buffer.toArray())));
    return tensors;
  }

  /** SHA-256 of the parameters and running statistics that are evaluated. */
  public String checksum() {
    return result.checksum();
  }

  /** The epochs behind, in order. */
  public List<EpochMetrics> epochs() {
    return List.copyOf(epochs);
  }

  /**
   * Trains through all epochs that are left.
   *
   * @param listener notified at the end of each epoch
   * @throws Diverged when the loss is no longer a number, or its mean over an epoch is more than
   *     ten times that of guessing
   */
  public Outcome run(TrainingListener listener) {
    while (epochs.size() < recipe.epochs()) {
      EpochMetrics metrics = epoch(epochs.size() + 1, listener);
      epochs.add(metrics);
      listener.epoch(metrics);
    }
    return new Outcome(epochs, checksum());
  }

  private EpochMetrics epoch(int epoch, TrainingListener listener) {
    long start = System.nanoTime();
    feedTime = FeedTime.NONE;
    long images = trainOn(batches(epoch, recipe.mix()), epoch, listener);
    requireSense(epoch);
    makeStatisticsPrecise(epoch);
    Evaluation validation = evaluate(split.validation());
    if (!Double.isFinite(validation.loss())) {
      throw new Diverged(
          String.format(
              "the loss on held-out images must be a number, got %s after epoch %d",
              validation.loss(), epoch));
    }
    return new EpochMetrics(
        epoch,
        lr,
        trainLoss.loss(),
        trainLoss.error(),
        validation.loss(),
        validation.error(),
        (System.nanoTime() - start) / 1e9,
        images);
  }

  private Batches batches(int epoch, Mix mix) {
    return Batches.shuffled(
        split.train(),
        split.normalisation(),
        recipe.batch(),
        recipe.augment(),
        mix,
        orderSeed,
        epoch);
  }

  /** Gives the number of images. */
  private long trainOn(Batches batches, int epoch, TrainingListener listener) {
    trainLoss.reset();
    float[] logits = new float[recipe.batch() * classes];
    float[] gradient = new float[logits.length];
    try (BatchFeed feed = BatchFeed.of(batches)) {
      for (int i = 0; i < batches.count(); i++) {
        long step = (long) (epoch - 1) * batches.count() + i;
        forward(feed.next(), step, logits, gradient);
        requireFinite(epoch, i);
        program.outputGradient().write(gradient);
        program.backward();
        update(new StepPosition(step, batches.count(), recipe.epochs()));
        listener.step(epoch, i + 1, batches.count(), trainLoss.loss());
      }
      feedTime = feedTime.plus(feed.time());
    }
    return (long) batches.count() * recipe.batch();
  }

  private void forward(BatchFeed.Batch batch, long step, float[] logits, float[] gradient) {
    drop(step);
    program.input().write(batch.values());
    program.forward();
    program.output().read(logits);
    trainLoss.countWithGradient(logits, batch.labels(), batch.partners(), batch.share(), gradient);
  }

  /**
   * Draws what a step drops: a function of seed and step, so that it is the same after a resume.
   */
  private void drop(long step) {
    if (recipe.dropout() > 0 || recipe.dropPath() > 0) {
      program.drop(new SplittableRandom(dropSeed + step).nextLong());
    }
  }

  private void update(StepPosition now) {
    lr = recipe.lr() * recipe.schedule().factor(now);
    updater.step(lr, now.step() + 1);
    averaged.ifPresent(
        average ->
            average.move(recipe.ema().share(now, recipe.batch(), recipe.schedule().warmsUp(now))));
  }

  private void requireFinite(int epoch, int step) {
    double loss = trainLoss.loss();
    if (!Double.isFinite(loss)) {
      throw new Diverged(
          String.format(
              "the loss must be a number, got %s at step %d of epoch %d", loss, step + 1, epoch));
    }
  }

  /**
   * A mean loss far above that of guessing is divergence too: such a training goes nowhere, though
   * its loss is a number.
   */
  private void requireSense(int epoch) {
    double most = MOST_LOSS * StrictMath.log(classes);
    if (trainLoss.loss() > most) {
      throw new Diverged(
          String.format(
              Locale.ROOT,
              "the mean training loss of an epoch must be at most %.1f, %d times that of guessing,"
                  + " got %.4g in epoch %d",
              most,
              MOST_LOSS,
              trainLoss.loss(),
              epoch));
    }
  }

  /**
   * Computes the running statistics of the network that is evaluated from the first images of the
   * epoch, augmented but not mixed, as pycls does (compute_precise_bn_stats).
   */
  private void makeStatisticsPrecise(int epoch) {
    if (recipe.preciseNorm() == 0) {
      return;
    }
    if (averaged.isEmpty()) {
      averageStatistics(epoch);
      return;
    }
    // the program knows the trained parameters alone: the average takes their place for a while
    float[] values = params.values().toArray();
    float[] statistics = params.statistics().toArray();
    params.values().write(result.values().toArray());
    averageStatistics(epoch);
    result.statistics().write(params.statistics().toArray());
    params.values().write(values);
    params.statistics().write(statistics);
  }

  private void averageStatistics(int epoch) {
    Batches batches = batches(epoch, Mix.NONE);
    try (BatchFeed feed = BatchFeed.of(batches)) {
      for (int i = 0; i < recipe.preciseNorm() / recipe.batch(); i++) {
        drop(-1 - ((long) (epoch - 1) * batches.count() + i));
        program.input().write(feed.next().values());
        program.forwardAveraging(i);
      }
      feedTime = feedTime.plus(feed.time());
    }
  }

  /** How the network does now, by the running statistics of batch norm. */
  public Evaluation evaluate(Images images) {
    Batches batches = Batches.inOrder(images, split.normalisation(), recipe.batch());
    float[] logits = new float[recipe.batch() * classes];
    folded.refresh();
    evaluationLoss.reset();
    try (BatchFeed feed = BatchFeed.of(batches)) {
      for (int i = 0; i < batches.count(); i++) {
        BatchFeed.Batch batch = feed.next();
        evaluator.input().write(batch.values());
        evaluator.forward();
        evaluator.output().read(logits);
        evaluationLoss.count(logits, batch.labels(), batch.count());
      }
      feedTime = feedTime.plus(feed.time());
    }
    return new Evaluation(evaluationLoss.loss(), evaluationLoss.error(), images.count());
  }

  /** How long the last epoch, its evaluation included, waited for images, and what they took. */
  public FeedTime feedTime() {
    return feedTime;
  }

  @Override
  public void close() {
    opened.close();
  }
}
