package io.archscape.exchange;

import io.archscape.document.Documents;
import java.nio.charset.StandardCharsets;

/** What {@code cost} and {@code train} read: one line, with what was drawn if that is known. */
final class ArchscapeJson implements NetworkFormat {
  @Override
  public String ending() {
    return ".json";
  }

  @Override
  public byte[] bytes(ExportedNetwork network) {
    Object value = network.sample().<Object>map(sample -> sample).orElseGet(network::network);
    return (new Documents().canonicalJson(value) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
