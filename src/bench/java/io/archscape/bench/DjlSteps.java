package io.archscape.bench;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.SoftmaxCrossEntropyLoss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A measured process of {@code bench train}: training steps in PyTorch through DJL. It does a
 * little less than ours: DJL's own momentum, in one native call a parameter, has no Nesterov.
 */
final class DjlSteps {
  private static final double SMOOTHING = 0.1;

  private DjlSteps() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    PrintStream protocol = System.out;
    System.setOut(System.err);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    BenchQuestion ask = BenchAnswers.question(in);
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(ask.threads()));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    Engine.getEngine("PyTorch").setRandomSeed(1);
    try (Model model = Model.newInstance("bench")) {
      model.setBlock(network(ask));
      try (Trainer trainer = model.newTrainer(config())) {
        measure(ask, trainer, in, protocol);
      }
    }
    System.exit(0); // whatever threads PyTorch keeps
  }

  /** Batch norm's momentum of 0.9 is PyTorch's 0.1. */
  private static DefaultTrainingConfig config() {
    return new DefaultTrainingConfig(new SoftmaxCrossEntropyLoss("loss", 1, -1, false, true))
        .optOptimizer(
            Optimizer.sgd()
                .setLearningRateTracker(Tracker.fixed(0.05f))
                .optMomentum(0.9f)
                .optWeightDecays(5e-4f)
                .build());
  }

  private static void measure(
      BenchQuestion ask, Trainer trainer, BufferedReader in, PrintStream out)
      throws InterruptedException {
    Shape shape = new Shape(ask.batch(), 3, ask.image(), ask.image());
    trainer.initialize(shape);
    try (NDManager manager = trainer.getManager().newSubManager()) {
      NDArray images = manager.randomNormal(shape);
      NDArray labels = manager.create(labels(ask), new Shape(ask.batch(), ask.classes()));
      String name = "torch " + Engine.getEngine("PyTorch").getVersion() + " DJL";
      BenchAnswers.Work work =
          new BenchAnswers.Work(ask.batch(), () -> step(trainer, manager, images, labels));
      Map<String, Object> facts = Map.of("name", name, "params", parameters(trainer));
      BenchAnswers.give(ask, facts, work, in, out);
    }
  }

  private static long parameters(Trainer trainer) {
    return trainer.getModel().getBlock().getParameters().values().stream()
        .filter(Parameter::requiresGradient)
        .mapToLong(parameter -> parameter.getShape().size())
        .sum();
  }

  private static float[] labels(BenchQuestion ask) {
    float[] smooth = new float[ask.batch() * ask.classes()];
    for (int i = 0; i < smooth.length; i++) {
      int row = i / ask.classes();
      boolean right = i % ask.classes() == row % ask.classes();
      smooth[i] = (float) (SMOOTHING / ask.classes() + (right ? 1 - SMOOTHING : 0));
    }
    return smooth;
  }

  /** What a step makes goes with its manager: results are attached to that of their input. */
  private static void step(Trainer trainer, NDManager manager, NDArray images, NDArray labels) {
    try (NDManager step = manager.newSubManager()) {
      images.attach(step);
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDList logits = trainer.forward(new NDList(images));
        collector.backward(trainer.getLoss().evaluate(new NDList(labels), logits));
      } finally {
        images.attach(manager);
      }
      trainer.step();
    }
  }

  private static SequentialBlock network(BenchQuestion ask) {
    Stem stem = ask.network().stem();
    int stride = stem.type() == Stem.Type.CIFAR ? 1 : 2;
    int width = stem.width();
    SequentialBlock net = new SequentialBlock();
    convNorm(net, width, 3, stride, 1).add(Activation.reluBlock());
    for (Stage stage : ask.network().stages()) {
      Block.Bottleneck block = (Block.Bottleneck) stage.block();
      for (int i = 0; i < stage.depth(); i++) {
        net.add(bottleneck(block, width, stage.width(), i == 0 ? stage.stride() : 1));
        net.add(Activation.reluBlock());
        width = stage.width();
      }
    }
    return net.add(Pool.globalAvgPool2dBlock())
        .add(Linear.builder().setUnits(ask.classes()).build());
  }

  private static SequentialBlock convNorm(
      SequentialBlock to, int width, int kernel, int stride, int groups) {
    return to.add(
            Conv2d.builder()
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(kernel / 2, kernel / 2))
                .optGroups(groups)
                .optBias(false)
                .setFilters(width)
                .build())
        .add(BatchNorm.builder().build());
  }

  private static ai.djl.nn.Block bottleneck(
      Block.Bottleneck block, int from, int width, int stride) {
    int inner = block.innerWidth(width);
    SequentialBlock branch = new SequentialBlock();
    convNorm(branch, inner, 1, 1, 1).add(Activation.reluBlock());
    convNorm(branch, inner, 3, stride, inner / block.groupWidth()).add(Activation.reluBlock());
    if (block.attention() instanceof Attention.SqueezeExcite se) {
      branch.add(squeezeExcite((int) Math.rint(from * se.ratio()), inner));
    }
    convNorm(branch, width, 1, 1, 1);
    boolean same = from == width && stride == 1;
    ai.djl.nn.Block skip =
        same ? Blocks.identityBlock() : convNorm(new SequentialBlock(), width, 1, stride, 1);
    return new ParallelBlock(
        both -> new NDList(both.get(0).singletonOrThrow().addi(both.get(1).singletonOrThrow())),
        List.of(branch, skip));
  }

  /** 1x1 convolutions of one position are products with matrices. */
  private static ai.djl.nn.Block squeezeExcite(int squeezed, int width) {
    SequentialBlock gate =
        new SequentialBlock()
            .add(Pool.globalAvgPool2dBlock())
            .add(Linear.builder().setUnits(squeezed).build())
            .add(Activation.reluBlock())
            .add(Linear.builder().setUnits(width).build())
            .add(Activation.sigmoidBlock())
            .add(LambdaBlock.singleton(x -> x.reshape(x.getShape().get(0), width, 1, 1)));
    return new ParallelBlock(
        both -> new NDList(both.get(0).singletonOrThrow().mul(both.get(1).singletonOrThrow())),
        List.of(Blocks.identityBlock(), gate));
  }
}
