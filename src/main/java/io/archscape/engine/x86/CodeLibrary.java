package io.archscape.engine.x86;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The machine code of one program: what several layers have in common is there once. To be used
 * from one thread.
 */
public final class CodeLibrary implements AutoCloseable {
  private final Map<Record, MachineCode> all = new HashMap<>();

  /**
   * The code by what it does.
   *
   * @param key everything that the instructions depend on
   */
  MachineCode code(Record key, Supplier<byte[]> instructions) {
    return all.computeIfAbsent(key, asked -> MachineCode.of(instructions.get()));
  }

  /** Kernels with this code must not run any more. */
  @Override
  public void close() {
    all.values().forEach(MachineCode::close);
    all.clear();
  }
}
