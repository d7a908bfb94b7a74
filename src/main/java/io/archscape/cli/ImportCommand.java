package io.archscape.cli;

import io.archscape.InputException;
import io.archscape.document.Documents;
import io.archscape.exchange.PyclsSweepReader;
import io.archscape.store.ForeignTrial;
import io.archscape.store.Importer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports the results of another tool. */
@Command(
    name = "import",
    description = {
      "Import a sweep.json of pycls (from its tools/sweep_collect.py), for 'results' and 'edf'.",
      "As in pycls' analysis, a model's error is the lowest of its epochs. An imported sweep cannot be trained further."
    },
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "SWEEP.json", description = "file written by pycls")
  Path file;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "folder to import into; it must not hold a sweep yet")
  Path folder;

  @Option(
      names = "--space",
      paramLabel = "NAME",
      description = "name of the space (default: the name of the file or its folder)")
  Optional<String> space = Optional.empty();

  @SuppressWarnings("NullAway.Init")
  ImportCommand() {}

  @Override
  public Integer call() {
    String name = space.orElseGet(() -> name(file));
    if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
      throw new InputException("--space must be printable and not blank, got '" + name + "'");
    }
    PyclsSweepReader reader = new PyclsSweepReader(file, name);
    List<ForeignTrial> trials = reader.read(Documents.text(file));
    Importer.importAll(folder, "pycls, " + file.getFileName(), trials);
    long done = trials.stream().filter(trial -> trial.error().isPresent()).count();
    spec.commandLine()
        .getOut()
        .printf("%s: %d models of %s, %d of them finished%n", folder, trials.size(), name, done);
    if (reader.withoutNetwork() > 0) {
      spec.commandLine()
          .getErr()
          .printf(
              "%d models are imported without their networks, which archscape cannot describe%n",
              reader.withoutNetwork());
    }
    if (reader.notBegun() > 0) {
      spec.commandLine()
          .getErr()
          .printf(
              "%d jobs are left out: they died before they logged what they train%n",
              reader.notBegun());
    }
    return 0;
  }

  /** {@code regnetx/sweep.json} is {@code regnetx}: pycls gives every sweep's file one name. */
  private static String name(Path file) {
    String own = bare(file.getFileName());
    Path parent = file.toAbsolutePath().normalize().getParent();
    String around = parent == null ? "" : bare(parent.getFileName());
    return own.equals("sweep") && !around.isEmpty() ? around : own;
  }

  private static String bare(@Nullable Path name) {
    return name == null ? "" : name.toString().replaceFirst("\\.json$", "");
  }
}
