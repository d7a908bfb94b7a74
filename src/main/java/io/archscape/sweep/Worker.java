package io.archscape.sweep;

import io.archscape.InputException;
import io.archscape.train.Diverged;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's side: takes one trial a line, says how it goes, takes the next. It ends when its
 * input does, in the middle of a training too: a killed coordinator leaves no worker behind.
 */
public final class Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final int REASON_LENGTH = 500;

  private final BlockingQueue<Optional<String>> requests = new LinkedBlockingQueue<>();
  private final PrintStream out;
  private final TrialTask task;
  private volatile boolean training;
  private volatile boolean abandoned;

  private Worker(OutputStream out, TrialTask task) {
    this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
    this.task = task;
  }

  /**
   * Trains until {@code in} ends.
   *
   * @param halt ends this process at once; called on another thread if {@code in} ends while a
   *     trial is being trained
   * @throws OutOfMemoryError or another error that leaves the process unfit, once it is reported
   */
  public static void serve(InputStream in, OutputStream out, TrialTask task, Runnable halt)
      throws InterruptedException {
    Worker worker = new Worker(out, task);
    Thread reader = new Thread(() -> worker.read(in, halt), "coordinator");
    reader.setDaemon(true);
    reader.start();
    worker.say(new WorkerMessage.Ready());
    worker.loop();
  }

  private void read(InputStream in, Runnable halt) {
    try {
      new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .forEach(line -> requests.add(Optional.of(line)));
    } catch (UncheckedIOException e) {
      LOG.debug("the coordinator is gone", e);
    }
    abandoned = true;
    requests.add(Optional.empty());
    if (training) {
      halt.run();
    }
  }

  private void loop() throws InterruptedException {
    for (Optional<String> line = requests.take(); line.isPresent(); line = requests.take()) {
      training = true;
      if (abandoned) { // after training is set: either this thread or the reader sees the other
        return;
      }
      train(line.get());
      training = false;
    }
  }

  private void train(String line) {
    try {
      Trial trial = TrialRequest.parse(line).trial();
      say(
          new WorkerMessage.Finished(
              task.run(trial, metrics -> say(new WorkerMessage.EpochDone(metrics)))));
    } catch (Diverged e) {
      say(new WorkerMessage.Diverged(oneLine(String.valueOf(e.getMessage()))));
    } catch (Exception e) {
      LOG.warn("a trial failed", e);
      say(new WorkerMessage.Failed(reason(e), false));
    } catch (Error e) {
      // memory or native code is gone for good: the coordinator starts a fresh process
      say(new WorkerMessage.Failed(reason(e), true));
      throw e;
    }
  }

  /** The line begins on a line of its own, whatever native code printed before it. */
  private void say(WorkerMessage message) {
    out.print("\n" + message.line() + "\n");
    out.flush();
  }

  private static String reason(Throwable e) {
    String message = String.valueOf(e.getMessage());
    return oneLine(
        e instanceof InputException ? message : e.getClass().getSimpleName() + ": " + message);
  }

  private static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s*\\R\\s*", " | ");
    return line.length() <= REASON_LENGTH ? line : line.substring(0, REASON_LENGTH) + "...";
  }
}
