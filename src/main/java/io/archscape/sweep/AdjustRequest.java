package io.archscape.sweep;

import io.archscape.FolderLock;
import io.archscape.InputException;
import io.archscape.experiment.Experiment;
import io.archscape.store.TrialStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** How another process asks the coordinator at work on a sweep to change it. */
public final class AdjustRequest {
  private AdjustRequest() {}

  /**
   * Asks the coordinator that is at work on a sweep to change it; gives who that is.
   *
   * @throws InputException if nobody is at work on it, or the change cannot be made
   */
  public static String ask(Path folder, Adjustment adjustment) {
    try {
      if (!Files.isRegularFile(folder.resolve(TrialStore.FILE))) {
        throw new InputException(
            "%s: sweep must be a folder with a %s, found none".formatted(folder, TrialStore.FILE));
      }
      String coordinator =
          FolderLock.holder(folder)
              .orElseThrow(
                  () ->
                      new InputException(
                          folder + ": sweep must be running to be adjusted, it is not"));
      requireGrowth(folder, adjustment);
      new Mailbox(folder).post(adjustment);
      return coordinator;
    } catch (IOException e) {
      throw Sweep.unwritable(folder, e);
    }
  }

  private static void requireGrowth(Path folder, Adjustment adjustment) throws IOException {
    int now = new FrozenExperiment(folder).read().map(Experiment::models).orElse(0);
    OptionalInt asked = adjustment.models();
    if (asked.isPresent() && asked.getAsInt() <= now) {
      throw new InputException(
          "%s: models must be more than the sweep has, %d of each space, got models=%d"
              .formatted(folder, now, asked.getAsInt()));
    }
  }

  /**
   * What became of what was asked by {@link #ask}, once; empty while the coordinator is at it. A
   * request whose coordinator has ended is taken back.
   */
  public static Optional<AdjustReply> reply(Path folder) {
    Mailbox mailbox = new Mailbox(folder);
    if (!mailbox.full()) {
      return mailbox.hear();
    }
    try {
      return FolderLock.holder(folder).isPresent()
          ? Optional.empty()
          : Optional.of(mailbox.takeBack());
    } catch (IOException e) {
      throw Sweep.unwritable(folder, e);
    }
  }
}
