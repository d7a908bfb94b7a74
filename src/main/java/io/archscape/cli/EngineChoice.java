package io.archscape.cli;

import io.archscape.engine.KernelSet;
import io.archscape.engine.nd4j.Nd4jKernels;
import io.archscape.engine.onednn.OneDnnKernels;
import java.io.PrintWriter;
import java.util.Optional;

/** Which kernels to run. */
enum EngineChoice {
  /** oneDNN where it can be loaded, else ND4J alone. */
  AUTO {
    @Override
    KernelSet open(PrintWriter err) {
      Optional<String> obstacle = OneDnnKernels.obstacle();
      if (obstacle.isPresent()) {
        err.println(
            "oneDNN cannot be loaded here, training runs on ND4J alone and is several times"
                + " slower: "
                + obstacle.get());
        return new Nd4jKernels();
      }
      return new OneDnnKernels();
    }
  },
  ONEDNN {
    @Override
    KernelSet open(PrintWriter err) {
      OneDnnKernels.obstacle()
          .ifPresent(
              reason -> {
                throw new io.archscape.InputException(
                    "engine onednn must be loadable on this machine, got: " + reason);
              });
      return new OneDnnKernels();
    }
  },
  ND4J {
    @Override
    KernelSet open(PrintWriter err) {
      return new Nd4jKernels();
    }
  };

  abstract KernelSet open(PrintWriter err);
}
