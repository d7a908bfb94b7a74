package io.archscape.cli;

import io.archscape.engine.KernelSet;
import io.archscape.machine.ChosenEngine;
import io.archscape.machine.Device;
import io.archscape.machine.Engine;
import io.archscape.machine.EngineChoice;
import io.archscape.machine.Machine;
import io.archscape.machine.Remedies;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;

/** The engine and the device that train. */
final class EngineOptions {
  private static final Remedies REMEDIES =
      new Remedies(
          "use --device cpu in the default build", "add --device gpu", "use --engine auto");

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
    ChosenEngine chosen = engine.resolve(device, Machine.here(), REMEDIES);
    chosen.warning().ifPresent(err::println);
    return chosen.engine();
  }

  /** The same engine, for another process. */
  static List<String> arguments(Engine engine) {
    return List.of("--engine", engine.choice().label(), "--device", engine.device().label());
  }

  KernelSet open(PrintWriter err) {
    return resolve(err).open();
  }
}
