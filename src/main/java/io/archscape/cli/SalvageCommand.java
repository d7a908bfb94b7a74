package io.archscape.cli;

import io.archscape.store.Salvage;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Saves the undamaged part of a damaged sweep. */
@Command(
    name = "salvage",
    description = {
      "Save the undamaged trials of a damaged sweep into a new folder.",
      "The original is not changed. 'sweep EXPERIMENT.yaml --out DIR' retrains what was lost."
    },
    mixinStandardHelpOptions = true)
final class SalvageCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "SWEEP", description = "folder of the damaged sweep")
  Path sweep;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "new folder to save to, outside the sweep's folder")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  SalvageCommand() {}

  @Override
  public Integer call() {
    Salvage.Result result = Salvage.run(sweep, folder);
    spec.commandLine()
        .getOut()
        .printf(
            "%s: %d trials saved, %d of them finished; %d lost%n",
            folder, result.saved(), result.finished(), result.lost());
    if (result.listOnly()) {
      spec.commandLine()
          .getErr()
          .println(
              "the record of the engine that trained them is lost: they can be listed and compared,"
                  + " but no sweep can continue from them");
    }
    return 0;
  }
}
