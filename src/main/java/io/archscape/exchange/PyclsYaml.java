package io.archscape.exchange;

import io.archscape.pycls.PyclsConfig;
import java.nio.charset.StandardCharsets;

/** A config that pycls reads. */
final class PyclsYaml implements NetworkFormat {
  @Override
  public String ending() {
    return ".yaml";
  }

  @Override
  public byte[] bytes(ExportedNetwork network) {
    return PyclsConfig.write(
            network.network(), network.image(), network.classes(), network.regnet())
        .getBytes(StandardCharsets.UTF_8);
  }
}
