package io.archscape.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.archscape.engine.onednn.OneDnnKernels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Native memory, of which the JVM knows nothing, comes back. */
@Timeout(180)
class MemoryTest {
  /** Bytes that 20 trainings may keep in every round: up to 43 MB were seen in one of several. */
  private static final long TRAININGS = 20_000_000;

  /** Bytes that 40 epochs may keep in every round. */
  private static final long EPOCHS = 8_000_000;

  /** Bytes that 20 trainings keep at least if they are not closed. */
  private static final long OPEN = 80_000_000;

  /** In a process of its own, whose heap is all there from the beginning and never grows. */
  private static String trained(String kernels) throws IOException, InterruptedException {
    ProcessBuilder program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms96m",
                "-Xmx96m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // what the last compiler takes would be noise
                "-Dorg.bytedeco.javacpp.maxbytes=0",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                Trainings.class.getName(),
                kernels)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    program.environment().put("OMP_NUM_THREADS", "1"); // threads that wait for one another are slow
    program.environment().put("MALLOC_ARENA_MAX", "1"); // each would keep something of its own
    Process process = program.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  private static List<Long> growth(String text) {
    return text.lines()
        .filter(line -> line.startsWith(Trainings.WORD))
        .map(line -> Long.parseLong(line.substring(Trainings.WORD.length())))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"onednn", "nd4j"})
  void trainingsThatAreClosedLeaveNothing(String kernels) throws IOException, InterruptedException {
    assumeTrue(
        Files.isReadable(Trainings.STATUS), "skipped: no /proc tells what a process occupies");
    assumeTrue(OneDnnKernels.obstacle().isEmpty(), "skipped: no oneDNN on this platform");
    String text = trained(kernels);
    List<Long> growth = growth(text);
    assertThat(growth).as(text).hasSize(3);
    assertThat(growth.get(0)).as("20 trainings, each closed; %s", text).isLessThan(TRAININGS);
    assertThat(growth.get(1)).as("40 epochs of one training; %s", text).isLessThan(EPOCHS);
    assertThat(growth.get(2)).as("20 trainings left open are seen; %s", text).isGreaterThan(OPEN);
  }
}
