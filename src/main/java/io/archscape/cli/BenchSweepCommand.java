package io.archscape.cli;

import io.archscape.InputException;
import io.archscape.RunFailed;
import io.archscape.bench.BenchContender;
import io.archscape.bench.BenchNet;
import io.archscape.bench.BenchPool;
import io.archscape.bench.BenchSweepRun;
import io.archscape.bench.PoolTask;
import io.archscape.bench.TorchInterpreter;
import io.archscape.data.DataSource;
import io.archscape.data.Split;
import io.archscape.document.Documents;
import io.archscape.experiment.Experiment;
import io.archscape.machine.Engine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Compares whole sweeps with PyTorch's. */
@Command(
    name = "sweep",
    description = {
      "Compare whole small sweeps, in models an hour, with pools of PyTorch processes.",
      "",
      "A sweep is the start of processes, data, augmentation, training, and an evaluation after"
          + " each epoch. Ours is 'archscape sweep' with a worker of one thread per core, in a"
          + " temporary folder. A peer is as many processes of one thread, in channels_last and with"
          + " an allocator that keeps memory, each of which takes the next network as soon as it is"
          + " free; networks, recipe (the default one) and images are the same.",
      "",
      "There is one line for ours, one per peer, and a last one that compares ours with the best"
          + " peer. Errors, in percent, are there to see that both train alike.",
      ""
    },
    mixinStandardHelpOptions = true)
final class BenchSweepCommand implements Callable<Integer> {
  private static final String IMAGES = "images.bin";
  private static final String EXPERIMENT = "experiment.yaml";

  @Spec CommandSpec spec;

  @Mixin BenchSweepOptions sweep = new BenchSweepOptions();

  @Mixin EngineOptions engine = new EngineOptions();

  @Mixin BenchPythonOptions python = new BenchPythonOptions();

  private final Documents documents = new Documents();

  @SuppressWarnings("NullAway.Init")
  BenchSweepCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    Experiment experiment = sweep.experiment(err);
    List<BenchNet> nets = nets(experiment);
    Split split = sweep.split(experiment);
    Engine ours = engine.resolve(err);
    List<TorchInterpreter> interpreters = python.interpreters(err);
    try (ScratchFolder scratch = ScratchFolder.create("archscape-bench")) {
      Path file = Files.writeString(scratch.path().resolve(EXPERIMENT), sweep.yaml(experiment));
      SplitFile.write(scratch.path().resolve(IMAGES), split);
      compare(
          new TimedSweep(file, scratch.path().resolve("sweep"), options(ours)),
          ours.label(),
          sweep.task(scratch.path().resolve(IMAGES), experiment, split),
          nets,
          interpreters);
    }
    return 0;
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private List<String> options(Engine ours) {
    List<String> options = new ArrayList<>(List.of("--no-reuse", "--threads", "1"));
    options.addAll(List.of("--workers", Integer.toString(cores())));
    options.addAll(EngineOptions.arguments(ours));
    options.addAll(sweep.data.arguments());
    return options;
  }

  /** A network that several spaces draw is trained once. */
  private static List<BenchNet> nets(Experiment experiment) {
    int classes = DataSource.named(experiment.data().name()).classes().size();
    return experiment.plan().byId().values().stream()
        .map(
            planned ->
                new BenchNet(
                    planned.name(), planned.trial().network(), experiment.data().image(), classes))
        .toList();
  }

  private void compare(
      TimedSweep own,
      String engineName,
      PoolTask task,
      List<BenchNet> nets,
      List<TorchInterpreter> interpreters)
      throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    err.printf("%s: %d models by %d workers%n", engineName, nets.size(), cores());
    BenchSweepRun ours = own.run(engineName);
    print(ours.line());
    List<BenchSweepRun> peers = new ArrayList<>();
    for (TorchInterpreter interpreter : interpreters) {
      BenchContender peer = BenchContender.torchPool(interpreter);
      err.printf("%s: %d models by %d processes%n", peer.name(), nets.size(), cores());
      try {
        BenchSweepRun theirs = BenchPool.train(peer, task, nets, cores());
        print(ours.line(theirs));
        peers.add(theirs);
      } catch (RunFailed | InputException e) {
        err.println(e.getMessage() + "; it is left out");
      }
    }
    if (!peers.isEmpty()) {
      print(ours.lastLine(peers));
    }
  }

  private void print(Map<String, ?> line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(documents.canonicalJson(line));
    out.flush();
  }
}
