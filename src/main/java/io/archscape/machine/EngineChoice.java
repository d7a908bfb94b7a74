package io.archscape.machine;

import io.archscape.InputException;
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

  /**
   * The engine that is meant on a machine.
   *
   * @throws InputException if it cannot be had there
   */
  public ChosenEngine resolve(Device device, Machine machine, Remedies remedies) {
    return switch (device) {
      case CPU -> onCpu(machine, remedies);
      case GPU -> ChosenEngine.of(onGpu(machine, remedies));
    };
  }

  private Engine onGpu(Machine machine, Remedies remedies) {
    if (this == ONEDNN) {
      throw new InputException("engine must be auto or nd4j on device gpu, got onednn");
    }
    machine.requireGpu(remedies);
    return Engine.ND4J_CUDA;
  }

  private ChosenEngine onCpu(Machine machine, Remedies remedies) {
    machine.requireCpu(remedies);
    if (this == ND4J) {
      return ChosenEngine.of(Engine.ND4J);
    }
    Optional<String> obstacle = machine.oneDnn().get();
    if (obstacle.isEmpty()) {
      return machine.avx2().get()
          ? ChosenEngine.of(Engine.ONEDNN)
          : ChosenEngine.slow(
              Engine.ONEDNN, "this processor has no AVX2: oneDNN trains " + WITHOUT_AVX2);
    }
    if (this == ONEDNN) {
      throw new InputException(
          "engine onednn must run on this machine, got: %s; %s"
              .formatted(obstacle.get(), remedies.useAuto()));
    }
    return ChosenEngine.slow(
        Engine.ND4J,
        "oneDNN does not run here: %s; ND4J trains alone, %s"
            .formatted(obstacle.get(), WITHOUT_ONEDNN));
  }

  /** As users type it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
