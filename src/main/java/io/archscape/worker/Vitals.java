package io.archscape.worker;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a process takes, as far as that is known.
 *
 * @param residentBytes of memory
 * @param cpuSeconds of all its threads since it began
 */
public record Vitals(OptionalLong residentBytes, OptionalDouble cpuSeconds) {
  static final Vitals UNKNOWN = new Vitals(OptionalLong.empty(), OptionalDouble.empty());

  private static final Path STATUS = Path.of("/proc/self/status");

  /** Of this process. */
  static Vitals here() {
    OperatingSystemMXBean os = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long nanos = os.getProcessCpuTime();
    return new Vitals(
        resident(STATUS), nanos < 0 ? OptionalDouble.empty() : OptionalDouble.of(nanos * 1e-9));
  }

  private static OptionalLong resident(Path status) {
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""))) // in KiB
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty(); // not Linux
    }
  }
}
