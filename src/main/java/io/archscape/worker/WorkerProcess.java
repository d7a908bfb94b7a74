package io.archscape.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The coordinator's side of one worker: its process, its pipes, its log. */
public final class WorkerProcess {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
  private static final int TAIL_BYTES = 4096;
  private static final int TAIL_LINES = 4;
  private static final int LOG_LINES = 20;
  private static final int SIGNAL = 128;
  private static final int SIGHUP = 1;
  private static final int SIGINT = 2;
  private static final int SIGTERM = 15;

  private final int number;
  private final Process process;
  private final Path log;
  private final Writer requests;
  private long mark;

  private WorkerProcess(int number, Process process, Path log, long mark) {
    this.number = number;
    this.process = process;
    this.log = log;
    this.requests = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    this.mark = mark;
  }

  static WorkerProcess start(int number, ProcessBuilder builder, Path log, WorkerListener listener)
      throws IOException {
    long mark = Files.size(log); // before the process can write
    WorkerProcess worker = new WorkerProcess(number, builder.start(), log, mark);
    Thread reader = new Thread(() -> worker.listen(listener), "worker-" + number);
    reader.setDaemon(true);
    reader.start();
    return worker;
  }

  public long pid() {
    return process.pid();
  }

  /** From 1; a worker that replaces another takes its number. */
  public int number() {
    return number;
  }

  private void listen(WorkerListener listener) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines.lines().forEach(line -> hear(line, listener));
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("worker {} stopped speaking", number, e);
    } finally {
      listener.died(this, exitCode());
    }
  }

  private void hear(String line, WorkerListener listener) {
    WorkerMessage.parse(line)
        .ifPresentOrElse(message -> listener.said(this, message), () -> keep(line));
  }

  /** What is no message goes to the log. */
  private void keep(String line) {
    if (line.isBlank()) {
      return;
    }
    try {
      Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      LOG.warn("worker {} said '{}', which its log could not take", number, line, e);
    }
  }

  private int exitCode() {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  /** Gives the worker a trial. If it is dead, its death is reported to the listener, not here. */
  public void send(TrialRequest request) {
    try {
      mark = Files.size(log);
      requests.write(request.line() + "\n");
      requests.flush();
    } catch (IOException e) {
      LOG.debug("worker {} does not listen", number, e);
    }
  }

  /** Tells the worker that no more trials come. */
  void dismiss() {
    try {
      requests.close();
    } catch (IOException e) {
      LOG.debug("worker {} does not listen", number, e);
    }
  }

  public void kill() {
    process.destroyForcibly();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Waits for the process to end; gives whether it has. */
  boolean await(long nanos) throws InterruptedException {
    return process.waitFor(Math.max(0, nanos), TimeUnit.NANOSECONDS);
  }

  /** Whether someone asked the process to end, as Ctrl-C asks all processes of a terminal. */
  public static boolean wasAsked(int exitCode) {
    return exitCode == SIGNAL + SIGHUP
        || exitCode == SIGNAL + SIGINT
        || exitCode == SIGNAL + SIGTERM;
  }

  /** One line: how the process ended and what it said last. */
  public String death(int exitCode) {
    String how =
        exitCode > SIGNAL && exitCode < 2 * SIGNAL
            ? "by signal " + (exitCode - SIGNAL)
            : "with exit code " + exitCode;
    return "worker died " + how + lastWords();
  }

  /** What it said last, to be put behind a reason; empty if it said nothing. */
  public String lastWords() {
    String tail = String.join(" | ", lastLines(TAIL_LINES));
    return tail.isEmpty() ? "" : "; last lines of its log: " + tail;
  }

  /** The last lines of its log, for the store. */
  public String log() {
    return String.join("\n", lastLines(LOG_LINES));
  }

  /** The end of what was logged since the last trial was sent. */
  private List<String> lastLines(int count) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(mark, file.length() - TAIL_BYTES);
      byte[] bytes = new byte[(int) Math.max(0, file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      List<String> lines =
          new String(bytes, StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .toList();
      return lines.subList(Math.max(0, lines.size() - count), lines.size());
    } catch (IOException e) {
      return List.of("(log cannot be read: " + e.getMessage() + ")");
    }
  }
}
