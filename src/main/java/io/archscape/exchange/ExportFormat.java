package io.archscape.exchange;

import io.archscape.InputException;

/** The formats of exported networks, by the names that users type; help and errors list these. */
public enum ExportFormat {
  json(new ArchscapeJson()),
  pycls(new PyclsYaml());

  @SuppressWarnings("ImmutableEnumChecker") // formats have no state
  private final NetworkFormat format;

  ExportFormat(NetworkFormat format) {
    this.format = format;
  }

  String ending() {
    return format.ending();
  }

  /**
   * A file's content.
   *
   * @throws InputException that names the network, if the format has no words for it
   */
  byte[] bytes(ExportedNetwork network) {
    try {
      return format.bytes(network);
    } catch (InputException e) {
      throw new InputException(network.name() + ": " + e.getMessage(), e);
    }
  }
}
