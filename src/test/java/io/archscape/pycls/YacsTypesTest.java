package io.archscape.pycls;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.InputException;
import io.archscape.arch.Network;
import io.archscape.space.Band;
import io.archscape.space.DesignSpace;
import io.archscape.space.RegNetInverse;
import io.archscape.space.RegNetSpace;
import io.archscape.space.Sample;
import io.archscape.space.Sampler;
import io.archscape.space.Spaces;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * yacs refuses a key that the defaults do not have, and a value of another type than the default's:
 * _check_and_coerce_cfg_value_type in yacs/config.py. The defaults are those of
 * pycls/core/config.py.
 */
class YacsTypesTest {
  private static final Map<String, Class<?>> TYPES =
      Map.ofEntries(
          Map.entry("MODEL.TYPE", String.class),
          Map.entry("MODEL.NUM_CLASSES", Integer.class),
          Map.entry("MODEL.ACTIVATION_FUN", String.class),
          Map.entry("ANYNET.STEM_TYPE", String.class),
          Map.entry("ANYNET.STEM_W", Integer.class),
          Map.entry("ANYNET.BLOCK_TYPE", String.class),
          Map.entry("ANYNET.DEPTHS", List.class),
          Map.entry("ANYNET.WIDTHS", List.class),
          Map.entry("ANYNET.STRIDES", List.class),
          Map.entry("ANYNET.BOT_MULS", List.class),
          Map.entry("ANYNET.GROUP_WS", List.class),
          Map.entry("ANYNET.HEAD_W", Integer.class),
          Map.entry("ANYNET.SE_ON", Boolean.class),
          Map.entry("ANYNET.SE_R", Double.class),
          Map.entry("REGNET.STEM_TYPE", String.class),
          Map.entry("REGNET.STEM_W", Integer.class),
          Map.entry("REGNET.BLOCK_TYPE", String.class),
          Map.entry("REGNET.STRIDE", Integer.class),
          Map.entry("REGNET.SE_ON", Boolean.class),
          Map.entry("REGNET.SE_R", Double.class),
          Map.entry("REGNET.DEPTH", Integer.class),
          Map.entry("REGNET.W0", Integer.class),
          Map.entry("REGNET.WA", Double.class),
          Map.entry("REGNET.WM", Double.class),
          Map.entry("REGNET.GROUP_W", Integer.class),
          Map.entry("REGNET.BOT_MUL", Double.class),
          Map.entry("REGNET.HEAD_W", Integer.class),
          Map.entry("EN.STEM_W", Integer.class),
          Map.entry("EN.DEPTHS", List.class),
          Map.entry("EN.WIDTHS", List.class),
          Map.entry("EN.EXP_RATIOS", List.class),
          Map.entry("EN.SE_R", Double.class),
          Map.entry("EN.STRIDES", List.class),
          Map.entry("EN.KERNELS", List.class),
          Map.entry("EN.HEAD_W", Integer.class),
          Map.entry("TRAIN.IM_SIZE", Integer.class));

  private static int values;

  private static void assertTypes(String text) {
    Map<String, Map<String, Object>> sections = new Yaml().load(text);
    sections.forEach(
        (section, keys) ->
            keys.forEach(
                (key, value) -> {
                  Class<?> type = TYPES.get(section + "." + key);
                  assertThat(type).as("pycls has %s.%s", section, key).isNotNull();
                  assertThat(value).as("%s.%s", section, key).isInstanceOf(type);
                  if (key.equals("BOT_MULS")) {
                    assertThat((List<?>) value).hasOnlyElementsOfType(Double.class);
                  } else if (value instanceof List<?> list && !key.equals("EXP_RATIOS")) {
                    assertThat(list).hasOnlyElementsOfType(Integer.class);
                  }
                  values++;
                }));
  }

  @Test
  void publishedModelsAreShippedAndWrittenInTheTypesOfPycls() {
    values = 0;
    for (String name : new Zoo().names()) {
      PyclsConfig config = new Zoo().open(name);
      assertTypes(
          PyclsConfig.write(config.network(), config.image(), config.classes(), config.regnet()));
      assertTypes(Zoo.text(name + ".yaml"));
    }
    assertThat(values).isGreaterThan(800);
  }

  @Test
  void samplesOfEverySpaceGoOutAndComeBack() {
    int whole = 0;
    for (String name : new Spaces().names()) {
      DesignSpace space = new Spaces().open(name);
      int expressed = 0;
      for (Sample sample :
          new Sampler(space, Band.NONE, space.image(), space.classes(), 7).take(8)) {
        expressed += goesOutAndComesBack(space, sample) ? 1 : 0;
      }
      whole += expressed == 8 ? 1 : 0;
    }
    assertThat(whole).as("spaces of which every sample is one of pycls").isGreaterThanOrEqualTo(14);
  }

  private static boolean goesOutAndComesBack(DesignSpace space, Sample sample) {
    Network network = sample.network();
    Optional<RegNetInverse.Setting> known = RegNetInverse.Setting.of(sample.parameters());
    String text;
    String unknown;
    try {
      text = PyclsConfig.write(network, sample.image(), sample.classes(), known);
      unknown = PyclsConfig.write(network, sample.image(), sample.classes(), Optional.empty());
    } catch (InputException e) {
      assertThat(e).hasMessageStartingWith("network must be one that pycls can express");
      return false;
    }
    assertTypes(text);
    PyclsConfig back = PyclsConfig.read(space.name(), text);
    assertThat(back.network()).isEqualTo(network);
    assertThat(back.image()).isEqualTo(sample.image());
    assertThat(back.classes()).isEqualTo(sample.classes());
    assertThat(PyclsConfig.read(space.name(), unknown).network()).isEqualTo(network);
    boolean oneStride = space.strides().stream().distinct().count() == 1;
    if (space instanceof RegNetSpace && oneStride) {
      assertThat(back.regnet()).isEqualTo(known);
      assertThat(unknown).as("%s", sample).contains("TYPE: regnet");
    }
    return true;
  }
}
