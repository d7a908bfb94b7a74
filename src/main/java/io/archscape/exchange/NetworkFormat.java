package io.archscape.exchange;

/** What a file of one exported network holds. A new one has its line in {@link ExportFormat}. */
interface NetworkFormat {
  /** Of its files' names, as {@code .yaml}. */
  String ending();

  /**
   * A file's content.
   *
   * @throws io.archscape.InputException if the format has no words for the network
   */
  byte[] bytes(ExportedNetwork network);
}
