package io.archscape.cli;

import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the cores are used. */
enum BenchMode {
  /** One process on all cores. */
  ONE_PROCESS("1xN"),
  /** A process a core, one thread each; rates are summed. */
  PROCESS_A_CORE("Nx1");

  private final String label;

  BenchMode(String label) {
    this.label = label;
  }

  /** As the command line and the JSON lines have it. */
  String label() {
    return label;
  }

  int processes(int cores) {
    return this == ONE_PROCESS ? 1 : cores;
  }

  int threads(int cores) {
    return this == ONE_PROCESS ? cores : 1;
  }

  /** By its label. */
  static final class Text implements ITypeConverter<BenchMode> {
    @Override
    public BenchMode convert(String text) {
      return Stream.of(values())
          .filter(mode -> mode.label.equalsIgnoreCase(text))
          .findFirst()
          .orElseThrow(
              () -> new TypeConversionException("bench mode must be 1xN or Nx1, got " + text));
    }
  }
}
