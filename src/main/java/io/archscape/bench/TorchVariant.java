package io.archscape.bench;

/** How PyTorch trains: the layout of its activations, and whether the network is compiled. */
public enum TorchVariant {
  NCHW("NCHW"),
  CHANNELS_LAST("channels_last"),
  /** By {@code torch.compile}, which needs a C++ compiler and takes minutes. */
  COMPILED("channels_last compiled");

  private final String label;

  TorchVariant(String label) {
    this.label = label;
  }

  /** In the name of a contender, and the argument of the program {@code bench/torch_step.py}. */
  String label() {
    return label;
  }
}
