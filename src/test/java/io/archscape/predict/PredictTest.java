package io.archscape.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.archscape.InputException;
import io.archscape.Sha256;
import io.archscape.stats.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PredictTest {
  private static final Table PLANTED = Planted.table(120, 1, 1);
  private static final double[] ROW = {7, 4, 0, 1, 0.5};

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void aPlantedRelationIsFound(Kind kind) {
    PredictionScores scores = CrossValidation.of(PLANTED, kind, 5, 1).scores();
    assertThat(scores.kendall().low()).isGreaterThan(0.6);
    assertThat(scores.spearman().low()).isGreaterThan(scores.kendall().low());
    assertThat(scores.mae()).isLessThan(0.6 * scores.maeOfMean());
    assertThat(scores.models()).isEqualTo(120);
    assertThat(scores.folds()).isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource
  void noiseIsNotPredicted(Kind kind) {
    PredictionScores scores = CrossValidation.of(Planted.noise(120, 5), kind, 5, 1).scores();
    assertThat(scores.kendall().holds(0)).as("%s", scores).isTrue();
    assertThat(scores.spearman().holds(0)).isTrue();
    assertThat(scores.mae()).isGreaterThan(0.95 * scores.maeOfMean());
  }

  /** b = 4 and se at log flops 7: 50 + 6 - 28 - 2 = 26. */
  @ParameterizedTest
  @EnumSource
  void aPredictionCarriesItsSpreadAndItsScores(Kind kind) {
    CrossValidation validation = CrossValidation.of(PLANTED, kind, 5, 1);
    Prediction prediction = Surrogate.of(validation, 1).predict(ROW);
    assertThat(prediction.error()).isCloseTo(26, within(1.6));
    assertThat(prediction.spread()).isBetween(0.05, 4.0);
    assertThat(prediction.scores()).isEqualTo(validation.scores());
  }

  /**
   * One model has an absurd error. With it in training, any of these predictors would give it away;
   * and with another error there, what is predicted for that model alone must not change.
   */
  @ParameterizedTest
  @EnumSource
  void noModelHasAPartInItsOwnPrediction(Kind kind) {
    double[] errors = PLANTED.errors();
    int worst = 0;
    for (int i = 0; i < errors.length; i++) {
      worst = errors[i] > errors[worst] ? i : worst;
    }
    errors[worst] += 1000; // its rank, and so its fold, stay
    double before = CrossValidation.of(PLANTED, kind, 4, 3).outOfFold()[worst];
    double[] after = CrossValidation.of(PLANTED.withErrors(errors), kind, 4, 3).outOfFold();
    assertThat(after[worst]).isEqualTo(before);
    assertThat(after).isNotEqualTo(CrossValidation.of(PLANTED, kind, 4, 3).outOfFold());
  }

  @Test
  void squaresStandBesideTheirNumbers() {
    Table table =
        Table.of(
                List.of("d", "attention=se"),
                List.of(new double[] {1, 2, 6}, new double[] {0, 1, 0}),
                new double[] {1, 2, 3})
            .withSquares();
    assertThat(table.names()).containsExactly("d", "attention=se", "d=squared");
    assertThat(table.row(2)).containsExactly(6, 0, 9);
    assertThat(table.groups().get("d")).containsExactly(0, 2);
  }

  @Test
  void foldsAreOfEqualSizeAndAlikeInError() {
    CrossValidation validation = CrossValidation.of(PLANTED, Kind.LINEAR, 10, 1);
    double mean = Arrays.stream(PLANTED.errors()).average().orElseThrow();
    for (int fold = 0; fold < 10; fold++) {
      int[] rows = validation.rows(fold, true);
      assertThat(rows).hasSize(12);
      assertThat(Arrays.stream(rows).mapToDouble(PLANTED::error).average().orElseThrow())
          .isCloseTo(mean, within(0.5));
      assertThat(validation.rows(fold, false)).hasSize(108);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameSeedPredictsTheSameOnAnyNumberOfCores(Kind kind) throws Exception {
    ForkJoinPool one = new ForkJoinPool(1);
    try {
      double[] alone = one.submit(() -> CrossValidation.of(PLANTED, kind, 3, 7).outOfFold()).get();
      assertThat(CrossValidation.of(PLANTED, kind, 3, 7).outOfFold()).isEqualTo(alone);
    } finally {
      one.shutdown();
    }
  }

  @Test
  void importanceFindsWhatWasPlanted() {
    CrossValidation validation = CrossValidation.of(PLANTED, Kind.FOREST, 5, 1);
    List<Importance> importance = Importance.of(validation, 1);
    assertThat(importance)
        .extracting(Importance::feature)
        .containsExactlyInAnyOrder("log flops", "b", "attention", "nothing");
    assertThat(importance.get(0).feature()).isIn("b", "log flops");
    Importance nothing = of("nothing", importance);
    assertThat(importance.get(3)).isEqualTo(nothing);
    assertThat(nothing.all().riseOfMae()).isCloseTo(0, within(0.15));
    assertThat(nothing.all().lossOfKendall()).isCloseTo(0, within(0.03));
    assertThat(of("b", importance).all().riseOfMae()).isGreaterThan(1);
    assertThat(of("b", importance).all().lossOfKendall()).isGreaterThan(0.2);
    assertThat(of("b", importance).all().spread()).isBetween(0.05, 2.0);
    // the best quarter has b <= 2 throughout: dealing b anew among them changes nothing
    assertThat(of("b", importance).best().riseOfMae()).isCloseTo(0, within(0.3));
    assertThat(of("log flops", importance).best().riseOfMae()).isGreaterThan(0.2);
    assertThat(Importance.of(validation, 1)).isEqualTo(importance);
  }

  private static Importance of(String feature, List<Importance> all) {
    return all.stream().filter(i -> i.feature().equals(feature)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSavedPredictsTheSameWhenLoaded(Kind kind) {
    CrossValidation validation = CrossValidation.of(PLANTED, kind, 3, 1);
    Provenance provenance =
        new Provenance(List.of("sweep"), List.of("a", "b"), Sha256.hex("x"), 1, "1.0");
    SavedSurrogate saved = new SavedSurrogate(Surrogate.of(validation, 1), provenance);
    saved.save(folder);
    SavedSurrogate loaded = SavedSurrogate.load(folder);
    assertThat(loaded.provenance()).isEqualTo(provenance);
    assertThat(loaded.surrogate().features()).isEqualTo(PLANTED.names());
    for (int i = 0; i < PLANTED.size(); i++) {
      assertThat(loaded.surrogate().predict(PLANTED.row(i)))
          .isEqualTo(saved.surrogate().predict(PLANTED.row(i)));
    }
  }

  @Test
  void aDamagedFolderIsRefusedWithOneLine() throws IOException {
    assertThatThrownBy(() -> SavedSurrogate.load(folder))
        .isInstanceOf(InputException.class)
        .hasMessage(folder.resolve("surrogate.json") + ": file must exist, found none");
    Surrogate surrogate = Surrogate.of(CrossValidation.of(PLANTED, Kind.LINEAR, 3, 1), 1);
    new SavedSurrogate(surrogate, new Provenance(List.of(), List.of(), "", 1, "")).save(folder);
    Files.write(folder.resolve("parts.pb.gz"), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> SavedSurrogate.load(folder))
        .isInstanceOf(InputException.class)
        .hasMessage(
            folder.resolve("parts.pb.gz")
                + ": must be the file that surrogate.json was saved with");
  }

  @ParameterizedTest
  @EnumSource
  void equalErrorsOrFeaturesThatNeverVaryPredictTheMean(Kind kind) {
    double[] equal = new double[20];
    Arrays.fill(equal, 42.5);
    double[] rising = new double[20];
    Arrays.setAll(rising, i -> i);
    Table equalErrors = Table.of(List.of("x"), List.of(rising), equal);
    Table constant = Table.of(List.of("x"), List.of(equal), rising);
    Prediction sure =
        Surrogate.of(CrossValidation.of(equalErrors, kind, 5, 1), 1).predict(equal1());
    assertThat(sure.error()).isEqualTo(42.5);
    assertThat(sure.spread()).isZero();
    assertThat(sure.scores().kendall()).isEqualTo(new Interval(0, 0, 0, 0.95));
    assertThat(sure.scores().mae()).isZero();
    Prediction mean = Surrogate.of(CrossValidation.of(constant, kind, 5, 1), 1).predict(equal1());
    assertThat(mean.error()).isCloseTo(9.5, within(1e-12));
    assertThat(mean.scores().mae()).isEqualTo(mean.scores().maeOfMean());
    assertThat(mean.scores().kendall().holds(0)).isTrue();
  }

  private static double[] equal1() {
    return new double[] {3};
  }

  @Test
  void fewModelsAreRefused() {
    assertThatThrownBy(() -> CrossValidation.of(Planted.table(9, 1, 1), Kind.FOREST, 5, 1))
        .hasMessage("predictions need at least 10 models, got 9");
    assertThat(CrossValidation.of(Planted.table(10, 1, 1), Kind.FOREST, 20, 1).scores().folds())
        .isEqualTo(10);
  }

  @Test
  void saysWhatATableMustBe() {
    double[] two = {1, 2};
    assertThatThrownBy(() -> Table.of(List.of("a"), List.of(two), new double[] {1, Double.NaN}))
        .hasMessage("errors must be finite, got NaN at row 1");
    assertThatThrownBy(() -> Table.of(List.of("a"), List.of(two), new double[] {1}))
        .hasMessage("feature a must have a value for each of 1 errors, got 2");
    assertThatThrownBy(() -> Table.of(List.of("a", "a"), List.of(two, two), two))
        .hasMessage("features must have different names, got [a, a]");
    assertThatThrownBy(() -> Table.of(List.of(), List.of(), two))
        .hasMessage("a table must have at least one feature, got none");
    Surrogate surrogate = Surrogate.of(CrossValidation.of(PLANTED, Kind.LINEAR, 3, 1), 1);
    assertThatThrownBy(() -> surrogate.predict(new double[] {1}))
        .hasMessage("a row must have 5 features, got 1");
    assertThatThrownBy(() -> surrogate.predict(new double[] {1, Double.NaN, 0, 0, 0}))
        .hasMessage("feature b must be finite, got NaN");
  }
}
