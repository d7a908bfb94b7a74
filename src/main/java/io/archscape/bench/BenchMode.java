package io.archscape.bench;

import java.util.Optional;
import java.util.stream.Stream;

/** How the cores are used. */
public enum BenchMode {
  /** One process on all cores. */
  ONE_PROCESS("1xN"),
  /** A process a core, one thread each; rates are summed. */
  PROCESS_A_CORE("Nx1");

  private final String label;

  BenchMode(String label) {
    this.label = label;
  }

  /** As the command line and the JSON lines have it. */
  public String label() {
    return label;
  }

  public int processes(int cores) {
    return this == ONE_PROCESS ? 1 : cores;
  }

  public int threads(int cores) {
    return this == ONE_PROCESS ? cores : 1;
  }

  /** The one with this label, in either case; empty if there is none. */
  public static Optional<BenchMode> named(String text) {
    return Stream.of(values()).filter(mode -> mode.label.equalsIgnoreCase(text)).findFirst();
  }
}
