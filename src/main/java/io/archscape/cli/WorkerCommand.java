package io.archscape.cli;

import io.archscape.data.DataFolders;
import io.archscape.data.DataSpec;
import io.archscape.data.Datasets;
import io.archscape.data.Split;
import io.archscape.engine.KernelSet;
import io.archscape.sweep.Trial;
import io.archscape.sweep.Worker;
import io.archscape.train.EpochMetrics;
import io.archscape.train.MemoryEstimate;
import io.archscape.train.MemoryLimit;
import io.archscape.train.Outcome;
import io.archscape.train.Training;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A worker process of a sweep: trials in, metrics out, a JSON object a line. */
@Command(name = "worker", hidden = true, description = "Train trials for a sweep.")
final class WorkerCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Mixin DataOptions data = new DataOptions();

  @Mixin EngineOptions engine = new EngineOptions();

  @Option(names = "--memory", description = "bytes that this worker may take")
  Optional<Long> memory = Optional.empty();

  private final Map<DataSpec, Split> splits = new HashMap<>();

  @SuppressWarnings("NullAway.Init")
  WorkerCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintStream protocol = System.out;
    System.setOut(System.err); // what libraries print is no message
    KernelSet kernels = engine.open(spec.commandLine().getErr());
    DataFolders folders = data.folders();
    Worker.serve(
        System.in,
        protocol,
        (trial, epochs) -> train(trial, epochs, folders, kernels),
        () -> Runtime.getRuntime().halt(Main.FAILED));
    return 0;
  }

  private Outcome train(
      Trial trial, Consumer<EpochMetrics> epochs, DataFolders folders, KernelSet kernels) {
    Split split =
        splits.computeIfAbsent(
            trial.data(), spec -> Datasets.open(spec, folders).split(spec).packed());
    MemoryLimit limit =
        memory
            .map(bytes -> new MemoryLimit(MemoryEstimate.planned(), () -> bytes))
            .orElseGet(MemoryLimit::ofThisMachine);
    try (Training training =
        new Training(trial.network(), trial.recipe(), split, trial.rngSeed(), kernels, limit)) {
      return training.run(epochs::accept);
    }
  }
}
