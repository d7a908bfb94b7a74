package io.archscape.cli;

import io.archscape.engine.KernelSet;
import io.archscape.engine.nd4j.Nd4jKernels;
import io.archscape.engine.onednn.OneDnnKernels;
import java.util.List;

/** Kernels on a device, known to run here. */
enum Engine {
  ONEDNN("onednn", EngineChoice.ONEDNN, Device.CPU),
  ND4J("nd4j", EngineChoice.ND4J, Device.CPU),
  ND4J_CUDA("nd4j-cuda", EngineChoice.ND4J, Device.GPU);

  private final String label;
  private final EngineChoice choice;
  private final Device device;

  Engine(String label, EngineChoice choice, Device device) {
    this.label = label;
    this.choice = choice;
    this.device = device;
  }

  /** What a sweep says it was trained with: the bits of one engine are not another one's. */
  String label() {
    return label;
  }

  Device device() {
    return device;
  }

  KernelSet open() {
    return this == ONEDNN ? new OneDnnKernels() : new Nd4jKernels();
  }

  /** The same engine, for another process. */
  List<String> arguments() {
    return List.of("--engine", choice.label(), "--device", device.label());
  }
}
