package io.archscape.sweep;

import io.archscape.experiment.Trial;
import io.archscape.train.Diverged;
import io.archscape.train.EpochMetrics;
import io.archscape.train.Outcome;
import io.archscape.worker.EpochListener;
import io.archscape.worker.Worker;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A worker process that trains nothing: the trial's seed says how it behaves. Its checkpoint is the
 * number of epochs behind it.
 */
final class FakeWorker {
  static final long CRASHES_ONCE = 101;
  static final long CRASHES = 102;
  static final long DIVERGES = 103;
  static final long THROWS = 104;
  static final long OUT_OF_MEMORY = 105;

  /** Trains as long as there is a file "hold". */
  static final long WAITS = 106;

  static final long PRINTS = 107;

  /** Ends as Ctrl-C ends a JVM. */
  static final long INTERRUPTED = 108;

  static final long GIVES_NAN = 109;

  /** Stops for good, once, as a process that hangs in a system call. */
  static final long HANGS_ONCE = 110;

  private final Path notes;
  private final PrintStream stdout;

  private FakeWorker(Path notes, PrintStream stdout) {
    this.notes = notes;
    this.stdout = stdout;
  }

  /** The command of a worker that keeps its notes in this folder. */
  static List<String> command(Path notes) {
    return command(FakeWorker.class, notes);
  }

  static List<String> command(Class<?> main, Path argument) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:-BytecodeVerificationRemote", // starts sooner
        "-Xmx64m",
        "-cp",
        System.getProperty("java.class.path"),
        main.getName(),
        argument.toString());
  }

  /** What was trained to its end, one entry a training. */
  static List<String> trained(Path notes) throws IOException {
    return lines(notes.resolve("trained"));
  }

  /** What was trained, one entry an epoch, as {@code 2 of SEED}. */
  static List<String> epochs(Path notes) throws IOException {
    return lines(notes.resolve("epochs"));
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  public static void main(String[] args) throws InterruptedException {
    PrintStream stdout = System.out;
    System.setOut(System.err);
    FakeWorker worker = new FakeWorker(Path.of(args[0]), stdout);
    Worker.serve(System.in, stdout, worker::train, () -> Runtime.getRuntime().halt(3));
  }

  private Outcome train(Trial trial, Path checkpoint, EpochListener listener) throws Exception {
    List<EpochMetrics> all = new ArrayList<>(before(trial, checkpoint));
    if (!all.isEmpty()) {
      listener.resumed(all);
      misbehave(trial.seed());
    }
    for (int e = all.size() + 1; e <= trial.recipe().epochs(); e++) {
      note("epochs", e + " of " + trial.seed());
      listener.epoch(Fakes.epoch(trial, e));
      all.add(Fakes.epoch(trial, e));
      if (e < trial.recipe().epochs()) {
        Files.writeString(checkpoint, Integer.toString(e));
      }
      if (e == 1) {
        misbehave(trial.seed());
      }
    }
    if (trial.seed() == GIVES_NAN) {
      all.add(new EpochMetrics(4, 0, Double.NaN, 0, Double.NaN, Double.NaN, 0, 0));
    }
    note("trained", trial.id());
    return new Outcome(all, trial.id());
  }

  private static List<EpochMetrics> before(Trial trial, Path checkpoint) throws IOException {
    int epochs = Files.exists(checkpoint) ? Integer.parseInt(Files.readString(checkpoint)) : 0;
    return Fakes.outcome(trial).epochs().subList(0, epochs);
  }

  private void note(String file, String line) throws IOException {
    Files.writeString(
        notes.resolve(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void misbehave(long seed) throws Exception {
    if (seed == CRASHES_ONCE && firstTime()) {
      Runtime.getRuntime().halt(9);
    } else if (seed == CRASHES) {
      System.err.println("# A fatal error was met\n#  SIGSEGV in a kernel");
      Runtime.getRuntime().halt(134);
    } else if (seed == DIVERGES) {
      throw new Diverged("loss must be a number, got NaN in epoch 2");
    } else if (seed == THROWS) {
      throw new IllegalStateException("no such\nkernel");
    } else if (seed == OUT_OF_MEMORY) {
      throw new OutOfMemoryError("off-heap");
    } else if (seed == WAITS) {
      while (Files.exists(notes.resolve("hold"))) {
        Thread.sleep(10);
      }
    } else if (seed == PRINTS) {
      stdout.println("{\"type\":\"advert\",\"of\":\"a library\"}");
      stdout.print("OpenMP says hello without a line end");
    } else if (seed == HANGS_ONCE && firstTime()) {
      String self = Long.toString(ProcessHandle.current().pid());
      new ProcessBuilder("kill", "-STOP", self).start().waitFor();
    } else if (seed == INTERRUPTED) {
      Runtime.getRuntime().halt(130);
    }
  }

  private boolean firstTime() throws IOException {
    Path mark = notes.resolve("crashed");
    boolean first = Files.notExists(mark);
    if (first) {
      Files.createFile(mark);
    }
    return first;
  }
}
