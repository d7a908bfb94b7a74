package io.archscape.cli;

import io.archscape.engine.KernelSet;
import io.archscape.engine.nd4j.Nd4jKernels;
import io.archscape.machine.Device;
import io.archscape.machine.Engine;
import io.archscape.machine.EngineChoice;
import io.archscape.machine.Machine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The engine and the device that train. */
final class EngineOptions {
  @Option(
      names = "--engine",
      defaultValue = "auto",
      description =
          "engine to train with, one of ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE})")
  EngineChoice engine = EngineChoice.AUTO;

  @Option(
      names = "--device",
      defaultValue = "cpu",
      description = {
        "device to train on, one of ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}); gpu needs the CUDA build:",
        "ARCHSCAPE_PROFILE=cuda ./archscape"
      })
  Device device = Device.CPU;

  /** The engine that is meant on this machine; says so if it is a slow one for want of oneDNN. */
  Engine resolve(PrintWriter err) {
    return engine.resolve(device, Machine.here(EngineOptions::startCuda), err);
  }

  KernelSet open(PrintWriter err) {
    return resolve(err).open();
  }

  /** ND4J prints why before it throws something that does not say it: the print is kept instead. */
  private static Optional<String> startCuda() {
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      return Nd4jKernels.obstacle()
          .map(thrown -> Machine.reason(said.toString(StandardCharsets.UTF_8)).orElse(thrown));
    } finally {
      System.setErr(before);
    }
  }
}
