package io.archscape.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.data.DataFolders;
import io.archscape.data.DataSpec;
import io.archscape.data.Datasets;
import io.archscape.data.Split;
import io.archscape.engine.KernelSet;
import io.archscape.engine.nd4j.Nd4jKernels;
import io.archscape.engine.onednn.OneDnnKernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that was interrupted between epochs ends as one that was not, to the bit. */
class ResumeTest {
  private static final Network NETWORK =
      new Network(
          new Stem(Stem.Type.SIMPLE, 8),
          List.of(
              new Stage(1, 16, 1, new Block.Bottleneck(1, 8, new Attention.None())),
              new Stage(2, 24, 2, new Block.Bottleneck(1, 8, new Attention.SqueezeExcite(0.25)))),
          Head.PLAIN);

  private static final List<String> RECIPES =
      List.of(
          "optimizer: {type: sgd, lr: 0.05}",
          "optimizer: {type: adamw, lr: 0.002}\nema: {type: decay, decay: 0.9}",
          "optimizer: {type: lars, lr: 1}\nmix: {mixup: 0.5}\nclip: 1",
          "optimizer: {type: lamb, lr: 0.01}\npreciseNorm: 64\nema: {type: pycls, alpha: 0.01, period: 2}",
          "mix: {cutmix: 1}\ndropPath: 0.3\ndropout: 0.2\nzeroGamma: true\npreciseNorm: 32",
          "augment: {policy: {type: randaugment}, cutout: 4}\nschedule: {type: oneCycle}",
          "augment: {pad: 0, crop: {type: resized}, policy: {type: autoaugment}}");

  @TempDir Path folder;

  static Stream<Arguments> recipesAndKernels() {
    boolean quick = OneDnnKernels.obstacle().isEmpty();
    // a set each: JUnit closes its arguments
    Stream<Arguments> all =
        RECIPES.stream()
            .map(keys -> Arguments.of(keys, quick ? new OneDnnKernels() : new Nd4jKernels()));
    return Stream.concat(all, Stream.of(Arguments.of(RECIPES.get(4), new Nd4jKernels())));
  }

  private static Recipe recipe(String keys) {
    return recipe(3, keys);
  }

  private static Recipe recipe(int epochs, String keys) {
    String schedule = keys.contains("schedule") ? "" : "schedule: {type: cosine, warmupSteps: 1}\n";
    return Recipes.parse("test", "epochs: " + epochs + "\nbatch: 32\n" + schedule + keys);
  }

  private static Split images() {
    DataSpec spec = new DataSpec("shapes", 70, 40, 16, 1);
    return Datasets.open(spec, DataFolders.only(Path.of("unused"))).split(spec);
  }

  private static Training training(Recipe recipe, KernelSet kernels) {
    return new Training(NETWORK, recipe, images(), 5, kernels);
  }

  @ParameterizedTest
  @MethodSource("recipesAndKernels")
  void everyInterruptionEndsInTheSameBits(String keys, KernelSet kernels) throws IOException {
    Recipe recipe = recipe(keys);
    List<Checkpoint> kept = new ArrayList<>();
    Outcome whole;
    try (Training training = training(recipe, kernels)) {
      whole = training.run(epoch -> kept.add(training.checkpoint("t")));
    }
    assertThat(kept).hasSize(3);
    assertThat(whole.epochs()).allSatisfy(e -> assertThat(e.trainLoss()).isFinite());
    for (Checkpoint from : kept) {
      Path file = folder.resolve("last.safetensors");
      from.write(file);
      try (Training training = training(recipe, kernels)) {
        training.restore(Checkpoint.read(file, "t").orElseThrow());
        List<Integer> trained = new ArrayList<>();
        Outcome resumed = training.run(epoch -> trained.add(epoch.epoch()));
        assertThat(trained).hasSize(3 - from.epochs().size());
        assertThat(resumed.parameters()).isEqualTo(whole.parameters());
        assertThat(withoutSeconds(resumed)).isEqualTo(withoutSeconds(whole));
      }
    }
  }

  private static List<EpochMetrics> withoutSeconds(Outcome outcome) {
    return outcome.epochs().stream()
        .map(
            e ->
                new EpochMetrics(
                    e.epoch(),
                    e.lr(),
                    e.trainLoss(),
                    e.trainError(),
                    e.validationLoss(),
                    e.validationError(),
                    0,
                    e.images()))
        .toList();
  }

  /** Every key does something: no two recipes of the list end alike. */
  @Test
  void recipesThatDifferEndInOtherBits() {
    List<String> ends = new ArrayList<>();
    for (String keys :
        List.of(
            "",
            "mix: {mixup: 0.5}",
            "dropPath: 0.3",
            "dropout: 0.2",
            "zeroGamma: true",
            "preciseNorm: 64",
            "ema: {type: decay, decay: 0.9}",
            "clip: 0.5",
            "referenceBatch: 64",
            "labelSmoothing: 0")) {
      try (Training training = training(recipe(1, keys), new Nd4jKernels())) {
        ends.add(training.run(epoch -> {}).parameters());
      }
    }
    assertThat(ends).doesNotHaveDuplicates().hasSize(10);
  }

  @Test
  void aCheckpointOfAnotherNetworkDoesNotFit() {
    Recipe recipe = recipe("");
    Network other =
        new Network(
            new Stem(Stem.Type.SIMPLE, 16),
            List.of(new Stage(1, 16, 1, new Block.Bottleneck(1, 8, new Attention.None()))),
            Head.PLAIN);
    KernelSet kernels = new Nd4jKernels();
    try (Training one = training(recipe, kernels);
        Training two = new Training(other, recipe, images(), 5, kernels)) {
      assertThatThrownBy(() -> two.restore(one.checkpoint("t")))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("a checkpoint must have");
    }
  }
}
