package io.archscape.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WorkerHealthTest {
  private static final Limits LIMITS =
      new Limits(
          Duration.ofSeconds(10), Optional.of(Duration.ofMinutes(2)), OptionalLong.of(1L << 30));

  private static Vitals vitals(long bytes, double cpuSeconds) {
    return new Vitals(OptionalLong.of(bytes), OptionalDouble.of(cpuSeconds));
  }

  private static WorkerHealth training() {
    WorkerHealth watch = new WorkerHealth(0);
    watch.heard(0);
    watch.alive(vitals(1 << 20, 5));
    watch.began(0);
    return watch;
  }

  @Test
  void aWorkerThatSpeaksAndComputesIsLeftAlone() {
    WorkerHealth watch = training();
    for (int second = 1; second < 120; second++) {
      watch.heard(second);
      watch.alive(vitals(1 << 20, 5 + 0.5 * second));
      assertThat(watch.complaint(LIMITS, second)).as("after %d s", second).isEmpty();
    }
  }

  @Test
  void silenceIsNoticed() {
    WorkerHealth watch = training();
    watch.heard(3);
    watch.alive(vitals(1 << 20, 8));
    assertThat(watch.complaint(LIMITS, 13)).isEmpty();
    assertThat(watch.complaint(LIMITS, 14))
        .contains("worker must give a sign of life every 10 s, gave none for 11 s");
  }

  @Test
  void silenceIsNotTakenForIdleness() {
    WorkerHealth watch = new WorkerHealth(0);
    watch.heard(0);
    watch.began(0);
    watch.heard(1);
    watch.alive(vitals(1 << 20, 5));
    watch.heard(1.5);
    assertThat(watch.complaint(LIMITS, 11)).isEmpty();
    assertThat(watch.complaint(LIMITS, 12))
        .contains("worker must give a sign of life every 10 s, gave none for 11 s");
  }

  @Test
  void aStartMayTakeLonger() {
    WorkerHealth watch = new WorkerHealth(0);
    assertThat(watch.complaint(LIMITS, 59)).isEmpty();
    assertThat(watch.complaint(LIMITS, 61)).isPresent();
  }

  @Test
  void aWorkerThatSpeaksButDoesNotComputeIsNoticed() {
    WorkerHealth watch = training();
    watch.heard(10);
    watch.alive(vitals(1 << 20, 5.02));
    assertThat(watch.complaint(LIMITS, 10))
        .contains("worker must compute while it trains, took 0.02 s of processor time in 10 s");
    watch.ended();
    assertThat(watch.complaint(LIMITS, 10)).as("it waits for a trial").isEmpty();
  }

  @Test
  void whatIsNotKnownOfTheProcessorIsNoComplaint() {
    WorkerHealth watch = new WorkerHealth(0);
    watch.heard(0);
    watch.began(0);
    watch.heard(20);
    watch.alive(Vitals.UNKNOWN);
    assertThat(watch.complaint(LIMITS, 20)).isEmpty();
  }

  @Test
  void anAttemptHasItsTime() {
    WorkerHealth watch = training();
    watch.heard(121);
    watch.alive(vitals(1 << 20, 100));
    assertThat(watch.complaint(LIMITS, 121))
        .contains("trial must be trained within 2.0 min, was not in 2.0 min");
    watch.began(121);
    assertThat(watch.complaint(LIMITS, 122)).as("the next one").isEmpty();
  }

  @Test
  void memoryIsBounded() {
    WorkerHealth watch = training();
    watch.alive(vitals(3L << 29, 6));
    assertThat(watch.complaint(LIMITS, 1))
        .contains("worker must stay within 1.00 GiB of memory, took 1.50 GiB");
    assertThat(watch.complaint(Limits.DEFAULT, 1)).isEmpty();
  }

  @Test
  void timeInWhichTheCoordinatorWasSuspendedDoesNotCount() {
    long[] now = {5_000_000_000L};
    AwakeClock clock = new AwakeClock(() -> now[0]);
    now[0] += 1_000_000_000L;
    assertThat(clock.seconds()).isEqualTo(1);
    now[0] += 3_600_000_000_000L;
    assertThat(clock.seconds()).isEqualTo(3);
    now[0] += 500_000_000L;
    assertThat(clock.seconds()).isEqualTo(3.5);
  }

  @Test
  void aProcessKnowsItsOwnVitals() {
    Vitals here = Vitals.here();
    assertThat(here.cpuSeconds().orElseThrow()).isPositive();
    assertThat(here.residentBytes().orElse(0)).isNotNegative();
  }

  @Test
  void senselessLimitsAreRefused() {
    assertThatThrownBy(
            () -> new Limits(Duration.ofSeconds(1), Optional.empty(), OptionalLong.empty()))
        .hasMessage("heartbeat must be at least 3 s, got 1.0 s");
    assertThatThrownBy(
            () ->
                new Limits(Duration.ofSeconds(9), Optional.of(Duration.ZERO), OptionalLong.empty()))
        .hasMessageContaining("time of a trial must be above 0");
    assertThatThrownBy(
            () -> new Limits(Duration.ofSeconds(9), Optional.empty(), OptionalLong.of(0)))
        .hasMessageContaining("memory of a worker must be above 0");
  }
}
