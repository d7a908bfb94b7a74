package io.archscape.machine;

import io.archscape.InputException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** Which kernels to run. */
public enum EngineChoice {
  /** oneDNN where it can be loaded, else ND4J alone; on a GPU, ND4J. */
  AUTO,
  ONEDNN,
  ND4J;

  // measured: docs/decisions/0009-devices.md
  private static final String WITHOUT_AVX2 = "3 to 5 times slower than with it";
  private static final String WITHOUT_ONEDNN =
      "about 5 times slower (15 to 30 times where ND4J's natives are its plain ones)";

  /** The engine that is meant on a machine; says so if it is a slow one for want of oneDNN. */
  public Engine resolve(Device device, Machine machine, PrintWriter err) {
    return switch (device) {
      case CPU -> onCpu(machine, err);
      case GPU -> onGpu(machine);
    };
  }

  private Engine onGpu(Machine machine) {
    if (this == ONEDNN) {
      throw new InputException("engine must be auto or nd4j on device gpu, got onednn");
    }
    machine.requireGpu();
    return Engine.ND4J_CUDA;
  }

  private Engine onCpu(Machine machine, PrintWriter err) {
    machine.requireCpu();
    if (this == ND4J) {
      return Engine.ND4J;
    }
    Optional<String> obstacle = machine.oneDnn().get();
    if (obstacle.isEmpty()) {
      if (!machine.avx2().get()) {
        err.println("this processor has no AVX2: oneDNN trains " + WITHOUT_AVX2);
      }
      return Engine.ONEDNN;
    }
    if (this == ONEDNN) {
      throw new InputException(
          "engine onednn must run on this machine, got: " + obstacle.get() + "; use --engine auto");
    }
    err.println(
        "oneDNN does not run here: %s; ND4J trains alone, %s"
            .formatted(obstacle.get(), WITHOUT_ONEDNN));
    return Engine.ND4J;
  }

  /** As the command line has it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
