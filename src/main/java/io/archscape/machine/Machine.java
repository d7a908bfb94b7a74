package io.archscape.machine;

import io.archscape.InputException;
import io.archscape.engine.onednn.OneDnnKernels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What can train here. A card is looked for in files and by asking nvidia-smi, before ND4J is: what
 * ND4J says of a missing one fills a screen.
 *
 * @param cudaBuild whether this is the CUDA build, whose ND4J runs on GPUs only
 * @param avx2 whether the processor has these instructions, or is none of those that may
 * @param oneDnn what keeps oneDNN from running
 * @param driver whether an NVIDIA driver is installed
 * @param cards that nvidia-smi lists; empty if it cannot be asked
 * @param cudaStart what keeps ND4J from starting on the cards
 */
public record Machine(
    boolean cudaBuild,
    Supplier<Boolean> avx2,
    Supplier<Optional<String>> oneDnn,
    Supplier<Boolean> driver,
    Supplier<Optional<List<Card>>> cards,
    Supplier<Optional<String>> cudaStart) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Path KERNEL_MODULE = Path.of("/proc/driver/nvidia/version");

  /** Where distributions, containers and WSL have the driver's library. */
  private static final List<String> LIBRARY_FOLDERS =
      List.of(
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib64",
          "/usr/lib",
          "/usr/local/nvidia/lib64",
          "/usr/lib/wsl/lib");

  /** This one. */
  public static Machine here() {
    return new Machine(
        Machine.class.getResource("/nd4j-jcublas.properties") != null,
        Machine::hasAvx2,
        OneDnnKernels::obstacle,
        Machine::hasDriver,
        Machine::listCards,
        CudaStart::obstacle);
  }

  /** Demands that ND4J can run on the processor. */
  void requireCpu(Remedies remedies) {
    if (cudaBuild) {
      throw new InputException(
          "device must be gpu in the CUDA build, got cpu: %s, or unset ARCHSCAPE_PROFILE"
              .formatted(remedies.useGpu()));
    }
  }

  /** Demands that ND4J can run on a card. */
  void requireGpu(Remedies remedies) {
    if (!cudaBuild) {
      throw new InputException(
          "device gpu needs the CUDA build, got the CPU build: start it as"
              + " ARCHSCAPE_PROFILE=cuda ./archscape (Linux x86-64, a download of 2.6 GB)");
    }
    if (!driver.get()) {
      throw new InputException(
          "device gpu needs an NVIDIA driver, found no libcuda.so.1 and no %s: install one, or %s"
              .formatted(KERNEL_MODULE, remedies.useCpu()));
    }
    cards.get().ifPresent(listed -> requireSupported(listed, remedies));
    cudaStart.get().ifPresent(reason -> refuse(reason, remedies));
  }

  private static void requireSupported(List<Card> cards, Remedies remedies) {
    if (cards.isEmpty()) {
      throw new InputException(
          "device gpu needs an NVIDIA card, got none from nvidia-smi: " + remedies.useCpu());
    }
    for (Card card : cards) {
      if (!card.supported()) {
        throw new InputException(
            "device gpu needs cards of compute capability %s, got %s, for which ND4J has no code:"
                    .formatted(Card.SUPPORTED, card)
                + " hide it with CUDA_VISIBLE_DEVICES, or "
                + remedies.useCpu());
      }
    }
  }

  private static void refuse(String reason, Remedies remedies) {
    throw new InputException(
        "device gpu must let ND4J start, got: %s: update the driver, or %s"
            .formatted(reason, remedies.useCpu()));
  }

  /** The widest vectors of the processor that libraries have code of their own for. */
  static String instructions() {
    List<String> flags = flags().orElse(List.of());
    return Stream.of("avx512f", "avx2", "avx")
        .filter(flags::contains)
        .findFirst()
        .orElseGet(() -> System.getProperty("os.arch"));
  }

  private static boolean hasAvx2() {
    return flags().map(flags -> flags.contains("avx2")).orElse(true);
  }

  /** What an x86 processor can; empty of others, and where there is no Linux. */
  private static Optional<List<String>> flags() {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(flags -> Arrays.asList(flags.split("\\s+")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean hasDriver() {
    String further = System.getenv().getOrDefault("LD_LIBRARY_PATH", "");
    return Files.exists(KERNEL_MODULE)
        || Stream.concat(Arrays.stream(further.split(":")), LIBRARY_FOLDERS.stream())
            .filter(folder -> !folder.isEmpty())
            .anyMatch(folder -> Files.exists(Path.of(folder, "libcuda.so.1")));
  }

  private static Optional<List<Card>> listCards() {
    List<String> command =
        new ArrayList<>(
            List.of("nvidia-smi", "--query-gpu=name,compute_cap", "--format=csv,noheader"));
    String visible = System.getenv().getOrDefault("CUDA_VISIBLE_DEVICES", "");
    if (!visible.isBlank()) {
      command.add("--id=" + visible);
    }
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0
          ? Optional.of(said.lines().map(Card::parse).flatMap(Optional::stream).toList())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // not everyone who has a driver has this program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** The message of the first exception in a print of its stack. */
  static Optional<String> reason(String stackTrace) {
    return stackTrace
        .lines()
        .filter(line -> line.matches("[\\w.$]+(Exception|Error): .*"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }
}
