package io.archscape.cli;

import io.archscape.sweep.Progress;
import io.archscape.sweep.Snapshot;
import io.archscape.sweep.SweepEvent;
import java.io.PrintWriter;

/**
 * Shows how a sweep goes: one line that renews itself on a terminal, elsewhere a line a minute and
 * whenever a tenth of the models is done. What went wrong always gets a line.
 */
final class ProgressPrinter implements Progress {
  private static final double SECONDS_BETWEEN_LINES = 60;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean terminal;
  private final int columns;
  private double shownAt = Double.NEGATIVE_INFINITY;
  private int tenthShown = -1;

  ProgressPrinter(PrintWriter err) {
    this.err = err;
    terminal = Boolean.getBoolean("archscape.terminal");
    columns = Integer.getInteger("archscape.columns", 100);
  }

  @Override
  public void update(SweepEvent event, Snapshot after) {
    if (event instanceof SweepEvent.TrialDiverged diverged) {
      line(name(diverged.trial()) + " diverged: " + diverged.reason());
    } else if (event instanceof SweepEvent.AttemptFailed failed) {
      String what = failed.last() ? " failed: " : " failed, will be tried again: ";
      line(name(failed.trial()) + what + failed.reason());
    }
    if (terminal) {
      String line = after.line();
      err.print(CLEAR_LINE + line.substring(0, Math.min(line.length(), Math.max(10, columns - 1))));
      err.flush();
    } else if (due(after)) {
      err.println(after.line());
    }
  }

  private static String name(io.archscape.sweep.PlannedTrial trial) {
    return trial.space() + " " + trial.index();
  }

  private void line(String text) {
    err.println(terminal ? CLEAR_LINE + text : text);
  }

  private boolean due(Snapshot after) {
    int ended = after.summary().total() - after.summary().remaining();
    int tenth = 10 * ended / Math.max(1, after.summary().total());
    boolean due = tenth > tenthShown || after.seconds() - shownAt >= SECONDS_BETWEEN_LINES;
    if (due) {
      shownAt = after.seconds();
      tenthShown = tenth;
    }
    return due;
  }

  /** Leaves the line that renews itself. */
  void end() {
    if (terminal) {
      err.println();
    }
  }
}
