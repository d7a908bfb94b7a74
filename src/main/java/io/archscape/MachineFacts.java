package io.archscape;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The machine that this process runs on: what measured seconds depend on. */
public final class MachineFacts {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private MachineFacts() {}

  public static Map<String, String> here() {
    return Map.of(
        "cores", Integer.toString(Runtime.getRuntime().availableProcessors()),
        "cpu", cpu(),
        "os", String.join(" ", property("os.name"), property("os.version"), property("os.arch")),
        "jvm", property("java.vm.name") + " " + property("java.vm.version"));
  }

  public static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unnamed host";
    }
  }

  private static String cpu() {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown"; // not Linux
    }
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
