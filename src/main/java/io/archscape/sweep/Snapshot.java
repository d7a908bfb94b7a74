package io.archscape.sweep;

import io.archscape.experiment.PlannedTrial;
import io.archscape.store.TrialStatus;
import io.archscape.train.EpochMetrics;
import io.archscape.wording.Words;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The state of a running sweep.
 *
 * @param seconds since the run began
 * @param summary of all trials, those of earlier runs too
 * @param best the lowest error in each space, in order, as a fraction; empty where there is none
 *     yet
 * @param labour what was trained and is left
 * @param running trials in flight, by id
 * @param workers that are wanted
 * @param paused whether no trials are given out
 */
public record Snapshot(
    double seconds,
    SweepSummary summary,
    Map<String, OptionalDouble> best,
    Labour labour,
    Map<String, InFlight> running,
    int workers,
    boolean paused) {
  private static final int MOST_NAMED = 3;
  private static final Comparator<OptionalDouble> LOWEST_FIRST =
      Comparator.comparingDouble(error -> error.orElse(Double.POSITIVE_INFINITY));

  /**
   * Work in multiply-adds: see {@link PlannedTrial#work()}.
   *
   * @param images trained on in this run
   * @param done in this run, failed attempts too; what a checkpoint brought is none of it
   * @param workerSeconds that it took, summed over workers
   * @param left of trials not yet ended, whole
   */
  public record Labour(long images, double done, double workerSeconds, double left) {
    Labour plus(EpochMetrics metrics, double work, double took) {
      return new Labour(images + metrics.images(), done + work, workerSeconds + took, left);
    }

    Labour withMore(double work) {
      return new Labour(images, done, workerSeconds, left + work);
    }
  }

  public Snapshot {
    best = Collections.unmodifiableMap(new LinkedHashMap<>(best));
    running = Collections.unmodifiableMap(new LinkedHashMap<>(running));
  }

  static Snapshot of(SweepEvent.Started start) {
    return new Snapshot(
        start.seconds(),
        start.before(),
        start.best(),
        new Labour(0, 0, 0, start.workLeft()),
        Map.of(),
        start.workers(),
        false);
  }

  /** How the sweep stands after one more event. */
  Snapshot after(SweepEvent event) {
    return event.after(at(event.seconds()));
  }

  private Snapshot at(double now) {
    return new Snapshot(now, summary, best, labour, running, workers, paused);
  }

  Snapshot with(InFlight trial) {
    Map<String, InFlight> with = new LinkedHashMap<>(running);
    with.put(trial.trial().id(), trial);
    return new Snapshot(seconds, summary, best, labour, with, workers, paused);
  }

  Snapshot without(PlannedTrial trial) {
    Map<String, InFlight> without = new LinkedHashMap<>(running);
    without.remove(trial.id());
    return new Snapshot(seconds, summary, best, labour, without, workers, paused);
  }

  private Snapshot with(Labour changed) {
    return new Snapshot(seconds, summary, best, changed, running, workers, paused);
  }

  private InFlight inFlight(PlannedTrial trial) {
    return running.getOrDefault(trial.id(), InFlight.begun(trial, 0, seconds));
  }

  Snapshot resumed(PlannedTrial trial, List<EpochMetrics> before) {
    return before.isEmpty()
        ? this
        : with(inFlight(trial).at(before.get(before.size() - 1), seconds));
  }

  Snapshot epoch(PlannedTrial trial, EpochMetrics metrics) {
    InFlight before = inFlight(trial);
    return with(labour.plus(metrics, before.workOfEpoch(), seconds - before.since()))
        .with(before.at(metrics, seconds));
  }

  Snapshot ended(PlannedTrial trial, TrialStatus how) {
    return new Snapshot(
            seconds,
            summary.withEnded(how),
            best,
            labour.withMore(-trial.work()),
            running,
            workers,
            paused)
        .without(trial);
  }

  /** With an error found in these spaces. */
  Snapshot better(Set<String> spaces, double error) {
    Map<String, OptionalDouble> better = new LinkedHashMap<>(best);
    OptionalDouble found = OptionalDouble.of(error);
    spaces.forEach(space -> better.merge(space, found, Snapshot::lower));
    return new Snapshot(seconds, summary, better, labour, running, workers, paused);
  }

  Snapshot adjusted(int wanted, boolean pauses) {
    return new Snapshot(seconds, summary, best, labour, running, wanted, pauses);
  }

  /** With more trials: see {@link SweepEvent.Grown}. */
  Snapshot grown(SweepSummary all, Map<String, OptionalDouble> bestOfAll, double workMore) {
    return new Snapshot(
        seconds, all, bestOfAll, labour.withMore(workMore), running, workers, paused);
  }

  /** The lower of two errors, as far as there are any. */
  static OptionalDouble lower(OptionalDouble known, OptionalDouble found) {
    return known.orElse(Double.POSITIVE_INFINITY) <= found.orElse(Double.POSITIVE_INFINITY)
        ? known
        : found;
  }

  /** Training images a second since the run began, all workers together. */
  public double imagesPerSecond() {
    return seconds > 0 ? labour.images() / seconds : 0;
  }

  /**
   * What is left, at the seconds a multiply-add took a worker so far, by as many workers as there
   * are now; empty before the first epoch has ended, and while the sweep is paused.
   */
  public OptionalDouble secondsLeft() {
    if (!(labour.done() > 0) || paused) {
      return OptionalDouble.empty();
    }
    double behind = running.values().stream().mapToDouble(InFlight::workBehind).sum();
    double left = Math.max(0, labour.left() - behind);
    int busy = Math.max(1, Math.min(workers, summary.remaining()));
    return OptionalDouble.of(left * labour.workerSeconds() / labour.done() / busy);
  }

  /**
   * The state in one line: {@code 12/28 models, 1 diverged | best c 52.0 %, d 49.0 % | 1234
   * images/s | 4 min left}. Of more than {@value #MOST_NAMED} spaces the best are named.
   */
  public String line() {
    StringBuilder line = new StringBuilder();
    line.append(summary.done()).append('/').append(summary.total()).append(" models");
    line.append(some(summary.diverged(), "diverged"));
    line.append(some(summary.pruned(), "pruned")).append(some(summary.failed(), "failed"));
    line.append(" | best ").append(bestInWords());
    line.append(String.format(Locale.ROOT, " | %.0f images/s", imagesPerSecond()));
    secondsLeft()
        .ifPresent(left -> line.append(" | ").append(Words.timeLeft(left)).append(" left"));
    if (paused) {
      line.append(" | paused, ").append(running.size()).append(" still in flight");
    }
    return line.toString();
  }

  /** Of every space, or, where there are many, of those with the lowest errors. */
  private String bestInWords() {
    Stream<Map.Entry<String, OptionalDouble>> named = best.entrySet().stream();
    if (best.size() > MOST_NAMED) {
      named = named.sorted(Map.Entry.comparingByValue(LOWEST_FIRST)).limit(MOST_NAMED);
    }
    String words =
        named
            .map(entry -> entry.getKey() + " " + percent(entry.getValue()))
            .collect(Collectors.joining(", "));
    int more = best.size() - MOST_NAMED;
    return more > 0 ? words + ", " + more + " more spaces" : words;
  }

  private static String some(int count, String what) {
    return count == 0 ? "" : ", " + count + " " + what;
  }

  private static String percent(OptionalDouble fraction) {
    return fraction.isPresent()
        ? String.format(Locale.ROOT, "%.1f %%", 100 * fraction.getAsDouble())
        : "-";
  }
}
