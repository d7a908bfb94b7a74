package io.archscape.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Does in one process what is to begin soon after Enter: the launcher archives its classes. */
@Command(name = "startup", hidden = true, description = "Load what quick commands need.")
final class StartupCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SWEEP", description = "any sweep")
  Path sweep;

  @SuppressWarnings("NullAway.Init")
  StartupCommand() {}

  @Override
  public Integer call() throws IOException {
    Path table = Files.createTempFile("archscape-startup", ".csv");
    try {
      int wrong = run("sample", "cifar-anynetx-c", "-n", "1");
      wrong += run("results", sweep.toString(), "-n", "1");
      wrong += run("results", sweep.toString(), "--format", "csv");
      wrong += run("edf", sweep.toString(), "-o", table.toString());
      return wrong == 0 ? 0 : ExitCode.FAILED;
    } finally {
      Files.deleteIfExists(table);
    }
  }

  private static int run(String... command) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return Main.run(nowhere, nowhere, command);
  }
}
