package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.InputException;
import io.archscape.store.StoredSweep;
import io.archscape.store.TrialResult;
import io.archscape.store.TrialRow;
import io.archscape.store.TrialStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * A sweep that faults strike while it trains: after each that ends it, the same command goes on.
 * Faults are spread over its epochs, so that they strike work wherever it stands.
 */
final class FaultRun {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int HEARTBEAT_SECONDS = 4;
  private static final int FULL_SECONDS = 3;

  /** The share of the sweep after which no more faults come. */
  private static final double LAST = 0.7;

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
  private final Map<Fault, Integer> struck = new TreeMap<>();
  private int overFull;

  /** The last fault that struck while an attempt was at work: the one that cut it short, if any. */
  private final Map<String, Fault> hit = new HashMap<>();

  /** Whose checkpoint was damaged. */
  private final List<FaultAttempt> damaged = new ArrayList<>();

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
      // the last of them while there is still much to do
      int due = (int) (LAST * settings.epochsInAll() * i / schedule.size());
      goOn();
      // every other one strikes trainings for certain, the others starts too
      int before = i % 2 == 0 ? epochs() : -1;
      require(() -> epochs() >= due && epochs() > before, "epochs must come");
      Thread.sleep(random.nextInt(300));
      strike(schedule.get(i));
    }
    goOn();
    assertThat(coordinator.waitFor()).as(Files.readString(log)).isZero();
    requireHits();
  }

  /** What struck trainings interrupted them, and no damaged checkpoint was gone on from. */
  private void requireHits() {
    List<FaultAttempt> all = attempts();
    struck.forEach(
        (fault, times) -> {
          if (fault.strikesTraining()) {
            assertThat(interrupted(fault, all)).as(fault.text()).isGreaterThanOrEqualTo(times);
          }
        });
    for (FaultAttempt attempt : damaged) {
      assertThat(all)
          .filteredOn(next -> next.follows(attempt))
          .singleElement()
          .satisfies(next -> assertThat(next.fromEpoch()).as("of a damaged checkpoint").isZero());
    }
    assertThat(all).as("gone on from a checkpoint").anyMatch(attempt -> attempt.fromEpoch() > 0);
  }

  private long interrupted(Fault fault, List<FaultAttempt> all) {
    return all.stream()
        .filter(FaultAttempt::interrupted)
        .filter(attempt -> hit.get(attempt.key()) == fault)
        .count();
  }

  private List<FaultAttempt> attempts() {
    return FaultAttempt.of(sweep.resolve(TrialStore.FILE));
  }

  /** Those in flight; a killed coordinator leaves others, until the next one puts them right. */
  private List<FaultAttempt> running() {
    Set<Long> workers =
        coordinator.toHandle().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    return attempts().stream()
        .filter(FaultAttempt::running)
        .filter(attempt -> workers.contains(attempt.worker()))
        .toList();
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
    return StoredSweep.read(folder).trials().stream().map(FaultRun::text).toList();
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
      return StoredSweep.list(sweep).rows().stream().mapToInt(TrialRow::epochs).sum();
    } catch (InputException e) {
      return 0; // just being made
    }
  }

  /** The coordinator must be at work on it meanwhile. */
  private void require(BooleanSupplier condition, String what) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean met = condition.getAsBoolean();
    while (!met && coordinator.isAlive() && System.nanoTime() < end) {
      Thread.sleep(50);
      met = condition.getAsBoolean(); // once it is met no more: asking may stop a worker
    }
    assertThat(met)
        .as(() -> "%s; seed %d; log: %s".formatted(what, settings.seed(), text(log)))
        .isTrue();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static boolean await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean met = condition.getAsBoolean();
    while (!met && System.nanoTime() < end) {
      Thread.sleep(50);
      met = condition.getAsBoolean();
    }
    return met;
  }

  private void strike(Fault fault) throws IOException, InterruptedException {
    assertThat(coordinator.isAlive())
        .as(() -> "%s must not come after the end; log: %s".formatted(fault, text(log)))
        .isTrue();
    struck.merge(fault, 1, Integer::sum);
    if (fault.strikesTraining()) {
      strikeTraining(fault);
    } else {
      int logged = text(log).length();
      List<FaultAttempt> inFlight = running();
      inFlight.forEach(attempt -> hit.put(attempt.key(), fault));
      strikeSweep(fault);
      requireEnd(fault, !inFlight.isEmpty(), logged);
    }
  }

  private void strikeSweep(Fault fault) throws IOException, InterruptedException {
    switch (fault) {
      case KILL -> signal("KILL", coordinator.pid());
      case TERM -> signal("TERM", coordinator.pid());
      case CTRL_C -> signal("INT", -coordinator.pid());
      case SUSPEND -> suspend();
      case CLOCK -> turn(clock);
      case FULL_DISK -> fillDisk();
      case READ_ONLY -> protect();
      default -> throw new IllegalArgumentException(fault + " strikes a training");
    }
  }

  /** At once: whoever reads the clock meanwhile has the old time or the new. */
  private void turn(Path clock) throws IOException {
    Path next = clock.resolveSibling("clock.next");
    Files.writeString(next, Long.toString(random.nextLong(-TEN_YEARS, TEN_YEARS)));
    Files.move(next, clock, StandardCopyOption.ATOMIC_MOVE);
  }

  private void requireEnd(Fault fault, boolean inFlight, int logged) throws InterruptedException {
    boolean roomInLog = fault == Fault.FULL_DISK && coordinator.isAlive();
    if (roomInLog) {
      return;
    }
    if (!fault.ends()) {
      assertThat(coordinator.isAlive()).as(() -> fault + "; log: " + text(log)).isTrue();
      return;
    }
    assertThat(coordinator.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(coordinator.exitValue())
        .as(() -> fault + "; log: " + text(log))
        .isEqualTo(fault.exitCode());
    if (inFlight && (fault == Fault.TERM || fault == Fault.CTRL_C)) {
      assertThat(text(log).substring(logged)).endsWith("are kept, the same command resumes\n");
      for (String beside : List.of("-wal", "-shm", "-journal")) {
        assertThat(sweep.resolve(TrialStore.FILE + beside)).doesNotExist();
      }
    }
  }

  /** Stops a worker in the middle of a training, which then cannot end before it is struck. */
  private void strikeTraining(Fault fault) throws IOException, InterruptedException {
    List<FaultAttempt> chosen = new ArrayList<>();
    require(() -> choose(fault).map(chosen::add).isPresent(), "a training must be in flight");
    FaultAttempt attempt = chosen.get(0);
    hit.put(attempt.key(), fault);
    if (fault == Fault.DAMAGE) {
      damage(checkpoint(attempt));
      damaged.add(attempt);
    }
    if (fault != Fault.HANG) {
      signal("KILL", attempt.worker());
    }
    require(
        () -> attempts().stream().anyMatch(now -> now.isOf(attempt) && !now.running()),
        "an attempt that was struck must end");
    assertThat(coordinator.isAlive()).as(() -> fault + "; log: " + text(log)).isTrue();
  }

  private Optional<FaultAttempt> choose(Fault fault) {
    List<FaultAttempt> running = running().stream().filter(attempt -> fit(fault, attempt)).toList();
    if (running.isEmpty()) {
      return Optional.empty();
    }
    FaultAttempt attempt = running.get(random.nextInt(running.size()));
    try {
      signal("STOP", attempt.worker());
      Thread.sleep(200); // what it said before has been written down then
      boolean still = running().stream().anyMatch(attempt::isOf) && fit(fault, attempt);
      if (still) {
        return Optional.of(attempt);
      }
      signal("CONT", attempt.worker());
      return Optional.empty();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean fit(Fault fault, FaultAttempt attempt) {
    return fault != Fault.DAMAGE || Files.exists(checkpoint(attempt));
  }

  private Path checkpoint(FaultAttempt attempt) {
    return sweep.resolve("checkpoints").resolve(attempt.trial() + ".ckpt");
  }

  private static void signal(String name, long process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, "--", Long.toString(process))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private void suspend() throws IOException, InterruptedException {
    signal("STOP", -coordinator.pid());
    Thread.sleep(Duration.ofSeconds(HEARTBEAT_SECONDS + 2).toMillis());
    signal("CONT", -coordinator.pid());
  }

  private void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[random.nextInt(bytes.length)] ^= 1;
    int length = random.nextBoolean() ? bytes.length : random.nextInt(bytes.length);
    Files.write(file, Arrays.copyOf(bytes, length));
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
    // what SQLite has room for in its log, made large by earlier writes, is written all the same
    boolean ended = coordinator.waitFor(FULL_SECONDS, TimeUnit.SECONDS);
    Files.delete(ballast);
    if (!ended) {
      overFull++;
    }
  }

  /** Files of the sweep cannot be written when the command goes on: it must say so and end. */
  private void protect() throws IOException, InterruptedException {
    signal("KILL", coordinator.pid());
    coordinator.waitFor();
    writable(false);
    coordinator = start(sweep);
    coordinator.waitFor();
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

  private String outcome(Fault fault, int times) {
    if (!fault.ends()) {
      return "continued";
    }
    String ended = "ended with exit code %d".formatted(fault.exitCode());
    return fault == Fault.FULL_DISK && overFull > 0
        ? "%s (%d), the same command resumed; continued, its journal having room (%d)"
            .formatted(ended, times - overFull, overFull)
        : ended + ", the same command resumed";
  }

  /** What was struck, and what came of it. */
  String table(List<Fault> skipped) {
    List<FaultAttempt> all = attempts();
    StringBuilder table =
        new StringBuilder(
            "| fault | struck | trainings interrupted | coordinator |\n|---|---|---|---|\n");
    struck.forEach(
        (fault, times) ->
            table.append(
                "| %s | %d | %d | %s |\n"
                    .formatted(
                        fault.text(), times, interrupted(fault, all), outcome(fault, times))));
    skipped.forEach(fault -> table.append("| %s | skipped | - | - |\n".formatted(fault.text())));
    return table
        + "\n%d models of %d epochs, %d starts of the command, %d attempts at models; seed %d."
            .formatted(
                2 * settings.models(), settings.epochs(), starts, all.size(), settings.seed())
        + " %d attempts resumed from a checkpoint, with %d epochs behind them that were not"
            .formatted(
                all.stream().filter(attempt -> attempt.fromEpoch() > 0).count(),
                all.stream().mapToInt(FaultAttempt::fromEpoch).sum())
        + " trained again. Each model is there once, equal bit for bit to an undisturbed run.\n";
  }

  /** Whatever still runs. */
  void end() throws InterruptedException {
    coordinator.descendants().forEach(ProcessHandle::destroyForcibly);
    coordinator.destroyForcibly().waitFor();
  }
}
