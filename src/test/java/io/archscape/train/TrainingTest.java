package io.archscape.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.archscape.InputException;
import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.data.Augment;
import io.archscape.data.DataFolders;
import io.archscape.data.DataSpec;
import io.archscape.data.Datasets;
import io.archscape.data.Split;
import io.archscape.engine.KernelSet;
import io.archscape.engine.Kernels;
import io.archscape.engine.Mode;
import io.archscape.engine.Params;
import io.archscape.engine.nd4j.Nd4jKernels;
import io.archscape.engine.onednn.OneDnnKernels;
import io.archscape.graph.Graph;
import io.archscape.graph.GraphBuilder;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class TrainingTest {
  private static final Network NETWORK =
      new Network(
          new Stem(Stem.Type.SIMPLE, 8),
          List.of(
              new Stage(1, 16, 1, new Block.Bottleneck(1, 8, new Attention.None())),
              new Stage(1, 24, 2, new Block.Bottleneck(1, 8, new Attention.SqueezeExcite(0.25)))),
          Head.PLAIN);

  private static Recipe recipe(int epochs, double lr) {
    return new Recipe(
        epochs,
        32,
        new Optimizer.Sgd(lr, 0.9, true, 5e-4),
        new Schedule.Cosine(2, 0.1),
        0.1,
        new Augment(true, 2));
  }

  private static Split shapes(int train) {
    DataSpec spec = new DataSpec("shapes", train, 70, 16, 1);
    return Datasets.open(spec, DataFolders.only(Path.of("unused"))).split(spec);
  }

  static Stream<KernelSet> kernels() {
    assumeTrue(OneDnnKernels.obstacle().isEmpty(), "skipped: no oneDNN on this platform");
    return Stream.of(new Nd4jKernels(), new OneDnnKernels());
  }

  private static Outcome train(Recipe recipe, Split split, long seed, KernelSet kernels) {
    try (Training training = new Training(NETWORK, recipe, split, seed, kernels)) {
      return training.run(epoch -> {});
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void sameSeedGivesTheSameBits(KernelSet kernels) {
    Split split = shapes(100);
    Outcome first = train(recipe(2, 0.05), split, 7, kernels);
    assertThat(train(recipe(2, 0.05), split, 7, kernels).parameters())
        .isEqualTo(first.parameters());
    assertThat(train(recipe(2, 0.05), split, 8, kernels).parameters())
        .isNotEqualTo(first.parameters());
  }

  @Test
  void bothKernelSetsTellTheSameStory() {
    Split split = shapes(200);
    List<Outcome> outcomes =
        kernels().map(kernels -> train(recipe(2, 0.02), split, 3, kernels)).toList();
    for (int epoch = 0; epoch < 2; epoch++) {
      assertThat(outcomes.get(1).epochs().get(epoch).trainLoss())
          .isCloseTo(outcomes.get(0).epochs().get(epoch).trainLoss(), Offset.offset(2e-3));
    }
  }

  @Test
  void learns() {
    List<EpochMetrics> told = new ArrayList<>();
    Split split = shapes(1000);
    KernelSet kernels = kernels().toList().get(1);
    try (Training training = new Training(NETWORK, recipe(8, 0.1), split, 1, kernels)) {
      Outcome outcome = training.run(told::add);
      assertThat(outcome.epochs()).isEqualTo(told).hasSize(8);
      assertThat(told.get(7).trainLoss()).isLessThan(told.get(0).trainLoss() - 0.1);
      assertThat(told.get(7).lr()).isLessThan(0.001);
      assertThat(told.get(0).images()).isEqualTo(31 * 32);
      Evaluation again = training.evaluate(split.validation());
      assertThat(again.error()).isEqualTo(outcome.error());
      assertThat(again.images()).isEqualTo(70);
    }
  }

  @Test
  void lossThatIsNoNumberIsDivergence() {
    Recipe wild =
        new Recipe(
            20,
            32,
            new Optimizer.Sgd(900, 0, false, 0.9),
            new Schedule.Cosine(0, 1),
            0,
            Augment.NONE);
    assertThatThrownBy(() -> train(wild, shapes(1500), 1, kernels().toList().get(1)))
        .isInstanceOf(Diverged.class)
        .hasMessageContaining("the loss must be a number, got");
  }

  /** The loss stays a number, but the training goes nowhere. */
  @Test
  void aLossFarAboveThatOfGuessingIsDivergence() {
    Recipe wild =
        new Recipe(
            3,
            32,
            new Optimizer.Sgd(30, 0.9, false, 0),
            new Schedule.Cosine(0, 1),
            0,
            Augment.NONE);
    assertThatThrownBy(() -> train(wild, shapes(200), 1, kernels().toList().get(1)))
        .isInstanceOf(Diverged.class)
        .hasMessageContaining("must be at most 23.0, 10 times that of guessing, got");
  }

  @Test
  void leavesNoThreadBehind() throws InterruptedException {
    Recipe wild =
        new Recipe(
            20,
            32,
            new Optimizer.Sgd(900, 0, false, 0.9),
            Schedule.Cosine.DEFAULT,
            0,
            Augment.NONE);
    assertThatThrownBy(() -> train(wild, shapes(200), 1, kernels().toList().get(1)))
        .isInstanceOf(Diverged.class);
    train(recipe(1, 0.1), shapes(100), 1, kernels().toList().get(1));
    while (Thread.getAllStackTraces().keySet().stream() // a time limit ends it
        .anyMatch(thread -> thread.getName().equals("batches"))) {
      Thread.sleep(1);
    }
  }

  @Test
  void tellsWhatDataCost() {
    KernelSet kernels = kernels().toList().get(1);
    Split split = shapes(200);
    try (Training training = new Training(NETWORK, recipe(2, 0.1), split, 1, kernels)) {
      training.run(
          epoch -> {
            assertThat(training.feedTime().busy()).isPositive().isLessThan(epoch.seconds());
            assertThat(training.feedTime().waited()).isPositive().isLessThan(epoch.seconds());
          });
    }
  }

  @Test
  void whatDoesNotFitIntoMemoryIsRefusedBeforeAnyIsTaken() {
    MemoryLimit little =
        new MemoryLimit((graph, recipe) -> recipe.batch() * (1L << 30), () -> 3L << 30);
    KernelSet none =
        new KernelSet() {
          @Override
          public String name() {
            throw new AssertionError("nothing is made");
          }

          @Override
          public Kernels kernels(Graph graph, int batch, Mode mode) {
            throw new AssertionError("nothing is made");
          }
        };
    assertThatThrownBy(
            () -> new Training(NETWORK, recipe(1, 0.1), shapes(100), 1, none, little).close())
        .isInstanceOf(InputException.class)
        .hasMessage(
            "network must fit into memory: needs about 32.0 GiB at batch 32, got 3.0 GiB free");
  }

  @Test
  void fewerImagesThanABatchAreRefused() {
    assertThatThrownBy(() -> train(recipe(1, 0.1), shapes(31), 1, new Nd4jKernels()))
        .hasMessageContaining("at least one batch, got 31 images, batch=32");
  }

  /** Against PyTorch's rule in double precision, two steps; batch norm does not decay. */
  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(booleans = {true, false})
  void sgdIsThatOfPyTorch(boolean nesterov) {
    GraphBuilder builder = new GraphBuilder();
    var x = builder.add("input", new Op.Input(Shape.image(2)));
    builder.add("bn", new Op.BatchNorm(), builder.add("conv", new Op.Conv(2, 1, 1), x));
    Optimizer.Sgd sgd = new Optimizer.Sgd(0.1, 0.9, nesterov, 0.01);
    try (Params params = Params.initialise(builder.build(), 1);
        Updater updater = new Updater(params, sgd, 0)) {
      float[] start = params.values().toArray();
      double[] w = new double[start.length];
      double[] m = new double[start.length];
      for (int i = 0; i < w.length; i++) {
        w[i] = start[i];
      }
      for (int step = 0; step < 2; step++) {
        float[] g = new float[w.length];
        for (int i = 0; i < g.length; i++) {
          g[i] = 0.1f * (i % 7) - 0.2f * step;
          double gradient = g[i] + (i < params.decayed() ? 0.01 * w[i] : 0);
          m[i] = 0.9 * m[i] + gradient;
          w[i] -= 0.1 * (nesterov ? gradient + 0.9 * m[i] : m[i]);
        }
        params.gradients().write(g);
        updater.step(0.1, step + 1);
      }
      float[] end = params.values().toArray();
      assertThat(params.decayed()).isPositive().isLessThan(end.length);
      for (int i = 0; i < end.length; i++) {
        assertThat((double) end[i]).isCloseTo(w[i], Offset.offset(1e-6));
      }
    }
  }
}
