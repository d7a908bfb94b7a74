package io.archscape.cli;

import io.archscape.FolderLock;
import io.archscape.InputException;
import io.archscape.WholeFile;
import io.archscape.experiment.Trial;
import io.archscape.plot.LearningCurves;
import io.archscape.store.WorkerEngine;
import io.archscape.train.Checkpoint;
import io.archscape.train.EpochMetrics;
import io.archscape.train.Recipes;
import io.archscape.train.Training;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folder of one training: {@code trial.json} (what is trained), {@code engine.txt} (with what),
 * {@code recipe.yaml}, {@code epochs.csv}, {@code curve.svg}, {@code last.safetensors} (to go on
 * from) and {@code best.safetensors} (the parameters of the epoch with the lowest error on held-out
 * images). Every file appears whole or not at all.
 */
final class TrainFolder implements AutoCloseable {
  private static final String TRIAL = "trial.json";
  private static final String ENGINE = "engine.txt";
  private static final String LAST = "last.safetensors";
  private static final String BEST = "best.safetensors";

  private final Path folder;
  private final String title;
  private final Trial trial;
  private final String engine;
  private final PrintWriter err;
  private final FolderLock lock;
  private final List<Integer> lost = new ArrayList<>();

  private TrainFolder(
      Path folder, String title, Trial trial, String engine, PrintWriter err, FolderLock lock) {
    this.folder = folder;
    this.title = title;
    this.trial = trial;
    this.engine = engine;
    this.err = err;
    this.lock = lock;
  }

  /**
   * Opens the folder, for this process alone.
   *
   * @param title of pictures
   * @param engine that trains: its bits are not another one's
   * @throws InputException if it cannot be written, is in use, or belongs to another training
   */
  static TrainFolder open(Path folder, String title, Trial trial, String engine, PrintWriter err) {
    try {
      Files.createDirectories(folder);
      FolderLock lock =
          FolderLock.take(
              folder,
              holder ->
                  new InputException(
                      folder
                          + ": folder must have one training at a time, got another one running"));
      try {
        requireSame(folder, trial, engine);
        return new TrainFolder(folder, title, trial, engine, err, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new InputException("%s: folder must be writable, got %s".formatted(folder, e), e);
    }
  }

  /** A folder in which no epoch was finished may become another training's. */
  private static void requireSame(Path folder, Trial trial, String engine) throws IOException {
    if (Files.notExists(folder.resolve(LAST))) {
      return;
    }
    if (!text(folder.resolve(TRIAL)).equals(trial.canonicalJson())) {
      throw new InputException(
          "%s: folder must belong to the training given (network, recipe, data and seed), got"
                  .formatted(folder.resolve(TRIAL))
              + " another one's; choose another --out");
    }
    String before = text(folder.resolve(ENGINE));
    if (!before.equals(engine)) {
      throw new InputException(
          "%s: a training must continue with the engine that it started with, '%s', got '%s'"
              .formatted(folder.resolve(ENGINE), before, engine));
    }
  }

  private static String text(Path file) throws IOException {
    return Files.exists(file)
        ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip()
        : "";
  }

  /** The threads that the training in a folder began with, if one did. */
  static Optional<Integer> threads(Path folder) {
    try {
      String engine = Files.exists(folder.resolve(LAST)) ? text(folder.resolve(ENGINE)) : "";
      return engine.isEmpty()
          ? Optional.empty()
          : Optional.of(WorkerEngine.parse(engine).threads());
    } catch (IOException e) {
      return Optional.empty(); // opening it will tell
    }
  }

  /** Writes down what is trained, once it is known that it can be. */
  void describe() {
    try {
      write(TRIAL, trial.canonicalJson() + "\n");
      write(ENGINE, engine + "\n");
      write("recipe.yaml", Recipes.documents().wholeYaml(trial.recipe()));
    } catch (IOException e) {
      throw new InputException("%s: folder must be writable, got %s".formatted(folder, e), e);
    }
  }

  private void write(String name, String text) throws IOException {
    WholeFile.write(folder.resolve(name), text);
  }

  /**
   * How far an earlier run came, if there was one.
   *
   * @throws InputException if its checkpoint is damaged: it is not overwritten
   */
  Optional<Checkpoint> last() {
    Path file = folder.resolve(LAST);
    try {
      return Files.exists(file)
          ? Optional.of(Checkpoint.require(file, identity()))
          : Optional.empty();
    } catch (InputException e) {
      throw new InputException(e.getMessage() + "; remove it to start over", e);
    }
  }

  Trial trial() {
    return trial;
  }

  /** What a checkpoint of this training is marked with. */
  private String identity() {
    return trial.id() + " " + engine;
  }

  /**
   * Keeps the epoch that is over. If that fails, as on a full disk, the training goes on, and the
   * user is told.
   */
  void keep(Training training) {
    List<EpochMetrics> epochs = training.epochs();
    double error = epochs.get(epochs.size() - 1).validationError();
    boolean best =
        epochs.stream().limit(epochs.size() - 1).allMatch(e -> error < e.validationError());
    try {
      if (best) {
        training.network(identity()).write(folder.resolve(BEST));
      }
      training.checkpoint(identity()).write(folder.resolve(LAST));
      write("epochs.csv", csv(epochs));
      curve(epochs);
    } catch (IOException | InputException e) {
      lost.add(epochs.size());
      err.printf("%s: epoch %d could not be saved: %s%n", folder, epochs.size(), e);
    }
  }

  /** Epochs whose files could not be written: what is there is older. */
  List<Integer> lost() {
    return List.copyOf(lost);
  }

  private static String csv(List<EpochMetrics> epochs) {
    StringBuilder csv =
        new StringBuilder(
            "epoch,lr,train_loss,train_error,validation_loss,validation_error,seconds,images\r\n");
    for (EpochMetrics e : epochs) {
      csv.append(e.epoch()).append(',').append(e.lr()).append(',').append(e.trainLoss());
      csv.append(',').append(e.trainError()).append(',').append(e.validationLoss());
      csv.append(',').append(e.validationError()).append(',').append(e.seconds());
      csv.append(',').append(e.images()).append("\r\n");
    }
    return csv.toString();
  }

  private void curve(List<EpochMetrics> epochs) {
    new LearningCurves(
            title,
            trial.recipe().epochs(),
            List.of(
                new LearningCurves.Curve(
                    "held-out images",
                    epochs.stream().map(e -> 100 * e.validationError()).toList()),
                new LearningCurves.Curve(
                    "training images, augmented",
                    epochs.stream().map(e -> 100 * e.trainError()).toList())))
        .figure()
        .save(folder.resolve("curve.svg"));
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new IllegalStateException("a lock file must close", e);
    }
  }
}
