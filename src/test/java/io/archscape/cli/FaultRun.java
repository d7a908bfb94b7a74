package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.InputException;
import io.archscape.sweep.TrialResult;
import io.archscape.sweep.TrialRow;
import io.archscape.sweep.TrialStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A sweep that faults strike while it trains: after each that ends it, the same command goes on.
 * Faults are spread over its epochs, so that they strike work wherever it stands.
 */
final class FaultRun {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int HEARTBEAT_SECONDS = 4;
  private static final long TEN_YEARS = 10L * 365 * 86_400;

  /**
   * What is run.
   *
   * @param folder for the experiment, the sweeps and logs
   * @param smallDisk a file system of a few megabytes for the sweep, to be filled; empty if there
   *     is none
   * @param models of each of the two spaces
   * @param kinds of faults, each struck equally often
   */
  record Settings(
      Path folder,
      Optional<Path> smallDisk,
      int models,
      int epochs,
      int faults,
      long seed,
      List<Fault> kinds) {
    int epochsInAll() {
      return 2 * models * epochs;
    }
  }

  private final Settings settings;
  private final SplittableRandom random;
  private final Path experiment;
  private final Path clock;
  private final Path log;
  private final Path sweep;
  private final Map<Fault, Map<String, Integer>> outcomes = new TreeMap<>();
  private Process coordinator;
  private int starts;

  FaultRun(Settings settings) throws IOException {
    this.settings = settings;
    this.random = new SplittableRandom(settings.seed());
    experiment = settings.folder().resolve("faults.yaml");
    clock = settings.folder().resolve("clock");
    log = settings.folder().resolve("coordinator.log");
    sweep = settings.smallDisk().orElse(settings.folder()).resolve("struck");
    Files.writeString(clock, "0");
    Files.writeString(
        experiment,
        """
        name: faults
        description: small models to be disturbed
        spaces: [cifar-anynetx-c, cifar-regnety]
        models: %d
        band: {flops: ..400k}
        data: {name: shapes, train: 256, validation: 64, image: 16, seed: 1}
        recipe: {epochs: %d, batch: 32}
        seed: 3
        """
            .formatted(settings.models(), settings.epochs()));
    coordinator = start(sweep);
  }

  /** Strikes, goes on after each fault, and lets the sweep end. */
  void run() throws IOException, InterruptedException {
    List<Fault> schedule = schedule();
    for (int i = 0; i < schedule.size(); i++) {
      int due = (int) ((long) settings.epochsInAll() * i / schedule.size());
      goOn();
      // every other one strikes trainings for certain, the others starts too
      int before = i % 2 == 0 ? epochs() : -1;
      await(() -> epochs() >= due && epochs() > before || !coordinator.isAlive());
      Thread.sleep(random.nextInt(300));
      strike(schedule.get(i));
    }
    goOn();
    assertThat(coordinator.waitFor()).as(Files.readString(log)).isZero();
  }

  private List<Fault> schedule() {
    List<Fault> all = new ArrayList<>();
    for (int i = 0; i < settings.faults(); i++) {
      all.add(settings.kinds().get(i % settings.kinds().size()));
    }
    Collections.shuffle(all, new Random(settings.seed()));
    return all;
  }

  /** The same experiment with no fault, in another folder; gives that. */
  Path undisturbed() throws IOException, InterruptedException {
    Path other = settings.folder().resolve("undisturbed");
    assertThat(start(other).waitFor()).as(Files.readString(log)).isZero();
    return other;
  }

  /** All models are there once, each equal bit for bit to what an undisturbed run gave. */
  void requireSameAs(Path undisturbed) {
    List<String> expected = results(undisturbed);
    assertThat(expected).hasSize(2 * settings.models()).doesNotHaveDuplicates();
    assertThat(results(sweep)).isEqualTo(expected);
    assertThat(sweep.resolve("checkpoints")).as("bounded disk").doesNotExist();
  }

  /** Everything of a trial but seconds and attempts. */
  private static List<String> results(Path folder) {
    return TrialStore.read(folder).trials().stream().map(FaultRun::text).toList();
  }

  private static String text(TrialResult trial) {
    List<List<Double>> epochs =
        trial.epochs().stream()
            .map(
                e ->
                    List.of(
                        (double) e.epoch(),
                        e.lr(),
                        e.trainLoss(),
                        e.trainError(),
                        e.validationLoss(),
                        e.validationError()))
            .toList();
    return String.join(
        " ",
        trial.space(),
        Integer.toString(trial.index()),
        trial.trialId(),
        trial.status().toString(),
        trial.error().toString(),
        trial.parametersSha256(),
        epochs.toString());
  }

  private Process start(Path folder) throws IOException {
    starts++;
    // a process group of its own; and Ctrl-C asked for even if this runs in the background
    List<String> command = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m"));
    command.addAll(
        List.of("-Dfaults.clock=" + clock, "-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(FaultyCoordinator.class.getName(), "sweep", experiment.toString(), "--no-reuse"));
    command.addAll(List.of("--out", folder.toString(), "--workers", "2"));
    command.addAll(List.of("--heartbeat", Integer.toString(HEARTBEAT_SECONDS)));
    // kills are no fault of a model here
    command.addAll(List.of("--attempts", "1000000"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // for the workers too: most of what is run here is starts
    builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    return builder.start();
  }

  private void goOn() throws IOException {
    if (!coordinator.isAlive()) {
      coordinator = start(sweep);
    }
  }

  /** Epochs that the store has. */
  private int epochs() {
    try {
      return TrialStore.list(sweep).rows().stream().mapToInt(TrialRow::epochs).sum();
    } catch (InputException e) {
      return 0; // just being made
    }
  }

  private static boolean await(BooleanSupplier condition) throws InterruptedException {
    return await(condition, PATIENCE);
  }

  private static boolean await(BooleanSupplier condition, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    return condition.getAsBoolean();
  }

  private void strike(Fault fault) throws IOException, InterruptedException {
    if (!coordinator.isAlive()) {
      count(fault, "came after the sweep's end: exit code " + coordinator.exitValue());
      return;
    }
    switch (fault) {
      case KILL_WORKER -> signal("KILL", worker());
      case KILL -> signal("KILL", Optional.of(coordinator.pid()));
      case TERM -> signal("TERM", Optional.of(coordinator.pid()));
      case CTRL_C -> signal("INT", Optional.of(-coordinator.pid()));
      case HANG -> hang();
      case SUSPEND -> suspend();
      case CLOCK -> Files.writeString(clock, Long.toString(random.nextLong(-TEN_YEARS, TEN_YEARS)));
      case DAMAGE -> damage();
      case FULL_DISK -> fillDisk();
      case READ_ONLY -> protect();
    }
    if (fault != Fault.READ_ONLY) {
      count(fault, after(fault));
    }
  }

  private String after(Fault fault) throws InterruptedException {
    boolean ends =
        switch (fault) {
          case KILL, TERM, CTRL_C -> true;
          default -> false;
        };
    if (ends && !coordinator.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the coordinator must end by " + fault);
    }
    return coordinator.isAlive() ? "went on" : ended(coordinator.exitValue());
  }

  private static String ended(int code) {
    return "ended with exit code " + code + ", the same command went on";
  }

  private void count(Fault fault, String outcome) {
    outcomes.computeIfAbsent(fault, f -> new TreeMap<>()).merge(outcome, 1, Integer::sum);
  }

  private static void signal(String name, Optional<Long> process)
      throws IOException, InterruptedException {
    if (process.isPresent()) {
      new ProcessBuilder("kill", "-" + name, "--", Long.toString(process.get()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    }
  }

  private List<Long> workers() {
    return coordinator.toHandle().children().map(ProcessHandle::pid).sorted().toList();
  }

  private Optional<Long> worker() {
    List<Long> workers = workers();
    return workers.isEmpty()
        ? Optional.empty()
        : Optional.of(workers.get(random.nextInt(workers.size())));
  }

  private void hang() throws IOException, InterruptedException {
    Optional<Long> worker = worker();
    signal("STOP", worker);
    await(
        () ->
            worker.isEmpty()
                || ProcessHandle.of(worker.get()).filter(ProcessHandle::isAlive).isEmpty());
  }

  private void suspend() throws IOException, InterruptedException {
    signal("STOP", Optional.of(-coordinator.pid()));
    Thread.sleep(Duration.ofSeconds(HEARTBEAT_SECONDS + 2).toMillis());
    signal("CONT", Optional.of(-coordinator.pid()));
  }

  private void damage() throws IOException, InterruptedException {
    try (Stream<Path> files = Files.list(sweep.resolve("checkpoints"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ckpt")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[random.nextInt(bytes.length)] ^= 1;
        int length = random.nextBoolean() ? bytes.length : random.nextInt(bytes.length);
        Files.write(file, Arrays.copyOf(bytes, length));
      }
    } catch (IOException e) {
      // a file that is replaced or removed at this moment stays whole
    }
    for (long worker : workers()) {
      signal("KILL", Optional.of(worker));
    }
  }

  private void fillDisk() throws IOException, InterruptedException {
    Path ballast = settings.smallDisk().orElseThrow().resolve("ballast");
    try (OutputStream out = Files.newOutputStream(ballast)) {
      byte[] block = new byte[4096];
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      // full
    }
    await(() -> !coordinator.isAlive(), Duration.ofSeconds(10));
    Files.delete(ballast);
  }

  /** Files of the sweep cannot be written when the command goes on: it must say so and end. */
  private void protect() throws IOException, InterruptedException {
    signal("KILL", Optional.of(coordinator.pid()));
    coordinator.waitFor();
    writable(false);
    int code = start(sweep).waitFor();
    count(Fault.READ_ONLY, ended(code));
    writable(true);
  }

  private void writable(boolean writable) throws InterruptedException {
    if (settings.smallDisk().isEmpty()) {
      List.of(sweep, sweep.resolve(TrialStore.FILE), sweep.resolve("lock"))
          .forEach(file -> assertThat(file.toFile().setWritable(writable)).isTrue());
      return;
    }
    String disk = settings.smallDisk().get().toString();
    String options = "remount," + (writable ? "rw" : "ro");
    assertThat(
            await( // workers that have just lost their coordinator may still write
                () -> {
                  try {
                    return new ProcessBuilder("mount", "-o", options, disk).start().waitFor() == 0;
                  } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                }))
        .isTrue();
  }

  /** What was struck, and what came of it. */
  String table(List<Fault> skipped) {
    StringBuilder table = new StringBuilder("| fault | struck | coordinator |\n|---|---|---|\n");
    outcomes.forEach(
        (fault, counts) ->
            table.append(
                "| %s | %d | %s |\n"
                    .formatted(
                        fault.text(),
                        counts.values().stream().mapToInt(Integer::intValue).sum(),
                        String.join(
                            "; ",
                            counts.entrySet().stream()
                                .map(e -> e.getKey() + " (" + e.getValue() + ")")
                                .toList()))));
    skipped.forEach(fault -> table.append("| %s | skipped | - |\n".formatted(fault.text())));
    List<TrialResult> trials = TrialStore.read(sweep).trials();
    return table
        + "\n%d models of %d epochs, %d starts of the command, %d failed attempts; seed %d. Each"
            .formatted(
                trials.size(),
                settings.epochs(),
                starts,
                trials.stream().mapToInt(TrialResult::attempts).sum() - trials.size(),
                settings.seed())
        + " model is there once, equal bit for bit to an undisturbed run.\n";
  }

  /** Whatever still runs. */
  void end() throws InterruptedException {
    coordinator.descendants().forEach(ProcessHandle::destroyForcibly);
    coordinator.destroyForcibly().waitFor();
  }
}
