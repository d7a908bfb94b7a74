package io.archscape.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.Compatibility;
import io.archscape.arch.Compatibility.Adjusted;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.graph.Cost;
import io.archscape.graph.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * RegNets against numbers computed by pycls 5719de64's own functions, and its published models: see
 * src/test/resources/golden/README.md.
 */
class GoldenRegNetTest {

  @Test
  void widthsAndDepthsAreThoseOfPycls() throws IOException {
    int checked = 0;
    int skipped = 0;
    for (JsonNode golden : golden("pycls-functions.json", "generate_regnet")) {
      RegNet line = RegNet.of(params(golden));
      assertThat(line.widths()).as(golden.toString()).isEqualTo(ints(golden.get("ws")));
      assertThat(line.depths()).as(golden.toString()).isEqualTo(ints(golden.get("ds")));
      assertThat(line.levels()).isEqualTo(golden.get("total_stages").asInt());
      assertThat(line.unskipped())
          .isEqualTo(golden.get("num_stages").asInt() == golden.get("total_stages").asInt());
      double multiplier = golden.get("bot_mul").asDouble();
      for (int i = 0; i < line.widths().size(); i++) {
        assertThat(
                Compatibility.adjust(
                    line.widths().get(i), multiplier, golden.get("group_w").asInt()))
            .isEqualTo(adjusted(golden, "adj_", i));
      }
      checked++;
      skipped += line.unskipped() ? 0 : 1;
    }
    assertThat(checked).isEqualTo(150);
    assertThat(skipped).isBetween(10, 140);
  }

  @Test
  void adjustmentsAreThoseOfPycls() throws IOException {
    int checked = 0;
    int refused = 0;
    for (JsonNode golden : golden("pycls-functions.json", "adjust_block_compatibility")) {
      checked++;
      if (golden.has("error")) {
        refused++;
        assertThatIllegalArgumentException()
            .as(golden.toString())
            .isThrownBy(() -> adjustAll(golden))
            .withMessageMatching(".*must.*got.*width=\\d+ multiplier=\\S+ groupWidth=\\d+");
      } else {
        List<Adjusted> expected = new ArrayList<>();
        for (int i = 0; i < golden.get("ws").size(); i++) {
          expected.add(adjusted(golden, "out_", i));
        }
        assertThat(adjustAll(golden)).as(golden.toString()).isEqualTo(expected);
      }
    }
    assertThat(checked).isEqualTo(150);
    assertThat(refused).isEqualTo(13);
  }

  private static List<Adjusted> adjustAll(JsonNode golden) {
    List<Adjusted> all = new ArrayList<>();
    for (int i = 0; i < golden.get("ws").size(); i++) {
      all.add(
          Compatibility.adjust(
              golden.get("ws").get(i).asInt(),
              golden.get("bs").get(i).asDouble(),
              golden.get("gs").get(i).asInt()));
    }
    return all;
  }

  private static Adjusted adjusted(JsonNode golden, String prefix, int i) {
    return new Adjusted(
        golden.get(prefix + "ws").get(i).asInt(),
        golden.get(prefix + "bs").get(i).asDouble(),
        golden.get(prefix + "gs").get(i).asInt());
  }

  @Test
  void regNetsCostWhatPyclsSays() throws IOException {
    int checked = 0;
    for (JsonNode golden : golden("pycls-functions.json", "regnet_complexity")) {
      JsonNode direct = golden.get("direct");
      Network network =
          network(params(golden), golden, stem(golden.get("stem_type").asText()), head(golden));
      assertThat(network.stages().stream().map(Stage::width)).isEqualTo(ints(direct.get("ws")));
      assertThat(network.stages().stream().map(Stage::depth)).isEqualTo(ints(direct.get("ds")));
      assertThat(
              network.cost(
                  Shape.image(golden.get("im_size").asInt()), golden.get("num_classes").asInt()))
          .as(golden.toString())
          .isEqualTo(cost(direct));
      checked++;
    }
    assertThat(checked).isEqualTo(100);
  }

  @Test
  void publishedModelsComeOutToTheDigit() throws IOException {
    int checked = 0;
    for (JsonNode model : golden("pycls-zoo.json", "models")) {
      if (!model.get("type").asText().equals("regnet")) {
        continue;
      }
      JsonNode regnet = model.get("regnet");
      RegNetParams params =
          new RegNetParams(
              regnet.get("depth").asInt(),
              regnet.get("w0").asInt(),
              regnet.get("wa").asDouble(),
              regnet.get("wm").asDouble());
      JsonNode derived = model.get("derived");
      assertThat(RegNet.of(params).widths()).isEqualTo(ints(derived.get("ws_before_adjust")));
      Network network =
          network(params, regnet, stem(regnet.get("stem_type").asText()), head(regnet));
      String name = model.get("name").asText();
      assertThat(network.stages().stream().map(Stage::width))
          .as(name)
          .isEqualTo(ints(derived.get("ws")));
      assertThat(network.stages().stream().map(Stage::depth)).isEqualTo(ints(derived.get("ds")));
      assertThat(network.cost(Shape.image(model.get("im_size").asInt()), 1000))
          .as(name)
          .isEqualTo(cost(model.get("complexity_exact")));
      checked++;
    }
    assertThat(checked).isEqualTo(12);
  }

  private static Network network(RegNetParams params, JsonNode golden, Stem.Type stem, Head head) {
    RegNet line = RegNet.of(params);
    Attention attention =
        golden.get("se_on").asBoolean()
            ? new Attention.SqueezeExcite(golden.get("se_r").asDouble())
            : new Attention.None();
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < line.widths().size(); i++) {
      Adjusted fit =
          Compatibility.adjust(
              line.widths().get(i),
              golden.get("bot_mul").asDouble(),
              golden.get("group_w").asInt());
      stages.add(
          new Stage(
              line.depths().get(i),
              fit.width(),
              2,
              new Block.Bottleneck(fit.multiplier(), fit.groupWidth(), attention)));
    }
    return new Network(new Stem(stem, golden.get("stem_w").asInt()), stages, head);
  }

  private static Head head(JsonNode golden) {
    return golden.has("head_w") ? new Head(golden.get("head_w").asInt()) : Head.PLAIN;
  }

  private static Stem.Type stem(String name) {
    return switch (name) {
      case "simple_stem_in" -> Stem.Type.SIMPLE;
      case "res_stem_in" -> Stem.Type.RES;
      case "res_stem_cifar" -> Stem.Type.CIFAR;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static RegNetParams params(JsonNode golden) {
    return new RegNetParams(
        golden.get("d").asInt(),
        golden.get("w0").asInt(),
        golden.get("wa").asDouble(),
        golden.get("wm").asDouble());
  }

  private static Cost cost(JsonNode golden) {
    return new Cost(
        golden.get("flops").asLong(), golden.get("params").asLong(), golden.get("acts").asLong());
  }

  private static List<Integer> ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asInt).toList();
  }

  private static JsonNode golden(String file, String key) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(GoldenRegNetTest.class.getResourceAsStream("/golden/" + file))) {
      return new ObjectMapper().readTree(in).get(key);
    }
  }
}
