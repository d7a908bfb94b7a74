package io.archscape.cli;

import io.archscape.space.DesignSpace;
import io.archscape.space.Spaces;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the shipped spaces. */
@Command(
    name = "spaces",
    description = "List the shipped design spaces.",
    mixinStandardHelpOptions = true)
final class SpacesCommand implements Runnable {
  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  SpacesCommand() {}

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    Spaces spaces = new Spaces();
    for (String name : spaces.names()) {
      DesignSpace space = spaces.open(name);
      out.printf("%-18s %3d px  %s%n", name, space.image(), space.description());
    }
  }
}
