package io.archscape.cli;

import io.archscape.sweep.Progress;
import io.archscape.sweep.Snapshot;
import io.archscape.sweep.SweepEvent;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Shows the progress of a sweep: on a terminal, a bar per worker and a summary line, redrawn in
 * place; elsewhere, the summary line at the start, once a minute and at the end. Failures and
 * adjustments always get a line of their own.
 */
final class ProgressPrinter implements Progress {
  private static final double SECONDS_BETWEEN_LINES = 60;
  private static final double SECONDS_BETWEEN_FRAMES = 0.1;
  private static final String TO_LINE_END = "\u001b[K";
  private static final String TO_SCREEN_END = "\u001b[J";
  // a terminal made narrower meanwhile then cuts lines instead of breaking them
  private static final String NO_WRAP = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";

  private final PrintWriter err;
  private final boolean terminal;
  private final WorkerBars bars;
  private double shownAt = Double.NEGATIVE_INFINITY;
  private int linesShown;
  private Optional<Snapshot> unseen = Optional.empty();

  ProgressPrinter(PrintWriter err) {
    this(
        err,
        Boolean.getBoolean("archscape.terminal"),
        new WorkerBars(
            Integer.getInteger("archscape.columns", 100),
            Integer.getInteger("archscape.rows", 24)));
  }

  ProgressPrinter(PrintWriter err, boolean terminal, WorkerBars bars) {
    this.err = err;
    this.terminal = terminal;
    this.bars = bars;
  }

  @Override
  public void update(SweepEvent event, Snapshot after) {
    event.news().ifPresent(this::line);
    unseen = Optional.of(after);
    double wait = terminal ? SECONDS_BETWEEN_FRAMES : SECONDS_BETWEEN_LINES;
    if (after.seconds() - shownAt >= wait) {
      show(after);
    }
  }

  private void line(String text) {
    if (terminal) {
      err.println(top() + TO_SCREEN_END + text);
      linesShown = 0;
      shownAt = Double.NEGATIVE_INFINITY; // the bars come again at once
    } else {
      err.println(text);
    }
  }

  private void show(Snapshot sweep) {
    if (terminal) {
      frame(bars.lines(sweep));
    } else {
      err.println(sweep.line());
    }
    shownAt = sweep.seconds();
    unseen = Optional.empty();
  }

  /** In one print, over what is there: a frame that was cleared first would flicker. */
  private void frame(List<String> lines) {
    String text = lines.stream().map(line -> line + TO_LINE_END).collect(Collectors.joining("\n"));
    err.print(top() + NO_WRAP + text + TO_SCREEN_END + WRAP);
    err.flush();
    linesShown = lines.size();
  }

  /** Brings the cursor to the beginning of the frame. */
  private String top() {
    return linesShown > 1 ? "\r\u001b[%dA".formatted(linesShown - 1) : "\r";
  }

  /** Shows how it ended, and leaves the lines that are renewed. */
  void end() {
    unseen.ifPresent(this::show);
    if (terminal && linesShown > 0) {
      err.println();
    }
  }
}
