package io.archscape.sweep;

import io.archscape.InputException;
import io.archscape.experiment.PlannedTrial;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Does what is asked of a sweep while it runs, and answers it. */
final class Adjuster {
  private final Sweep sweep;
  private final Mailbox mailbox;
  private final TrialLedger ledger;
  private final WorkerPool pool;
  private final ProgressReporter reporter;
  private boolean planning;

  Adjuster(Sweep sweep, TrialLedger ledger, WorkerPool pool, ProgressReporter reporter) {
    this.sweep = sweep;
    this.mailbox = sweep.mailbox();
    this.ledger = ledger;
    this.pool = pool;
    this.reporter = reporter;
  }

  /** Whether a larger plan is being made. */
  boolean planning() {
    return planning;
  }

  /** Does what waits in the mailbox. */
  void adjust() {
    if (planning) {
      return; // the request stays until all of it is done
    }
    try {
      mailbox.read().ifPresent(this::apply);
    } catch (InputException e) {
      refuse(String.valueOf(e.getMessage()));
    }
  }

  private void refuse(String why) {
    mailbox.answer(AdjustReply.Ending.REFUSED, why);
    pool.report(why);
  }

  private void apply(Adjustment asked) {
    OptionalInt models = asked.models();
    if (models.isPresent() && models.getAsInt() <= sweep.models()) {
      refuse("the sweep has %d models of each space already".formatted(sweep.models()));
      return;
    }
    pool.adjust(asked.workers().orElse(pool.wanted()), paused(asked.pace()));
    planning = models.isPresent();
    String what = described(models);
    if (models.isPresent()) {
      plan(models.getAsInt());
    } else {
      mailbox.answer(AdjustReply.Ending.DONE, what);
    }
    pool.report(what);
    pool.replenish(ledger.open());
  }

  private boolean paused(Adjustment.Pace pace) {
    return switch (pace) {
      case KEEP -> pool.paused();
      case PAUSE -> true;
      case CONTINUE -> false;
    };
  }

  private String described(OptionalInt models) {
    return "%d worker%s, %s%s"
        .formatted(
            pool.wanted(),
            pool.wanted() == 1 ? "" : "s",
            pool.paused() ? "paused: no new trials start, those in flight finish" : "running",
            models.isPresent()
                ? ", planning %d models of each space".formatted(models.getAsInt())
                : "");
  }

  /** On a thread of its own: a narrow band may take its time. */
  private void plan(int models) {
    Thread planner =
        new Thread(
            () -> {
              RunEvent result = new RunEvent.NotPlanned("more models cannot be planned");
              try {
                result = new RunEvent.Planned(sweep.planned(models), models);
              } catch (RuntimeException e) {
                result = new RunEvent.NotPlanned(String.valueOf(e.getMessage()));
              } finally {
                sweep.events().add(result);
              }
            },
            "planner");
    planner.setDaemon(true);
    planner.start();
  }

  /** The larger plan is made. */
  void grow(RunEvent.Planned planned) {
    Set<String> before = sweep.plan().byId().keySet();
    int reused = sweep.grow(planned.plan(), planned.models());
    Map<String, PlannedTrial> more = sweep.waiting();
    more.keySet().removeAll(before);
    ledger.add(more.values(), sweep.plan().spacesById());
    planning = false;
    String what =
        "%d models of each space from now on: %d more to train, %d reused from other sweeps"
            .formatted(planned.models(), more.size(), reused);
    mailbox.answer(AdjustReply.Ending.DONE, what);
    double work = TrialLedger.work(more.values());
    reporter.report(
        new SweepEvent.Grown(reporter.seconds(), what, sweep.summary(), sweep.best(), work));
    pool.replenish(ledger.open());
  }

  /** The larger plan cannot be made. */
  void notPlanned(RunEvent.NotPlanned event) {
    planning = false;
    refuse(event.reason());
  }

  /** The run ends: what still waits is not done any more. */
  void end() {
    if (mailbox.full()) {
      mailbox.answer(AdjustReply.Ending.LATE, "the sweep ended before it was done");
    }
  }
}
