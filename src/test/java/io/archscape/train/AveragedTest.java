package io.archscape.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.Defaults;
import io.archscape.document.Documents;
import io.archscape.engine.Buffer;
import io.archscape.engine.Params;
import io.archscape.graph.GraphBuilder;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AveragedTest {
  private static final Offset<Double> CLOSE = Offset.offset(1e-12);

  private static Params params(long seed) {
    GraphBuilder builder = new GraphBuilder();
    var x = builder.add("input", new Op.Input(new Shape(2, 2, 2)));
    builder.add("bn", new Op.BatchNorm(), builder.add("conv", new Op.Conv(3, 1, 1), x));
    return Params.initialise(builder.build(), seed);
  }

  private static List<Double> shares(
      Average average, int batch, int warm, StepPosition... moments) {
    return IntStream.range(0, moments.length)
        .mapToObj(i -> average.share(moments[i], batch, moments[i].step() < warm))
        .toList();
  }

  private static StepPosition[] moments(int stepsPerEpoch, int epochs) {
    return IntStream.range(0, stepsPerEpoch * epochs)
        .mapToObj(step -> new StepPosition(step, stepsPerEpoch, epochs))
        .toArray(StepPosition[]::new);
  }

  /** 1: 8 to 16 by a quarter is 10; to 16 again 11.5; running variance 1 to 3 by a quarter 1.5. */
  @Test
  void movesByItsShare() {
    try (Params params = params(1);
        Averaged averaged = new Averaged(params)) {
      params.values().array().assign(8);
      params.statistics().array().assign(1);
      averaged.move(1);
      params.values().array().assign(16);
      params.statistics().array().assign(3);
      averaged.move(0.25);
      assertThat(averaged.params().values().toArray()).containsOnly(10f);
      assertThat(averaged.params().statistics().toArray()).containsOnly(1.5f);
      averaged.move(0);
      averaged.move(0.25);
      assertThat(averaged.params().values().toArray()).containsOnly(11.5f);
      assertThat(params.values().toArray()).containsOnly(16f);
    }
  }

  @Test
  void beginsAsACopy() {
    try (Params params = params(1);
        Averaged averaged = new Averaged(params)) {
      assertThat(averaged.params().checksum()).isEqualTo(params.checksum());
      params.values().array().assign(2);
      assertThat(averaged.params().checksum()).isNotEqualTo(params.checksum());
    }
  }

  @Test
  void aCopyForgetsWhatWasNoNumber() {
    try (Params params = params(1);
        Averaged averaged = new Averaged(params)) {
      params.values().array().assign(Float.NaN);
      averaged.move(0.5);
      params.values().array().assign(2);
      averaged.move(1);
      assertThat(averaged.params().values().toArray()).containsOnly(2f);
    }
  }

  @Test
  void goesOnFromItsStateBitForBit() {
    try (Params params = params(1);
        Params start = params(2);
        Averaged averaged = new Averaged(start);
        Averaged other = new Averaged(params)) {
      assertThat(other.state().keySet()).containsExactly("values", "statistics");
      Map<String, Buffer> to = other.state();
      averaged
          .state()
          .forEach((name, from) -> Objects.requireNonNull(to.get(name)).write(from.toArray()));
      assertThat(other.params().checksum()).isEqualTo(start.checksum());
    }
  }

  /** Of 2 epochs of 5 steps, 3 of them warmup: after steps 2, 4, 6, 8 and 10. */
  @Test
  void decayCountsTheStepsOfTheTraining() {
    Average average = new Average.Decaying(0.75, 2);
    assertThat(shares(average, 64, 3, moments(5, 2)))
        .containsExactly(0.0, 1.0, 0.0, 0.25, 0.0, 0.25, 0.0, 0.25, 0.0, 0.25);
    assertThat(shares(average, 64, 0, moments(5, 2)))
        .as("without warmup it begins as the parameters after the first move")
        .containsExactly(0.0, 1.0, 0.0, 0.25, 0.0, 0.25, 0.0, 0.25, 0.0, 0.25);
  }

  /**
   * Of 4 epochs of 5 steps, one of them warmup, batch 64: min(1, 0.005*64/4*2) = 0.16 after the
   * first, third and fifth step of each.
   */
  @Test
  void pyclsCountsTheStepsOfAnEpoch() {
    List<Double> shares = shares(new Average.Pycls(0.005, 2), 64, 5, moments(5, 4));
    assertThat(shares.subList(0, 5)).containsExactly(1.0, 0.0, 1.0, 0.0, 1.0);
    for (int step = 5; step < 20; step++) {
      assertThat(shares.get(step)).isCloseTo(step % 5 % 2 == 0 ? 0.16 : 0, CLOSE);
    }
    assertThat(shares(new Average.Pycls(0.5, 32), 1024, 0, moments(1, 10))).containsOnly(1.0);
  }

  /** 2.5e-4 * 1024/50 * 32. */
  @Test
  void pyclsSweepsMoveByAboutASixth() {
    assertThat(Average.Pycls.DEFAULT.share(new StepPosition(480, 48, 50), 1024, false))
        .isCloseTo(0.16384, CLOSE);
  }

  @Test
  void noAverageNeverMoves() {
    assertThat(shares(new Average.None(), 64, 2, moments(2, 2))).containsOnly(0.0);
  }

  @Test
  void isReadFromText() {
    Documents documents =
        new Documents(Defaults.of(Average.Decaying.DEFAULT), Defaults.of(Average.Pycls.DEFAULT));
    assertThat(documents.readYaml("ema", "{type: none}", Average.class))
        .isEqualTo(new Average.None());
    assertThat(documents.readYaml("ema", "{type: decay, decay: 0.99}", Average.class))
        .isEqualTo(new Average.Decaying(0.99, 1));
    assertThat(documents.readYaml("ema", "{type: pycls, period: 8}", Average.class))
        .isEqualTo(new Average.Pycls(2.5e-4, 8));
    assertThat(documents.canonicalJson(new Average.None())).isEqualTo("{\"type\":\"none\"}");
  }

  @Test
  void refusesWhatIsNoAverage() {
    assertThatThrownBy(() -> new Average.Decaying(1, 1)).hasMessageContaining("decay=1.0");
    assertThatThrownBy(() -> new Average.Decaying(0.9, 0)).hasMessageContaining("every=0");
    assertThatThrownBy(() -> new Average.Pycls(Double.NaN, 1)).hasMessageContaining("alpha=NaN");
    assertThatThrownBy(() -> new Average.Pycls(0.1, 0)).hasMessageContaining("period=0");
  }
}
