package io.archscape.machine;

import io.archscape.engine.KernelSet;
import io.archscape.engine.nd4j.Nd4jKernels;
import io.archscape.engine.onednn.OneDnnKernels;

/** Kernels on a device, known to run here. */
public enum Engine {
  ONEDNN("onednn", 4, EngineChoice.ONEDNN, Device.CPU),
  ND4J("nd4j", 3, EngineChoice.ND4J, Device.CPU),
  ND4J_CUDA("nd4j-cuda", 3, EngineChoice.ND4J, Device.GPU);

  private final String label;
  private final int revision;
  private final EngineChoice choice;
  private final Device device;

  Engine(String label, int revision, EngineChoice choice, Device device) {
    this.label = label;
    this.revision = revision;
    this.choice = choice;
    this.device = device;
  }

  public String label() {
    return label;
  }

  /**
   * What a sweep says it was trained with, as {@code onednn 2 avx512}: results of different words
   * differ in their last bits. The number is raised when this program's own changes do that; the
   * instructions of the processor decide how sums are split.
   */
  public String bits() {
    String instructions = this == ONEDNN ? OneDnnKernels.instructions() : Machine.instructions();
    return "%s %d %s".formatted(label, revision, device == Device.GPU ? "cuda" : instructions);
  }

  public Device device() {
    return device;
  }

  public KernelSet open() {
    return this == ONEDNN ? new OneDnnKernels() : new Nd4jKernels();
  }

  /** By which the same engine is had again on this machine. */
  public EngineChoice choice() {
    return choice;
  }
}
