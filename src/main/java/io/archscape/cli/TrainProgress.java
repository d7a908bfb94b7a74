package io.archscape.cli;

import io.archscape.train.EpochMetrics;
import io.archscape.train.TrainingListener;
import io.archscape.wording.Words;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;

/** Shows the progress of an epoch on one line of a terminal, redrawn in place. */
final class TrainProgress implements TrainingListener {
  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final int BAR = 20;
  private static final double SECONDS_BETWEEN = 0.2;

  private final PrintWriter err;
  private final int epochs;
  private final int batch;
  private final Consumer<EpochMetrics> ended;
  private final boolean terminal = Boolean.getBoolean("archscape.terminal");
  private final int columns = Integer.getInteger("archscape.columns", 100);
  private long epochStart = System.nanoTime();
  private double shownAt = Double.NEGATIVE_INFINITY;

  /**
   * For a training.
   *
   * @param ended is told of each epoch, once the line is gone
   */
  TrainProgress(PrintWriter err, int epochs, int batch, Consumer<EpochMetrics> ended) {
    this.err = err;
    this.epochs = epochs;
    this.batch = batch;
    this.ended = ended;
  }

  @Override
  public void step(int epoch, int step, int steps, double loss) {
    double seconds = (System.nanoTime() - epochStart) * 1e-9;
    if (!terminal || seconds - shownAt < SECONDS_BETWEEN) {
      return;
    }
    shownAt = seconds;
    String line = line(epoch, step, steps, loss, seconds);
    err.print(CLEAR_LINE + line.substring(0, Math.min(line.length(), Math.max(10, columns - 1))));
    err.flush();
  }

  /**
   * As {@code epoch 3/20 [#####---------------] step 120/703 loss 1.234 | 512 images/s | 12 min
   * left}.
   */
  String line(int epoch, int step, int steps, double loss, double seconds) {
    int full = BAR * step / steps;
    double left = ((double) (steps - step) + (double) (epochs - epoch) * steps) * seconds / step;
    return String.format(
        Locale.ROOT,
        "epoch %d/%d [%s%s] step %d/%d loss %.3f | %.0f images/s | %s left",
        epoch,
        epochs,
        "#".repeat(full),
        "-".repeat(BAR - full),
        step,
        steps,
        loss,
        step * batch / Math.max(1e-9, seconds),
        Words.timeLeft(left));
  }

  @Override
  public void epoch(EpochMetrics metrics) {
    if (terminal) {
      err.print(CLEAR_LINE);
      err.flush();
    }
    ended.accept(metrics);
    epochStart = System.nanoTime();
    shownAt = Double.NEGATIVE_INFINITY;
  }
}
