package io.archscape.cli;

import io.archscape.data.DataFolders;
import io.archscape.data.DataSpec;
import io.archscape.data.Datasets;
import io.archscape.data.Split;
import io.archscape.engine.KernelSet;
import io.archscape.engine.Threads;
import io.archscape.experiment.Trial;
import io.archscape.machine.Engine;
import io.archscape.store.WorkerEngine;
import io.archscape.train.Checkpoint;
import io.archscape.train.MemoryEstimate;
import io.archscape.train.MemoryLimit;
import io.archscape.train.Outcome;
import io.archscape.train.Training;
import io.archscape.worker.EpochListener;
import io.archscape.worker.Worker;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A worker process of a sweep: trials in, metrics out, a JSON object a line. */
@Command(name = "worker", hidden = true, description = "Train trials for a sweep.")
final class WorkerCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerCommand.class);

  @Spec CommandSpec spec;

  @Mixin DataOptions data = new DataOptions();

  @Mixin EngineOptions engine = new EngineOptions();

  @Option(names = "--memory", description = "bytes that this worker may use")
  Optional<Long> memory = Optional.empty();

  private final Map<DataSpec, Split> splits = new HashMap<>();

  @SuppressWarnings("NullAway.Init")
  WorkerCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintStream protocol = System.out;
    System.setOut(System.err); // what libraries print is no message
    Engine chosen = engine.resolve(spec.commandLine().getErr());
    KernelSet kernels = chosen.open();
    String bits = new WorkerEngine(chosen.bits(), Threads.used()).text();
    DataFolders folders = data.folders();
    Worker.serve(
        System.in,
        protocol,
        (trial, checkpoint, listener) -> {
          try (Training training = training(trial, folders, kernels)) {
            return train(training, trial, trial.id() + " " + bits, checkpoint, listener);
          }
        },
        () -> Runtime.getRuntime().halt(ExitCode.FAILED));
    return 0;
  }

  private Training training(Trial trial, DataFolders folders, KernelSet kernels) {
    Split split =
        splits.computeIfAbsent(
            trial.data(), spec -> Datasets.open(spec, folders).split(spec).packed());
    MemoryLimit limit =
        memory
            .map(bytes -> new MemoryLimit(MemoryEstimate.planned(), () -> bytes))
            .orElseGet(MemoryLimit::ofThisMachine);
    return new Training(trial.network(), trial.recipe(), split, trial.rngSeed(), kernels, limit);
  }

  /**
   * Trains on from the checkpoint.
   *
   * @param identity what a checkpoint must be of to be taken
   */
  private static Outcome train(
      Training training, Trial trial, String identity, Path checkpoint, EpochListener listener) {
    Checkpoint.read(checkpoint, identity).ifPresent(training::restore);
    if (!training.epochs().isEmpty()) {
      listener.resumed(training.epochs());
    }
    return training.run(
        epoch -> {
          if (epoch.epoch() < trial.recipe().epochs()) {
            keep(training, identity, checkpoint);
          }
          listener.epoch(epoch);
        });
  }

  private static void keep(Training training, String identity, Path checkpoint) {
    try {
      training.checkpoint(identity).write(checkpoint);
    } catch (IOException | OutOfMemoryError e) { // it copies all parameters
      LOG.warn(
          "{} cannot be written, a retry would start from an earlier epoch: {}",
          checkpoint,
          e + "");
    }
  }
}
