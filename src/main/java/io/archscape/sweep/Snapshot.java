package io.archscape.sweep;

import io.archscape.train.EpochMetrics;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * How a running sweep stands. Work is counted in multiply-adds: see {@link PlannedTrial#work()}.
 *
 * @param seconds since the run began
 * @param summary of all trials, those of earlier runs too
 * @param best the lowest error in each space, in order, as a fraction; NaN where there is none yet
 * @param images trained on in this run
 * @param work trained in this run, failed attempts too
 * @param workLeft of trials not yet finished, whole
 * @param running the work behind each trial in flight, by id
 */
public record Snapshot(
    double seconds,
    SweepSummary summary,
    Map<String, Double> best,
    long images,
    double work,
    double workLeft,
    Map<String, Double> running) {

  public Snapshot {
    best = Collections.unmodifiableMap(new LinkedHashMap<>(best));
    running = Collections.unmodifiableMap(new LinkedHashMap<>(running));
  }

  static Snapshot of(SweepEvent.Started start) {
    return new Snapshot(
        start.seconds(), start.before(), start.best(), 0, 0, start.workLeft(), Map.of());
  }

  /** How the sweep stands after one more event. */
  Snapshot after(SweepEvent event) {
    Snapshot now = at(event.seconds());
    // a chain of instanceof, not a switch: Java 17
    if (event instanceof SweepEvent.TrialStarted e) {
      return now.with(e.trial(), 0);
    } else if (event instanceof SweepEvent.EpochFinished e) {
      return now.epoch(e.trial(), e.metrics());
    } else if (event instanceof SweepEvent.TrialFinished e) {
      return now.ended(e.trial(), 1, 0, 0).better(e);
    } else if (event instanceof SweepEvent.TrialDiverged e) {
      return now.ended(e.trial(), 0, 1, 0);
    } else if (event instanceof SweepEvent.AttemptFailed e) {
      return e.last() ? now.ended(e.trial(), 0, 0, 1) : now.without(e.trial());
    }
    return now;
  }

  private Snapshot at(double now) {
    return new Snapshot(now, summary, best, images, work, workLeft, running);
  }

  private Snapshot with(PlannedTrial trial, double workBehind) {
    Map<String, Double> with = new LinkedHashMap<>(running);
    with.put(trial.id(), workBehind);
    return new Snapshot(seconds, summary, best, images, work, workLeft, with);
  }

  private Snapshot without(PlannedTrial trial) {
    Map<String, Double> without = new LinkedHashMap<>(running);
    without.remove(trial.id());
    return new Snapshot(seconds, summary, best, images, work, workLeft, without);
  }

  private Snapshot epoch(PlannedTrial trial, EpochMetrics metrics) {
    double gained = trial.work() / trial.trial().recipe().epochs();
    Snapshot more =
        new Snapshot(
            seconds, summary, best, images + metrics.images(), work + gained, workLeft, running);
    return more.with(trial, running.getOrDefault(trial.id(), 0.0) + gained);
  }

  private Snapshot ended(PlannedTrial trial, int done, int diverged, int failed) {
    SweepSummary after =
        new SweepSummary(
            summary.done() + done,
            summary.diverged() + diverged,
            summary.failed() + failed,
            summary.remaining() - 1);
    double left = workLeft - trial.work();
    return new Snapshot(seconds, after, best, images, work, left, running).without(trial);
  }

  private Snapshot better(SweepEvent.TrialFinished event) {
    Map<String, Double> better = new LinkedHashMap<>(best);
    for (String space : event.spaces()) {
      better.merge(space, event.outcome().error(), Snapshot::lower);
    }
    return new Snapshot(seconds, summary, better, images, work, workLeft, running);
  }

  /** The lower of two errors, of which the first may be NaN. */
  static double lower(double known, double found) {
    return known <= found ? known : found;
  }

  /** Training images a second since the run began, all workers together. */
  public double imagesPerSecond() {
    return seconds > 0 ? images / seconds : 0;
  }

  /** What is left at the speed so far; empty before the first epoch has ended. */
  public OptionalDouble secondsLeft() {
    double behind = running.values().stream().mapToDouble(Double::doubleValue).sum();
    double left = Math.max(0, workLeft - behind);
    return work > 0 ? OptionalDouble.of(left * seconds / work) : OptionalDouble.empty();
  }

  /**
   * The state in one line: {@code 12/28 models, 1 diverged | best c 52.0 %, d 49.0 % | 1234
   * images/s | 4 min left}.
   */
  public String line() {
    StringBuilder line = new StringBuilder();
    line.append(summary.done()).append('/').append(summary.total()).append(" models");
    line.append(some(summary.diverged(), "diverged")).append(some(summary.failed(), "failed"));
    line.append(" | best ");
    line.append(
        best.entrySet().stream()
            .map(e -> e.getKey() + " " + percent(e.getValue()))
            .collect(Collectors.joining(", ")));
    line.append(String.format(Locale.ROOT, " | %.0f images/s", imagesPerSecond()));
    secondsLeft().ifPresent(left -> line.append(" | ").append(duration(left)).append(" left"));
    return line.toString();
  }

  private static String some(int count, String what) {
    return count == 0 ? "" : ", " + count + " " + what;
  }

  private static String percent(double fraction) {
    return Double.isNaN(fraction) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
  }

  /** Rounded up to seconds, from 90 seconds on to minutes. */
  public static String duration(double seconds) {
    long whole = (long) Math.ceil(seconds);
    if (whole < 90) {
      return whole + " s";
    }
    long minutes = (long) Math.ceil(seconds / 60);
    return minutes < 60
        ? minutes + " min"
        : String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
  }
}
