package io.archscape.cli;

import io.archscape.RunFailed;
import io.archscape.bench.BenchSweepRun;
import io.archscape.store.StoredSweep;
import io.archscape.store.TrialRow;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code archscape sweep} as users run it, in a process of its own, from start to end.
 *
 * @param experiment file
 * @param folder of the sweep, which does not exist yet; a log is written beside it
 * @param options of the command, besides
 */
record TimedSweep(Path experiment, Path folder, List<String> options) {
  TimedSweep {
    options = List.copyOf(options);
  }

  /**
   * Runs it.
   *
   * @param name of the engine
   * @throws RunFailed if the sweep fails, or one of its models
   */
  BenchSweepRun run(String name) {
    Path log = folder.resolveSibling("sweep.log");
    try {
      long start = System.nanoTime();
      int code = await(start(log));
      double seconds = (System.nanoTime() - start) / 1e9;
      if (code != 0) {
        List<String> said = Files.readAllLines(log);
        throw new RunFailed(
            "the sweep must train all models, got exit code %d: %s"
                .formatted(code, said.isEmpty() ? "" : said.get(said.size() - 1)));
      }
      return new BenchSweepRun(name, seconds, models());
    } catch (IOException e) {
      throw new RunFailed("the sweep must run, got " + e, e);
    }
  }

  /** A network that several spaces draw is trained once. */
  private List<BenchSweepRun.Trained> models() {
    Map<String, TrialRow> trained = new LinkedHashMap<>();
    StoredSweep.list(folder).rows().forEach(row -> trained.putIfAbsent(row.trialId(), row));
    return trained.values().stream().map(TimedSweep::model).toList();
  }

  private static BenchSweepRun.Trained model(TrialRow row) {
    return new BenchSweepRun.Trained(
        row.space() + " " + row.index(), row.error(), row.seconds().orElse(0));
  }

  private Process start(Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-Darchscape.terminal=false"); // of the two the last one counts
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("sweep", experiment.toString(), "--out", folder.toString()));
    command.addAll(options);
    return new ProcessBuilder(command)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(log.toFile())
        .start();
  }

  /** Ends with this process, however that ends. */
  private static int await(Process process) {
    Thread end = new Thread(process::destroy, "end");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new RunFailed("interrupted", e);
    } finally {
      forget(end);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // this process is ending, and takes the other with it
    }
  }
}
