package io.archscape.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import io.archscape.RequirementException;
import io.archscape.data.Augment;
import io.archscape.data.Mix;
import io.archscape.document.Documents;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipesTest {
  @Test
  void everyShippedRecipeIsReadAndWrittenWholeAndReadAgain() {
    assertThat(Recipes.names()).containsExactly("default", "pycls-cifar", "pycls-cifar-sweep");
    for (String name : Recipes.names()) {
      Recipe recipe = Recipes.parse(name, Recipes.text(name));
      String whole = Recipes.documents().wholeYaml(recipe);
      assertThat(Recipes.parse(name, whole)).as(name).isEqualTo(recipe);
      assertThat(whole)
          .as(name)
          .contains(
              "clip:",
              "dropPath:",
              "dropout:",
              "ema:",
              "mixup:",
              "cutmix:",
              "preciseNorm:",
              "referenceBatch:",
              "zeroGamma:",
              "cutout:",
              "policy:",
              "crop:",
              "normDecay:");
      assertThat(Recipes.parse(name, "base: " + name)).as(name).isEqualTo(recipe);
    }
    assertThat(Recipes.parse("default", Recipes.text("default"))).isEqualTo(Recipe.DEFAULT);
    assertThat(Recipes.parse("empty", "{}")).isEqualTo(Recipe.DEFAULT);
    for (String name : Recipes.names()) { // a warmup in epochs may come on top of each
      Recipe recipe =
          Recipes.parse("mine", "base: " + name + "\nschedule: {type: cosine, warmupEpochs: 2}\n");
      assertThat(((Schedule.Cosine) recipe.schedule()).warmupEpochs()).as(name).isEqualTo(2);
    }
  }

  @Test
  void thePageOnRecipesHasEveryKeyAndItsDefault() {
    String page = Documents.text(Path.of("docs/recipes.md"));
    assertThat(page).contains(Recipes.documents().wholeYaml(Recipe.DEFAULT));
    assertThat(page).contains(Recipes.names().stream().map(n -> "`" + n + "`").toList());
  }

  /** facebookresearch/pycls 5719de64, configs/sweeps/cifar/cifar_regnet.yaml. */
  @Test
  void theSweepsRecipeIsThatOfPycls() {
    Recipe recipe = Recipes.parse("pycls-cifar-sweep", Recipes.text("pycls-cifar-sweep"));
    assertThat(recipe.epochs()).isEqualTo(50);
    assertThat(recipe.batch()).isEqualTo(1024);
    assertThat(recipe.lr()).isEqualTo(1.0);
    assertThat(recipe.mix()).isEqualTo(new Mix(0.5, 0));
    assertThat(recipe.ema()).isEqualTo(new Average.Pycls(2.5e-4, 32));
    // golden lr_schedule of ../shared: cos, 50 epochs, 5 of warmup, without its floor
    assertThat(recipe.schedule().factor(new StepPosition(0, 48, 50))).isEqualTo(0.1);
    assertThat(recipe.schedule().factor(new StepPosition(47, 48, 50))).isEqualTo(0.1);
    assertThat(recipe.schedule().factor(new StepPosition(48 * 25, 48, 50))).isEqualTo(0.5);
  }

  @Test
  void whatIsGivenComesOnTopOfTheBase() {
    Recipe recipe =
        Recipes.parse(
            "mine",
            "base: pycls-cifar-sweep\nepochs: 10\nbatch: 128\noptimizer: {weightDecay: 1e-4}\n"
                + "ema: {type: decay, decay: 0.99}\naugment: {cutout: 8}\n");
    assertThat(recipe.epochs()).isEqualTo(10);
    assertThat(recipe.lr()).as("follows the batch").isEqualTo(0.125);
    assertThat(((Optimizer.Sgd) recipe.optimizer()).weightDecay()).isEqualTo(1e-4);
    assertThat(((Optimizer.Sgd) recipe.optimizer()).momentum()).isEqualTo(0.9);
    assertThat(recipe.ema()).isEqualTo(new Average.Decaying(0.99, 1));
    assertThat(recipe.augment()).isEqualTo(Augment.DEFAULT.withCutout(8));
    assertThat(recipe.mix()).isEqualTo(new Mix(0.5, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "base: pycls|mine: recipe must be one of default, pycls-cifar, pycls-cifar-sweep,"
            + " got 'pycls'",
        "schedule: {type: cosine, warmupEpochs: 5}|schedule warmup must be shorter than the"
            + " training, got warmupEpochs=5 of 5 epochs",
        "schedule: {type: cosine, warmupEpochs: 2, warmupSteps: 7}|schedule warmup must be given in"
            + " steps or in epochs, got warmupSteps=7 warmupEpochs=2",
        "schedule: {type: step, milestones: [3, 5]}|schedule milestones must lie within the"
            + " training, got milestone 5 of 5 epochs",
        "optimizer: {momentum: 0}|optimizer: a type must be given",
        "optimizer: {type: sgd, momentum: 0}|nesterov must have a momentum",
        "preciseNorm: 10|recipe preciseNorm must be 0 or at least one batch, got preciseNorm=10",
        "dropPath: 1|drop path must lie in [0,1), got dropPath=1.0",
        "augment: {pad: 4, crop: {type: resized}}|augment pad must be 0 where crop resizes",
        "base: [a]|base",
        "schedule: {type: cosine, warmupEpochs: 2, warmupSteps: 100}|schedule warmup must be given"
            + " in steps or in epochs, got warmupSteps=100 warmupEpochs=2",
        "mixup: 0.5|key must be one of augment, batch,"
      })
  void contradictionsAreRefusedInOneLine(String yaml, String message) {
    assertThatThrownBy(() -> Recipes.parse("mine", yaml))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message)
        .hasMessageStartingWith("mine:")
        .hasMessageNotContaining("\n");
  }

  @Test
  void dataThatDoesNotFitIsRefused() {
    Recipe recipe = Recipes.parse("mine", "augment: {policy: {type: autoaugment}}");
    recipe.requireFits(6400, 32, 32, 3);
    for (Runnable unfit :
        List.<Runnable>of(
            () -> recipe.requireFits(63, 32, 32, 3),
            () -> recipe.requireFits(6400, 28, 28, 1),
            () -> Recipes.parse("m", "augment: {cutout: 20}").requireFits(6400, 16, 16, 3),
            () -> Recipes.parse("m", "ema: {type: decay, every: 501}").requireFits(6400, 16, 16, 3),
            () -> Recipes.parse("m", "preciseNorm: 6401").requireFits(6400, 16, 16, 3),
            () ->
                Recipes.parse("m", "schedule: {type: cosine, warmupSteps: 500}")
                    .requireFits(6400, 16, 16, 3))) {
      assertThatThrownBy(unfit::run).isInstanceOf(RequirementException.class);
    }
  }
}
