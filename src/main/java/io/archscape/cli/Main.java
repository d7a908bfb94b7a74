package io.archscape.cli;

import io.archscape.InputException;
import io.archscape.RequirementException;
import io.archscape.RunFailed;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: exit code 0 done, 1 a run failed, 2 bad input, 130 interrupted. */
@Command(
    name = "archscape",
    description = "Explore design spaces of neural networks: sample, train, compare distributions.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      QuickstartCommand.class,
      SpacesCommand.class,
      SpaceCommand.class,
      SampleCommand.class,
      CostCommand.class,
      DrawCommand.class,
      DataCommand.class,
      TrainCommand.class,
      SweepCommand.class,
      RefineCommand.class,
      AdjustCommand.class,
      AnalyzeCommand.class,
      RedrawCommand.class,
      EdfCommand.class,
      SpreadCommand.class,
      PredictCommand.class,
      ResultsCommand.class,
      ImportCommand.class,
      SalvageCommand.class,
      ExportCommand.class,
      BenchCommand.class,
      WorkerCommand.class,
      StartupCommand.class
    })
public final class Main implements Runnable {
  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  public Main() {}

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(run(out, new PrintStream(System.err, true, StandardCharsets.UTF_8), args));
  }

  /** Runs one command; gives the exit code. */
  static int run(PrintStream out, PrintStream err, String... args) {
    return line(out, err).execute(args);
  }

  /** All commands, which print to these. */
  static CommandLine line(PrintStream out, PrintStream err) {
    CommandLine line = new CommandLine(new Main());
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler((e, given) -> wrong(e));
    line.setExecutionExceptionHandler((e, command, result) -> failed(e, command));
    return line;
  }

  private static int wrong(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    red(command, firstLine(e) + "; see '" + name + " --help'");
    return ExitCode.BAD_INPUT;
  }

  private static int failed(Exception e, CommandLine command) {
    if (e instanceof InputException || e instanceof RequirementException) {
      red(command, firstLine(e));
      return ExitCode.BAD_INPUT;
    }
    if (e instanceof RunFailed) {
      red(command, firstLine(e));
      return ExitCode.FAILED;
    }
    red(command, "this is a bug in archscape: " + e);
    e.printStackTrace(command.getErr());
    return ExitCode.FAILED;
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getName());
  }

  private static void red(CommandLine command, String message) {
    boolean colour = Boolean.getBoolean("archscape.terminal");
    command.getErr().println(colour ? "\u001b[31m" + message + "\u001b[0m" : message);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
