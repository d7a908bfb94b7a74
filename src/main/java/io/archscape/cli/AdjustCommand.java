package io.archscape.cli;

import io.archscape.InputException;
import io.archscape.RunFailed;
import io.archscape.sweep.AdjustReply;
import io.archscape.sweep.AdjustRequest;
import io.archscape.sweep.Adjustment;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Changes a sweep while it runs. */
@Command(
    name = "adjust",
    description = {
      "Change a sweep while it runs, from another terminal: give it more models, more or fewer",
      "workers, or a pause. While it is paused, no new models start and those in training are",
      "finished; a pause lasts until --continue, or until the sweep is interrupted and restarted."
    },
    mixinStandardHelpOptions = true)
final class AdjustCommand implements Callable<Integer> {
  private static final int PATIENCE_TENTHS = 600;

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "SWEEP", description = "the folder of a running sweep")
  Path sweep;

  @Option(
      names = "--models",
      paramLabel = "N",
      description = "new number of models per space, higher than the current one")
  Optional<Integer> models = Optional.empty();

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "number of training processes; each keeps the memory limit set at the start, and surplus"
              + " ones stop after finishing their current model")
  Optional<Integer> workers = Optional.empty();

  @Option(names = "--pause", description = "start no new models")
  boolean pause;

  @Option(names = "--continue", description = "resume after a pause")
  boolean goOn;

  @SuppressWarnings("NullAway.Init")
  AdjustCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    String coordinator = AdjustRequest.ask(sweep, adjustment());
    Optional<AdjustReply> reply = AdjustRequest.reply(sweep);
    for (int i = 0; i < PATIENCE_TENTHS && reply.isEmpty(); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
      reply = AdjustRequest.reply(sweep);
    }
    String text = reply.map(AdjustReply::text).orElse("it is still working on it");
    AdjustReply.Ending ending = reply.map(AdjustReply::ending).orElse(AdjustReply.Ending.LATE);
    if (ending == AdjustReply.Ending.REFUSED) {
      throw new InputException("%s: %s refused: %s".formatted(sweep, coordinator, text));
    } else if (ending == AdjustReply.Ending.LATE) {
      throw new RunFailed("%s: %s did not do it: %s".formatted(sweep, coordinator, text));
    }
    spec.commandLine().getErr().printf("%s: %s did it: %s%n", sweep, coordinator, text);
    return 0;
  }

  private Adjustment adjustment() {
    if (pause && goOn) {
      throw new InputException("adjust must have --pause or --continue, got both");
    }
    positive("--models", models);
    positive("--workers", workers);
    Adjustment.Pace pace = goOn ? Adjustment.Pace.CONTINUE : Adjustment.Pace.KEEP;
    if (models.isEmpty() && workers.isEmpty() && !pause && !goOn) {
      throw new InputException(
          "adjust must have --models, --workers, --pause or --continue, got none");
    }
    return new Adjustment(number(models), number(workers), pause ? Adjustment.Pace.PAUSE : pace);
  }

  private static OptionalInt number(Optional<Integer> value) {
    return value.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private static void positive(String option, Optional<Integer> value) {
    value
        .filter(n -> n < 1)
        .ifPresent(
            n -> {
              throw new InputException(option + " must be at least 1, got " + n);
            });
  }
}
