package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing is lost, whatever strikes a sweep. This is the short form; {@code src/test/faults/run.sh}
 * runs it long, on a disk that it can fill, and prints the table of docs/reliability.md.
 */
class FaultTest {
  private static final int SHORT = 10;
  private static final int SHORT_MODELS = 4; // of each of two spaces
  private static final int SHORT_EPOCHS = 8;

  @TempDir Path folder;

  @Test
  void aSweepThatFaultsStrikeGivesWhatAnUndisturbedOneGives() throws Exception {
    assumeTrue(linux(), "signals are sent as Linux has them");
    int faults = Integer.getInteger("faults.count", SHORT);
    boolean shortForm = faults <= SHORT;
    Optional<Path> disk = Optional.ofNullable(System.getProperty("faults.disk")).map(Path::of);
    List<Fault> skipped = skipped(disk.isPresent(), shortForm);
    List<Fault> kinds = new ArrayList<>(List.of(Fault.values()));
    kinds.removeAll(skipped);
    FaultRun run =
        new FaultRun(
            new FaultRun.Settings(
                folder,
                disk,
                Integer.getInteger("faults.models", shortForm ? SHORT_MODELS : 30),
                Integer.getInteger("faults.epochs", shortForm ? SHORT_EPOCHS : 10),
                faults,
                Long.getLong("faults.seed", 1),
                kinds));
    try {
      run.run();
      run.requireSameAs(run.undisturbed());
      report(run.table(shortForm ? List.of() : skipped));
    } finally {
      run.end();
    }
  }

  @Test
  void theDocumentNamesTheSizeOfTheShortForm() throws IOException {
    List<String> words = List.of("", "", "two", "", "four", "", "six", "", "eight", "nine", "ten");
    assertThat(Files.readString(Path.of("docs", "reliability.md")))
        .contains(
            "`mvn verify` runs %s faults on %s models of %s epochs"
                .formatted(words.get(SHORT), words.get(2 * SHORT_MODELS), words.get(SHORT_EPOCHS)));
  }

  private static boolean linux() {
    return System.getProperty("os.name").equals("Linux");
  }

  private static List<Fault> skipped(boolean smallDisk, boolean shortForm) {
    List<Fault> skipped = new ArrayList<>();
    if (!smallDisk) {
      skipped.add(Fault.FULL_DISK);
      if (System.getProperty("user.name").equals("root")) {
        skipped.add(Fault.READ_ONLY); // nothing is, to root
      }
    }
    if (shortForm) { // they take their time
      skipped.addAll(List.of(Fault.SUSPEND, Fault.HANG));
    }
    return skipped;
  }

  private static void report(String table) throws IOException {
    Path file = Path.of("target", "faults.md");
    Files.writeString(file, table);
  }
}
