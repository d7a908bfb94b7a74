package io.archscape.sweep;

import io.archscape.InputException;
import io.archscape.experiment.Trial;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The files by which another process asks a coordinator to adjust its sweep, and hears what became
 * of it. The reply is there before the request goes: one of them is, until the reply is heard.
 */
final class Mailbox {
  private static final String NAME = "adjust.json";
  private static final String REPLY = "adjust-reply.json";

  /** A request as its file has it: 0 leaves a number as it is. */
  record Request(int models, int workers, Adjustment.Pace pace) {
    Request {
      adjustment(models, workers, pace); // what is wrong with it is told as the file is read
    }

    static Request of(Adjustment asked) {
      return new Request(asked.models().orElse(0), asked.workers().orElse(0), asked.pace());
    }

    Adjustment adjustment() {
      return adjustment(models, workers, pace);
    }

    private static Adjustment adjustment(int models, int workers, Adjustment.Pace pace) {
      return new Adjustment(number(models), number(workers), pace);
    }

    private static OptionalInt number(int stored) {
      return stored == 0 ? OptionalInt.empty() : OptionalInt.of(stored);
    }
  }

  private final Path file;
  private final Path reply;

  Mailbox(Path sweep) {
    file = sweep.resolve(NAME);
    reply = sweep.resolve(REPLY);
  }

  /**
   * Leaves a request, all of it or nothing.
   *
   * @throws InputException if the one before was not yet taken
   */
  void post(Adjustment adjustment) {
    try {
      if (full()) {
        throw new FileAlreadyExistsException(NAME);
      }
      Files.deleteIfExists(reply); // of someone who did not wait for it
      write(Request.of(adjustment), file);
    } catch (FileAlreadyExistsException e) {
      throw new InputException(
          file + ": only one adjustment must be made at a time, another is still waiting", e);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Not a {@link io.archscape.WholeFile}, which would replace another's request: any number of
   * processes may post at once, and one of them is to succeed.
   */
  private void write(Object document, Path target, CopyOption... options) throws IOException {
    Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "adjust-", ".part");
    try {
      Files.writeString(part, Trial.DOCUMENTS.canonicalJson(document));
      Files.move(part, target, options); // in one step, as both are in one folder
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private InputException unwritable(IOException e) {
    return new InputException(file + ": sweep folder must be writable, got " + e, e);
  }

  /** Whether a request waits. */
  boolean full() {
    return Files.exists(file);
  }

  /**
   * What is asked; empty if nothing is. It stays until it is removed.
   *
   * @throws InputException if the file holds no adjustment
   */
  Optional<Adjustment> read() {
    if (!full()) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(file);
      Request request = Trial.DOCUMENTS.readJson(file.toString(), text, Request.class);
      return Optional.of(request.adjustment());
    } catch (IOException e) {
      throw new InputException(file + ": adjustment must be readable, got " + e, e);
    }
  }

  /** The request has been dealt with: it goes, and whoever left it may hear why. */
  void answer(AdjustReply.Ending ending, String text) {
    try {
      write(new AdjustReply(ending, text), reply, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unwritable(e);
    }
    clear();
  }

  /** What became of the request, once; empty while it waits. */
  Optional<AdjustReply> hear() {
    if (full()) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(reply);
      Files.delete(reply);
      return Optional.of(Trial.DOCUMENTS.readJson(reply.toString(), text, AdjustReply.class));
    } catch (NoSuchFileException e) {
      return Optional.of(new AdjustReply(AdjustReply.Ending.LATE, "there was no answer"));
    } catch (IOException e) {
      throw new InputException(reply + ": reply must be readable, got " + e, e);
    }
  }

  /** Nobody is at work: the request is taken back. */
  AdjustReply takeBack() {
    clear();
    return hear().orElseThrow();
  }

  /**
   * What an earlier coordinator was killed at. More models were asked for good, so they are still
   * to come; pace and workers were those of its run.
   *
   * @param models of each space that the sweep has
   */
  void keepGrowth(int models) {
    try {
      Files.deleteIfExists(reply);
      OptionalInt asked = left().map(Adjustment::models).orElse(OptionalInt.empty());
      clear();
      if (asked.orElse(0) > models) {
        write(Request.of(new Adjustment(asked, OptionalInt.empty(), Adjustment.Pace.KEEP)), file);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private Optional<Adjustment> left() {
    try {
      return read();
    } catch (InputException e) {
      return Optional.empty(); // nobody waits to hear what is wrong with it
    }
  }

  private void clear() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new InputException(file + ": adjustment must be removable, got " + e, e);
    }
  }
}
