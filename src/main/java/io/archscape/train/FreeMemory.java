package io.archscape.train;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How much memory a process could still take. What the kernel keeps of files counts as free: it is
 * given back when it is asked for.
 */
final class FreeMemory {
  private static final Path MEMORY = Path.of("/proc/meminfo");

  /** Of the container, by version 2 and 1 of control groups. */
  private static final List<Path> CONTAINER =
      List.of(Path.of("/sys/fs/cgroup/memory.stat"), Path.of("/sys/fs/cgroup/memory/memory.stat"));

  private FreeMemory() {}

  /** Bytes, now. */
  static long here() {
    OperatingSystemMXBean os = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return of(MEMORY, CONTAINER, os.getTotalMemorySize(), os.getFreeMemorySize());
  }

  /**
   * The machine's by Linux, unless the JVM sees a container's limit below it; where there is no
   * Linux, the JVM's word.
   *
   * @param total that the JVM sees, a container's limit if there is one
   * @param free of it, files that are kept in memory counted as used
   */
  static long of(Path memory, List<Path> container, long total, long free) {
    OptionalLong machine = number(memory, "MemTotal:");
    OptionalLong available = number(memory, "MemAvailable:");
    if (machine.isEmpty() || available.isEmpty()) {
      return free;
    }
    long ofMachine = 1024 * available.getAsLong();
    return total >= 1024 * machine.getAsLong()
        ? ofMachine
        : Math.min(ofMachine, free + keptFiles(container));
  }

  private static long keptFiles(List<Path> container) {
    return container.stream()
        .flatMapToLong(file -> number(file, "inactive_file").stream())
        .findFirst()
        .orElse(0);
  }

  /** The number behind a word at the beginning of a line. */
  private static OptionalLong number(Path file, String word) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(line -> line.split("\\s+"))
          .filter(words -> words.length > 1 && words[0].equals(word))
          .mapToLong(words -> Long.parseLong(words[1]))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty(); // not Linux, or no container
    }
  }
}
