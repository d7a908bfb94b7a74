package io.archscape.pycls;

import static io.archscape.Require.require;

import io.archscape.arch.Network;
import io.archscape.document.Section;
import io.archscape.space.Fitting;
import io.archscape.space.RegNetInverse;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a pycls config says of a model. Keys, defaults and rules are those of pycls 5719de64.
 *
 * @param image pixels a side, TRAIN.IM_SIZE
 * @param classes MODEL.NUM_CLASSES
 * @param fittings what was asked of each stage of a RegNet and what it became; of other types none
 * @param regnet the parameters, of a RegNet only
 * @param ignored keys that say nothing of the architecture, as {@code MODEL.LOSS_FUN}; {@code
 *     OPTIM.*} for a section of which no key does
 */
public record PyclsConfig(
    Network network,
    int image,
    int classes,
    List<Fitting> fittings,
    Optional<RegNetInverse.Setting> regnet,
    List<String> ignored) {
  public PyclsConfig {
    require(image >= 1, "image must be at least 1 pixel, got image=%d", image);
    require(classes >= 1, "classes must be at least 1, got classes=%d", classes);
    fittings = List.copyOf(fittings);
    ignored = List.copyOf(ignored);
  }

  /**
   * Reads a config.
   *
   * @param source the name that errors give
   * @throws io.archscape.InputException if it is not one, or is of a model that this tool does not
   *     have
   */
  public static PyclsConfig read(String source, String text) {
    return read(source, 0, text);
  }

  /**
   * Reads a config that may be one line of a file.
   *
   * @param line from 1; 0 for a whole document
   */
  public static PyclsConfig read(String source, int line, String text) {
    return new ConfigReader(Section.read(source, line, text)).read();
  }

  /** Whether a document with these keys on top is meant to be a pycls config. */
  public static boolean hasKeys(Collection<String> keys) {
    return ModelSection.names().stream().anyMatch(keys::contains);
  }

  /**
   * The YAML of a network: MODEL.TYPE effnet where its blocks are MBConv, regnet where it is one,
   * else anynet. {@link #read} gives the same network.
   *
   * @param known parameters that are preferred where they give the network
   * @throws io.archscape.InputException naming what pycls cannot express
   */
  public static String write(
      Network network, int image, int classes, Optional<RegNetInverse.Setting> known) {
    return new ConfigWriter(network, image, classes, known).write();
  }
}
