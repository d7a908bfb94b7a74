package io.archscape.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.sweep.Fakes;
import io.archscape.train.EpochMetrics;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerMessageTest {
  @Test
  void everyMessageComesBackTheSame() {
    EpochMetrics odd =
        new EpochMetrics(
            2, 0.1, Double.NaN, 1.0 / 3, Double.POSITIVE_INFINITY, 0.9, 1e-9, 1L << 40);
    for (WorkerMessage message :
        new WorkerMessage[] {
          new WorkerMessage.Ready(),
          new WorkerMessage.EpochDone(odd),
          new WorkerMessage.Finished(Fakes.outcome(Fakes.trial(1))),
          new WorkerMessage.Diverged("loss is \"NaN\""),
          new WorkerMessage.Failed("no memory", true)
        }) {
      assertThat(message.line()).doesNotContain("\n");
      assertThat(WorkerMessage.parse(message.line())).contains(message);
    }
  }

  @Test
  void whatIsNotKnownOfAWorkerIsNotTakenForANumber() {
    WorkerMessage.Alive known = new WorkerMessage.Alive(4096, 0.5);
    assertThat(known.line())
        .isEqualTo("{\"type\":\"alive\",\"cpuSeconds\":0.5,\"residentBytes\":4096}");
    assertThat(known.vitals()).isEqualTo(new Vitals(OptionalLong.of(4096), OptionalDouble.of(0.5)));
    assertThat(WorkerMessage.Alive.of(known.vitals())).isEqualTo(known);
    WorkerMessage.Alive unknown = WorkerMessage.Alive.of(Vitals.UNKNOWN);
    assertThat(unknown.residentBytes()).isZero();
    assertThat(unknown.cpuSeconds()).isNegative();
    assertThat(unknown.vitals()).isEqualTo(Vitals.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "OMP: Warning",
        "{",
        "{}",
        "[]",
        "{\"type\":\"advert\"}",
        "{\"type\":\"failed\"}",
        "{\"type\":\"diverged\",\"reason\":\"x\",\"more\":1}"
      })
  void whatIsNoMessageIsNone(String line) {
    assertThat(WorkerMessage.parse(line)).isEmpty();
  }
}
