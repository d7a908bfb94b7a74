package io.archscape.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import picocli.CommandLine;

/**
 * The program with one difference: the time of day, which {@code sweep} dates its store by, jumps
 * by as many seconds as stand in the file {@code -Dfaults.clock}, whenever that file is changed.
 */
final class FaultyCoordinator {
  private FaultyCoordinator() {}

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    CommandLine line = Main.line(out, err);
    SweepCommand sweep = line.getSubcommands().get("sweep").getCommand();
    sweep.options.clock = new Jumping(Path.of(System.getProperty("faults.clock")));
    System.exit(line.execute(args));
  }

  private static final class Jumping extends Clock {
    private final Path offset;

    Jumping(Path offset) {
      this.offset = offset;
    }

    @Override
    public Instant instant() {
      try {
        return Instant.now().plusSeconds(Long.parseLong(Files.readString(offset)));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
