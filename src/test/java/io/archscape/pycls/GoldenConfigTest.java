package io.archscape.pycls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.archscape.InputException;
import io.archscape.arch.Stage;
import io.archscape.graph.Cost;
import io.archscape.graph.Shape;
import io.archscape.space.Fitting;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every golden case as a config: what pycls computed for it, and the way out and back in. */
class GoldenConfigTest {

  private static Cost cost(PyclsConfig config) {
    return config.network().cost(Shape.image(config.image()), config.classes());
  }

  /** What is written reads back to the same, with and without knowing the parameters. */
  private static void assertRoundTrip(PyclsConfig config) {
    String known =
        PyclsConfig.write(config.network(), config.image(), config.classes(), config.regnet());
    PyclsConfig back = PyclsConfig.read("known", known);
    assertThat(back.network()).isEqualTo(config.network());
    assertThat(back.image()).isEqualTo(config.image());
    assertThat(back.classes()).isEqualTo(config.classes());
    assertThat(back.ignored()).isEmpty();
    if (config.regnet().isPresent()) {
      assertThat(back.regnet()).isEqualTo(config.regnet());
      assertThat(back.fittings()).isEqualTo(config.fittings());
    }
    String found =
        PyclsConfig.write(config.network(), config.image(), config.classes(), Optional.empty());
    assertThat(PyclsConfig.read("found", found).network()).isEqualTo(config.network());
  }

  private static String regNet(JsonNode golden, String more) {
    return """
        MODEL: {TYPE: regnet}
        REGNET: {DEPTH: %s, W0: %s, WA: %s, WM: %s, GROUP_W: %s, BOT_MUL: %s%s}
        """
        .formatted(
            golden.get("d"),
            golden.get("w0"),
            golden.get("wa"),
            golden.get("wm"),
            golden.get("group_w"),
            golden.get("bot_mul"),
            more);
  }

  @Test
  void widthsBeforeAndAfterTheAdjustmentAreThoseOfPycls() throws IOException {
    int checked = 0;
    for (JsonNode golden : Goldens.of("pycls-functions.json", "generate_regnet")) {
      PyclsConfig config = PyclsConfig.read("golden", regNet(golden, ""));
      List<Fitting> fittings = config.fittings();
      assertThat(fittings.stream().map(Fitting::width)).isEqualTo(Goldens.ints(golden.get("ws")));
      assertThat(fittings.stream().map(fitting -> fitting.adjusted().width()))
          .isEqualTo(Goldens.ints(golden.get("adj_ws")));
      assertThat(fittings.stream().map(fitting -> fitting.adjusted().groupWidth()))
          .isEqualTo(Goldens.ints(golden.get("adj_gs")));
      assertThat(config.network().stages().stream().map(Stage::depth))
          .isEqualTo(Goldens.ints(golden.get("ds")));
      assertRoundTrip(config);
      checked++;
    }
    assertThat(checked).isEqualTo(150);
  }

  @Test
  void regNetsCostWhatPyclsSays() throws IOException {
    int checked = 0;
    for (JsonNode golden : Goldens.of("pycls-functions.json", "regnet_complexity")) {
      String more =
          ", SE_ON: %s, SE_R: %s, STEM_TYPE: %s, STEM_W: %s"
              .formatted(
                  golden.get("se_on").asBoolean() ? "True" : "False",
                  golden.get("se_r"),
                  golden.get("stem_type").asText(),
                  golden.get("stem_w"));
      String text =
          regNet(golden, more)
              .replace("TYPE: regnet", "TYPE: regnet, NUM_CLASSES: " + golden.get("num_classes"));
      PyclsConfig config =
          PyclsConfig.read("golden", text + "TRAIN: {IM_SIZE: " + golden.get("im_size") + "}\n");
      assertThat(cost(config)).as(text).isEqualTo(Goldens.cost(golden.get("direct")));
      assertRoundTrip(config);
      checked++;
    }
    assertThat(checked).isEqualTo(100);
  }

  @Test
  void anyNetsCostWhatPyclsSays() throws IOException {
    int checked = 0;
    for (JsonNode golden : Goldens.of("pycls-functions.json", "anynet_complexity")) {
      double ratio = golden.get("se_r").asDouble();
      String text =
          """
          MODEL: {TYPE: anynet, NUM_CLASSES: %s}
          ANYNET:
            STEM_TYPE: %s
            STEM_W: %s
            BLOCK_TYPE: %s
            DEPTHS: %s
            WIDTHS: %s
            STRIDES: %s
            BOT_MULS: %s
            GROUP_WS: %s
            HEAD_W: %s
            SE_ON: %s
            SE_R: %s
          TRAIN: {IM_SIZE: %s}
          """
              .formatted(
                  golden.get("num_classes"),
                  golden.get("stem_type").asText(),
                  golden.get("stem_w"),
                  golden.get("block_type").asText(),
                  golden.get("depths"),
                  golden.get("widths"),
                  golden.get("strides"),
                  golden.get("bot_muls"),
                  golden.get("group_ws"),
                  golden.get("head_w"),
                  ratio > 0 ? "True" : "False",
                  golden.get("se_r"),
                  golden.get("im_size"));
      PyclsConfig config = PyclsConfig.read("golden", text);
      assertThat(cost(config)).as(text).isEqualTo(Goldens.cost(golden));
      assertRoundTrip(config);
      checked++;
    }
    assertThat(checked).isEqualTo(150);
  }

  @Test
  void efficientNetsCostWhatPyclsSays() throws IOException {
    int checked = 0;
    for (JsonNode golden : Goldens.of("pycls-functions.json", "effnet_complexity")) {
      String text =
          """
          MODEL: {TYPE: effnet, NUM_CLASSES: %s, ACTIVATION_FUN: swish}
          EN: {STEM_W: %s, DEPTHS: %s, WIDTHS: %s, EXP_RATIOS: %s, SE_R: %s, STRIDES: %s,
               KERNELS: %s, HEAD_W: %s, DC_RATIO: 0.2}
          TRAIN: {IM_SIZE: %s}
          """
              .formatted(
                  golden.get("nc"),
                  golden.get("sw"),
                  golden.get("ds"),
                  golden.get("ws"),
                  golden.get("exp_rs"),
                  golden.get("se_r"),
                  golden.get("ss"),
                  golden.get("ks"),
                  golden.get("hw"),
                  golden.get("im_size"));
      PyclsConfig config = PyclsConfig.read("golden", text);
      assertThat(cost(config)).as(text).isEqualTo(Goldens.cost(golden));
      assertThat(config.ignored()).containsExactly("EN.DC_RATIO");
      assertRoundTrip(config);
      checked++;
    }
    assertThat(checked).isEqualTo(20);
  }

  @Test
  void publishedConfigsAsTheyAreCostWhatPyclsSays() throws IOException {
    int checked = 0;
    for (JsonNode model : Goldens.of("pycls-zoo.json", "models")) {
      PyclsConfig config = PyclsConfig.read("zoo", model.get("config").toString());
      assertThat(config.image()).isEqualTo(model.get("im_size").asInt());
      assertThat(cost(config))
          .as(model.get("name").asText())
          .isEqualTo(Goldens.cost(model.get("complexity_exact")));
      assertThat(config.ignored())
          .startsWith("OPTIM.*")
          .contains("TRAIN.DATASET", "TEST.*", "NUM_GPUS", "OUT_DIR")
          .doesNotContain("TRAIN.IM_SIZE")
          .doesNotHaveDuplicates();
      assertRoundTrip(config);
      checked++;
    }
    assertThat(checked).isEqualTo(18);
  }

  @Test
  void archivedConfigsCostWhatPyclsSaysOrAreRefusedByName() throws IOException {
    int anyNets = 0;
    int resNets = 0;
    for (JsonNode model : Goldens.of("pycls-zoo.json", "archive")) {
      String text = model.get("config").toString();
      if (model.get("config").get("MODEL").get("TYPE").asText().equals("resnet")) {
        assertThatThrownBy(() -> PyclsConfig.read("archive", text))
            .isInstanceOf(InputException.class)
            .hasMessageContaining("MODEL.TYPE must be one of anynet, effnet, regnet, got 'resnet'");
        resNets++;
      } else {
        PyclsConfig config = PyclsConfig.read("archive", text);
        assertThat(cost(config)).isEqualTo(Goldens.cost(model.get("complexity_exact")));
        assertRoundTrip(config);
        anyNets++;
      }
    }
    assertThat(anyNets).isEqualTo(5);
    assertThat(resNets).isEqualTo(5);
  }
}
