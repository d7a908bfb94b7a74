package io.archscape.cli;

import io.archscape.InputException;
import io.archscape.engine.KernelSet;
import io.archscape.engine.nd4j.Nd4jKernels;
import io.archscape.engine.onednn.OneDnnKernels;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** Which kernels to run. */
enum EngineChoice {
  /** oneDNN where it can be loaded, else ND4J alone. */
  AUTO,
  ONEDNN,
  ND4J;

  /** The set that is meant on this machine; says so if it is the slow one for want of oneDNN. */
  EngineChoice resolve(PrintWriter err) {
    if (this == ND4J) {
      return ND4J;
    }
    Optional<String> obstacle = OneDnnKernels.obstacle();
    if (obstacle.isEmpty()) {
      return ONEDNN;
    }
    if (this == ONEDNN) {
      throw new InputException(
          "engine onednn must be loadable on this machine, got: " + obstacle.get());
    }
    err.println(
        "oneDNN cannot be loaded here; training runs on ND4J alone, several times slower: "
            + obstacle.get());
    return ND4J;
  }

  KernelSet open(PrintWriter err) {
    return resolve(err) == ONEDNN ? new OneDnnKernels() : new Nd4jKernels();
  }

  /** As the command line has it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
