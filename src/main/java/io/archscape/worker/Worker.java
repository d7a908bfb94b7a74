package io.archscape.worker;

import io.archscape.InputException;
import io.archscape.experiment.Prune;
import io.archscape.train.Diverged;
import io.archscape.train.EpochMetrics;
import io.archscape.train.Outcome;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's side: takes one trial a line, says how it goes, takes the next; and says each second
 * that it is alive, on a thread of its own. It ends when its input does, in the middle of a
 * training too: a killed coordinator leaves no worker behind.
 */
public final class Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final int REASON_LENGTH = 500;
  private static final int HEARTBEAT_SECONDS = 1;

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
    Thread heart = new Thread(worker::beat, "heartbeat");
    heart.setDaemon(true);
    heart.start();
    try {
      worker.loop();
    } finally {
      heart.interrupt();
    }
  }

  private void beat() {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(HEARTBEAT_SECONDS);
        say(WorkerMessage.Alive.of(Vitals.here()));
      }
    } catch (InterruptedException e) {
      LOG.debug("the worker ends", e);
    }
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
      TrialRequest request = TrialRequest.parse(line);
      Outcome outcome =
          task.run(request.trial(), Path.of(request.checkpoint()), new Reporter(request.prune()));
      say(new WorkerMessage.Finished(outcome));
    } catch (HopelessTrial e) {
      say(new WorkerMessage.Pruned(String.valueOf(e.getMessage())));
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

  /** Passes on what is trained, and ends a trial that is hopeless: one that went on, too. */
  private final class Reporter implements EpochListener {
    private final Prune prune;

    Reporter(Prune prune) {
      this.prune = prune;
    }

    @Override
    public void resumed(List<EpochMetrics> before) {
      say(new WorkerMessage.Resumed(before));
      judge(before);
    }

    @Override
    public void epoch(EpochMetrics metrics) {
      say(new WorkerMessage.EpochDone(metrics));
      judge(List.of(metrics));
    }

    private void judge(List<EpochMetrics> epochs) {
      prune
          .verdict(epochs)
          .ifPresent(
              reason -> {
                throw new HopelessTrial(reason);
              });
    }
  }

  /** The line begins on a line of its own, whatever native code printed before it. */
  private synchronized void say(WorkerMessage message) {
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
