package io.archscape.train;

import static io.archscape.Require.require;

import io.archscape.arch.Network;
import io.archscape.data.BatchFeed;
import io.archscape.data.Batches;
import io.archscape.data.FeedTime;
import io.archscape.data.Images;
import io.archscape.data.Split;
import io.archscape.engine.FoldedNorms;
import io.archscape.engine.KernelSet;
import io.archscape.engine.Mode;
import io.archscape.engine.Params;
import io.archscape.engine.Program;
import io.archscape.graph.Graph;
import io.archscape.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The training of one network. The same network, recipe, images, seed and kernels on one thread
 * give the same bits. To be used from one thread.
 */
public final class Training implements AutoCloseable {
  private final Recipe recipe;
  private final Split split;
  private final long orderSeed;
  private final Params params;
  private final Program program;
  private final FoldedNorms folded;
  private final Program evaluator;
  private final Updater updater;
  private final SoftmaxCrossEntropy trainLoss;
  private final SoftmaxCrossEntropy evaluationLoss;
  private final int classes;
  private double lr;
  private FeedTime feedTime = FeedTime.NONE;

  /** Makes everything ready, if it fits into this machine's memory. */
  public Training(Network network, Recipe recipe, Split split, long seed, KernelSet kernels) {
    this(network, recipe, split, seed, kernels, MemoryLimit.ofThisMachine());
  }

  /**
   * Makes everything ready.
   *
   * @param seed of the initial weights and the order and augmentation of images
   * @param memory is asked before any is taken
   * @throws io.archscape.InputException if the network does not fit
   */
  public Training(
      Network network,
      Recipe recipe,
      Split split,
      long seed,
      KernelSet kernels,
      MemoryLimit memory) {
    Images train = split.train();
    require(
        train.count() >= recipe.batch(),
        "training images must be at least one batch, got %d images, batch=%d",
        train.count(),
        recipe.batch());
    this.recipe = recipe;
    this.split = split;
    SplittableRandom seeds = new SplittableRandom(seed);
    classes = train.classes().size();
    Graph graph =
        network.graph(new Shape(train.height(), train.width(), train.channels()), classes);
    memory.require(graph, recipe.batch());
    params = Params.initialise(graph, seeds.nextLong());
    orderSeed = seeds.nextLong();
    program = Program.compile(graph, recipe.batch(), Mode.TRAIN, params, kernels);
    folded = new FoldedNorms(graph, params);
    evaluator =
        Program.compile(folded.graph(), recipe.batch(), Mode.EVALUATE, folded.params(), kernels);
    updater = new Updater(params, recipe.optimizer(), 0);
    trainLoss = new SoftmaxCrossEntropy(classes, recipe.labelSmoothing());
    evaluationLoss = new SoftmaxCrossEntropy(classes, 0);
  }

  /**
   * Trains through all epochs.
   *
   * @param listener told of each epoch when it is over
   * @throws Diverged when the loss is no longer a number
   */
  public Outcome run(Consumer<EpochMetrics> listener) {
    List<EpochMetrics> epochs = new ArrayList<>();
    for (int epoch = 1; epoch <= recipe.epochs(); epoch++) {
      EpochMetrics metrics = epoch(epoch);
      epochs.add(metrics);
      listener.accept(metrics);
    }
    return new Outcome(epochs, params.checksum());
  }

  private EpochMetrics epoch(int epoch) {
    long start = System.nanoTime();
    feedTime = FeedTime.NONE;
    long images = trainOn(batches(epoch), epoch);
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

  private Batches batches(int epoch) {
    return Batches.shuffled(
        split.train(), split.normalisation(), recipe.batch(), recipe.augment(), orderSeed, epoch);
  }

  /** Gives the number of images. */
  private long trainOn(Batches batches, int epoch) {
    trainLoss.reset();
    float[] logits = new float[recipe.batch() * classes];
    float[] gradient = new float[logits.length];
    try (BatchFeed feed = BatchFeed.of(batches)) {
      for (int i = 0; i < batches.count(); i++) {
        BatchFeed.Batch batch = feed.next();
        program.input().write(batch.values());
        program.forward();
        program.output().read(logits);
        trainLoss.countWithGradient(logits, batch.labels(), gradient);
        requireFinite(epoch, i);
        program.outputGradient().write(gradient);
        program.backward();
        long step = (long) (epoch - 1) * batches.count() + i;
        Moment now = new Moment(step, batches.count(), recipe.epochs());
        lr = recipe.optimizer().lr() * recipe.schedule().factor(now);
        updater.step(lr, step + 1);
      }
      feedTime = feedTime.plus(feed.time());
    }
    return (long) batches.count() * recipe.batch();
  }

  private void requireFinite(int epoch, int step) {
    double loss = trainLoss.loss();
    if (!Double.isFinite(loss)) {
      throw new Diverged(
          String.format(
              "the loss must be a number, got %s at step %d of epoch %d", loss, step + 1, epoch));
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
    updater.close();
    program.close();
    evaluator.close();
    folded.close();
    params.close();
  }
}
