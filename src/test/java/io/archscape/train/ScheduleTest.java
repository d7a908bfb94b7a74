package io.archscape.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.archscape.Defaults;
import io.archscape.InputException;
import io.archscape.document.Documents;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  private static final Offset<Double> CLOSE = Offset.offset(1e-11);

  private static Documents documents() {
    return new Documents(
        Defaults.of(Schedule.Cosine.DEFAULT),
        Defaults.of(Schedule.Exponential.DEFAULT),
        Defaults.of(Schedule.Linear.DEFAULT),
        Defaults.of(Schedule.Constant.DEFAULT),
        Defaults.of(Schedule.OneCycle.DEFAULT));
  }

  private static Schedule parse(String yaml) {
    return documents().readYaml("schedule", yaml, Schedule.class);
  }

  /** Numbers of pycls 5719de64: src/test/resources/golden/README.md. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void cosineWithWarmupPerEpochIsThatOfPycls(int stepsPerEpoch) throws IOException {
    int checked = 0;
    for (JsonNode golden : golden()) {
      int epochs = golden.get("max_epoch").asInt();
      Schedule cosine =
          new Schedule.Cosine(
              0,
              golden.get("warmup_factor").asDouble(),
              golden.get("warmup_epochs").asInt(),
              golden.get("min_lr").asDouble(),
              StepUnit.EPOCH);
      for (int step = 0; step < golden.get("lr").size() * stepsPerEpoch; step++) {
        double factor = cosine.factor(new StepPosition(step, stepsPerEpoch, epochs));
        assertThat(golden.get("base_lr").asDouble() * factor)
            .isCloseTo(golden.get("lr").get(step / stepsPerEpoch).asDouble(), CLOSE);
        checked++;
      }
    }
    assertThat(checked).isEqualTo(160 * stepsPerEpoch);
  }

  /** Steps are to a schedule per step what epochs are to one per epoch. */
  @Test
  void cosineWithWarmupPerStepIsThatOfPyclsWithStepsForEpochs() throws IOException {
    int checked = 0;
    for (JsonNode golden : golden()) {
      int epochs = golden.get("max_epoch").asInt() / 10;
      Schedule cosine =
          new Schedule.Cosine(
              golden.get("warmup_epochs").asInt(),
              golden.get("warmup_factor").asDouble(),
              0,
              golden.get("min_lr").asDouble(),
              StepUnit.STEP);
      for (int step = 0; step < golden.get("lr").size(); step++) {
        double factor = cosine.factor(new StepPosition(step, 10, epochs));
        assertThat(golden.get("base_lr").asDouble() * factor)
            .isCloseTo(golden.get("lr").get(step).asDouble(), CLOSE);
        checked++;
      }
    }
    assertThat(checked).isEqualTo(160);
  }

  private static JsonNode golden() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ScheduleTest.class.getResourceAsStream("/golden/pycls-functions.json"))) {
      return new ObjectMapper().readTree(in).get("lr_schedule");
    }
  }

  /**
   * The formulas of lr_fun_steps, lr_fun_exp and lr_fun_lin with warmup (pycls/core/optimizer.py),
   * computed with Python 3.11: ten epochs, BASE_LR 0.8, WARMUP_EPOCHS 3, WARMUP_FACTOR 0.1.
   */
  private static void isPycls(String yaml, double... lr) {
    Schedule schedule = parse(yaml);
    assertThat(lr).hasSize(10);
    for (int step = 0; step < 10 * 4; step++) {
      assertThat(0.8 * schedule.factor(new StepPosition(step, 4, 10)))
          .isCloseTo(lr[step / 4], CLOSE);
    }
  }

  /** STEPS [0, 4, 8], LR_MULT 0.1. */
  @Test
  void stepsAreThoseOfPycls() {
    isPycls(
        "{type: step, milestones: [4, 8], warmupEpochs: 3, per: epoch}",
        0.08,
        0.32,
        0.56,
        0.8,
        0.08,
        0.08,
        0.08,
        0.08,
        0.008,
        0.008);
  }

  /** MIN_LR 0.01. */
  @Test
  void exponentialIsThatOfPycls() {
    isPycls(
        "{type: exponential, floor: 0.01, warmupEpochs: 3, per: epoch}",
        0.08,
        0.201906350234,
        0.22294001551,
        0.200950914521,
        0.126791455397,
        0.08,
        0.050476587558,
        0.031848573644,
        0.020095091452,
        0.01267914554);
  }

  /** MIN_LR 0.05. */
  @Test
  void linearIsThatOfPycls() {
    isPycls(
        "{type: linear, floor: 0.05, warmupEpochs: 3, per: epoch}",
        0.08,
        0.2896,
        0.4536,
        0.572,
        0.496,
        0.42,
        0.344,
        0.268,
        0.192,
        0.116);
  }

  @Test
  void constantIsOneAfterItsWarmup() {
    Schedule schedule = parse("{type: constant, warmupSteps: 4, warmupFactor: 0.2}");
    assertThat(factors(schedule, 3, 2))
        .usingComparatorForType(ScheduleTest::compare, Double.class)
        .containsExactly(0.2, 0.4, 0.6, 0.8, 1.0, 1.0);
  }

  private static int compare(double a, double b) {
    return Math.abs(a - b) < 1e-11 ? 0 : Double.compare(a, b);
  }

  private static List<Double> factors(Schedule schedule, int stepsPerEpoch, int epochs) {
    return IntStream.range(0, stepsPerEpoch * epochs)
        .mapToObj(step -> schedule.factor(new StepPosition(step, stepsPerEpoch, epochs)))
        .toList();
  }

  /**
   * Of torch.optim.lr_scheduler.OneCycleLR, PyTorch 1.13: total_steps 10, pct_start 0.3, div_factor
   * 25, final_div_factor 1e4, cos.
   */
  @Test
  void oneCycleIsThatOfPyTorch() {
    assertThat(factors(parse("{type: oneCycle}"), 5, 2))
        .usingComparatorForType(ScheduleTest::compare, Double.class)
        .containsExactly(
            0.04,
            0.52,
            1.0,
            0.950484632013,
            0.81174565395,
            0.611262021936,
            0.388741978064,
            0.18825834605,
            0.049519367987,
            4e-06);
  }

  /** The same with total_steps 25, pct_start 0.4, div_factor 10, final_div_factor 10, linear. */
  @Test
  void oneCycleWithStraightSlopesIsThatOfPyTorch() {
    Schedule schedule = parse("{type: oneCycle, up: 0.4, start: 0.1, floor: 0.01, slope: linear}");
    List<Double> factors = factors(schedule, 25, 1);
    for (int step = 0; step < 25; step++) {
      double torch = step < 10 ? 0.1 * (step + 1) : 1 - 0.066 * (step - 9);
      assertThat(factors.get(step)).isCloseTo(torch, CLOSE);
    }
    assertThat(factors(schedule, 1, 1)).containsExactly(1.0);
  }

  @Test
  void aWarmupInEpochsMayBePerStep() {
    Schedule schedule = parse("{type: constant, warmupEpochs: 2}");
    assertThat(factors(schedule, 5, 4).subList(0, 11))
        .usingComparatorForType(ScheduleTest::compare, Double.class)
        .containsExactly(0.1, 0.19, 0.28, 0.37, 0.46, 0.55, 0.64, 0.73, 0.82, 0.91, 1.0);
    assertThat(schedule.warmsUp(new StepPosition(9, 5, 4))).isTrue();
    assertThat(schedule.warmsUp(new StepPosition(10, 5, 4))).isFalse();
  }

  @Test
  void whatIsLeftOutStandsForAHundredStepsOfWarmup() {
    assertThat(parse("{type: cosine}")).isEqualTo(new Schedule.Cosine(100, 0.1));
    assertThat(parse("{type: cosine, warmupEpochs: 5}"))
        .isEqualTo(new Schedule.Cosine(0, 0.1, 5, 0, StepUnit.STEP));
    assertThat(parse("{type: cosine, per: epoch}"))
        .isEqualTo(new Schedule.Cosine(0, 0.1, 0, 0, StepUnit.EPOCH));
    assertThat(parse("{type: linear}")).isEqualTo(Schedule.Linear.DEFAULT);
    assertThat(parse("{type: exponential}")).isEqualTo(Schedule.Exponential.DEFAULT);
    assertThat(parse("{type: constant}")).isEqualTo(Schedule.Constant.DEFAULT);
    assertThat(parse("{type: step, milestones: [3]}"))
        .isEqualTo(new Schedule.Step(List.of(3), 0.1, 100, 0.1, 0, StepUnit.STEP));
  }

  /** Trials are known by this text. */
  @Test
  void cosineIsWrittenAsEver() {
    assertThat(documents().canonicalJson(new Schedule.Cosine(100, 0.1)))
        .isEqualTo("{\"type\":\"cosine\",\"warmupFactor\":0.1,\"warmupSteps\":100}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: cosine, warmupEpochs: 5, per: epoch, floor: 0.01}",
        "{type: step, milestones: [2, 4], factor: 0.2}",
        "{type: exponential, floor: 0.1, warmupSteps: 7}",
        "{type: linear, warmupEpochs: 1}",
        "{type: oneCycle, slope: linear, per: epoch}",
        "{type: constant, warmupSteps: 0}"
      })
  void comesBackFromItsTextTheSame(String yaml) {
    Schedule schedule = parse(yaml);
    assertThat(parse(documents().yaml(schedule))).isEqualTo(schedule);
    String json = documents().canonicalJson(schedule);
    assertThat(documents().readJson("json", json, Schedule.class)).isEqualTo(schedule);
  }

  private static void refused(String yaml, String message) {
    assertThatThrownBy(() -> parse(yaml))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void keysThatContradictEachOtherAreRefused() {
    refused(
        "{type: cosine, warmupSteps: 7, warmupEpochs: 5}",
        "warmup must be given in steps or in epochs, got warmupSteps=7 warmupEpochs=5");
    refused(
        "{type: linear, warmupSteps: 7, per: epoch}",
        "warmup must be given in epochs for a schedule per epoch, got warmupSteps=7");
    refused("{type: oneCycle, warmupSteps: 7}", "key must be one of");
    refused("{type: constant, floor: 0.1}", "key must be one of");
  }

  @Test
  void whatIsNoScheduleIsRefused() {
    refused("{type: cos}", "type must be one of");
    refused("{type: cosine, warmupSteps: -1}", "warmupSteps=-1");
    refused("{type: cosine, warmupEpochs: -1}", "warmupEpochs=-1");
    assertThatThrownBy(() -> new Schedule.Cosine(1, Double.NaN)).hasMessageContaining("NaN");
    refused("{type: cosine, floor: 1}", "cosine floor must lie in [0,1), got floor=1.0");
    refused("{type: cosine, per: batch}", "must be one of step, epoch, got 'batch'");
    refused("{type: exponential, floor: 0}", "exponential floor must be above 0");
    refused("{type: step}", "'milestones' is missing");
    refused("{type: step, milestones: []}", "milestones must be at least one");
    refused("{type: step, milestones: [0, 3]}", "must rise from 1 or more, got [0, 3]");
    refused("{type: step, milestones: [3, 3]}", "must rise from 1 or more, got [3, 3]");
    refused("{type: step, milestones: [3], factor: 1}", "factor=1.0");
    refused("{type: oneCycle, up: 1}", "oneCycle up must lie in (0,1), got up=1.0");
    refused("{type: oneCycle, start: 0}", "start=0.0");
  }

  @Test
  void trainingsThatAreOverTooSoonAreRefused() {
    Schedule epochs = parse("{type: cosine, warmupEpochs: 5}");
    epochs.requireFits(6);
    assertThatThrownBy(() -> epochs.requireFits(5))
        .hasMessage(
            "schedule warmup must be shorter than the training, got warmupEpochs=5 of 5 epochs");
    Schedule steps = parse("{type: linear, warmupSteps: 30}");
    steps.requireFits(1);
    steps.requireFits(3, 11);
    assertThatThrownBy(() -> steps.requireFits(3, 10))
        .hasMessage(
            "schedule warmup must be shorter than the training, got warmupSteps=30 of 30 steps"
                + " (3 epochs of 10)");
    Schedule milestones = parse("{type: step, milestones: [3, 6]}");
    milestones.requireFits(7);
    assertThatThrownBy(() -> milestones.requireFits(6))
        .hasMessage(
            "schedule milestones must lie within the training, got milestone 6 of 6 epochs");
    parse("{type: oneCycle}").requireFits(1, 1);
    parse("{type: constant, warmupSteps: 0}").requireFits(1, 1);
  }

  @Test
  void aMomentLiesInItsTraining() {
    StepPosition moment = new StepPosition(13, 5, 3);
    assertThat(moment.epoch()).isEqualTo(2);
    assertThat(moment.stepInEpoch()).isEqualTo(3);
    assertThat(moment.steps()).isEqualTo(15);
    assertThatThrownBy(() -> new StepPosition(15, 5, 3)).hasMessageContaining("step=15");
  }
}
