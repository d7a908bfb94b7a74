package io.archscape.worker;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What is known of a worker's health. Times are those of an {@link AwakeClock}. */
public final class WorkerHealth {
  /** Of one core: a training uses more of it even on a crowded machine, an idle JVM less. */
  private static final double LEAST_USE = 0.01;

  /** A JVM and its libraries may take this long to start on a crowded machine. */
  private static final double START_SECONDS = 60;

  private static final double GIB = 1L << 30;

  private double heardAt;
  private boolean ready;
  private Vitals vitals = Vitals.UNKNOWN;
  private double vitalsAt;
  private OptionalDouble beganAt = OptionalDouble.empty();
  private double usedAt;
  private OptionalDouble used = OptionalDouble.empty();

  /** Of a worker that starts now. */
  public WorkerHealth(double now) {
    heardAt = now;
  }

  /** It said something. */
  public void heard(double now) {
    heardAt = now;
    ready = true;
  }

  /** It said, when it was last heard, how it is. */
  public void alive(Vitals found) {
    vitals = found;
    vitalsAt = heardAt;
    if (used.isEmpty()) { // the trial began before anything was known
      usedAt = vitalsAt;
      used = found.cpuSeconds();
    }
  }

  /** It was given a trial. */
  public void began(double now) {
    beganAt = OptionalDouble.of(now);
    usedAt = now;
    used = vitals.cpuSeconds();
  }

  /** Its trial is over. */
  public void ended() {
    beganAt = OptionalDouble.empty();
  }

  /** Why it must be killed; empty if it need not. */
  public Optional<String> complaint(Limits limits, double now) {
    return silence(limits, now)
        .or(() -> size(limits))
        .or(() -> beganAt.isPresent() ? whileTraining(limits, now) : Optional.empty());
  }

  private Optional<String> silence(Limits limits, double now) {
    double allowed = seconds(limits.silence());
    double silent = now - heardAt;
    return silent > (ready ? allowed : Math.max(allowed, START_SECONDS))
        ? say("worker must give a sign of life every %.0f s, gave none for %.0f s", allowed, silent)
        : Optional.empty();
  }

  private Optional<String> size(Limits limits) {
    OptionalLong allowed = limits.bytes();
    OptionalLong taken = vitals.residentBytes();
    return allowed.isPresent() && taken.isPresent() && taken.getAsLong() > allowed.getAsLong()
        ? say(
            "worker must stay within %.2f GiB of memory, took %.2f GiB",
            allowed.getAsLong() / GIB, taken.getAsLong() / GIB)
        : Optional.empty();
  }

  private Optional<String> whileTraining(Limits limits, double now) {
    double trained = now - beganAt.orElse(now);
    if (limits.attempt().isPresent() && trained > seconds(limits.attempt().get())) {
      return say(
          "trial must be trained within %.1f min, was not in %.1f min",
          seconds(limits.attempt().get()) / 60, trained / 60);
    }
    return idleness(limits);
  }

  private Optional<String> idleness(Limits limits) {
    double window = vitalsAt - usedAt; // what came since then is not known, and silence says so
    OptionalDouble now = vitals.cpuSeconds();
    if (used.isEmpty() || now.isEmpty() || window < seconds(limits.silence())) {
      return Optional.empty();
    }
    double use = now.getAsDouble() - used.getAsDouble();
    if (use < LEAST_USE * window) {
      return say(
          "worker must compute while it trains, took %.2f s of processor time in %.0f s",
          use, window);
    }
    usedAt = vitalsAt;
    used = now;
    return Optional.empty();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() * 1e-9;
  }

  private static Optional<String> say(String format, Object... values) {
    return Optional.of(String.format(Locale.ROOT, format, values));
  }
}
