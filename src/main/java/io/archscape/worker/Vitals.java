package io.archscape.worker;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process takes.
 *
 * @param residentBytes of memory; 0 where that is not known
 * @param cpuSeconds of all its threads since it began; negative where that is not known
 */
public record Vitals(long residentBytes, double cpuSeconds) {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** Of this process. */
  static Vitals here() {
    OperatingSystemMXBean os = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Vitals(resident(STATUS), os.getProcessCpuTime() * 1e-9);
  }

  static long resident(Path status) {
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""))) // in KiB
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0; // not Linux
    }
  }
}
