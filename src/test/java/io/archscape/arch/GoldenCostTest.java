package io.archscape.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.archscape.graph.Activation;
import io.archscape.graph.Cost;
import io.archscape.graph.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Costs against numbers computed by pycls 5719de64's own functions (MIT): see
 * src/test/resources/golden/README.md.
 */
class GoldenCostTest {

  @Test
  void anyNetsCostWhatPyclsSays() throws IOException {
    int checked = 0;
    for (JsonNode golden : golden("anynet_complexity")) {
      Network network = anyNet(golden);
      Shape image = Shape.image(golden.get("im_size").asInt());
      int classes = golden.get("num_classes").asInt();
      assertThat(network.cost(image, classes)).as(golden.toString()).isEqualTo(cost(golden));
      assertThat(network.graph(image, classes).cost()).isEqualTo(cost(golden));
      checked++;
    }
    assertThat(checked).isEqualTo(150);
  }

  @Test
  void efficientNetsCostWhatPyclsSays() throws IOException {
    int checked = 0;
    for (JsonNode golden : golden("effnet_complexity")) {
      Shape image = Shape.image(golden.get("im_size").asInt());
      assertThat(efficientNet(golden).cost(image, golden.get("nc").asInt()))
          .as(golden.toString())
          .isEqualTo(cost(golden));
      checked++;
    }
    assertThat(checked).isEqualTo(20);
  }

  private static Network efficientNet(JsonNode golden) {
    Attention attention =
        new Attention.SqueezeExcite(
            golden.get("se_r").asDouble(), Attention.SqueezeExcite.Rounding.DOWN);
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < golden.get("ds").size(); i++) {
      stages.add(
          new Stage(
              golden.get("ds").get(i).asInt(),
              golden.get("ws").get(i).asInt(),
              golden.get("ss").get(i).asInt(),
              new Block.MbConv(
                  golden.get("exp_rs").get(i).asDouble(),
                  golden.get("ks").get(i).asInt(),
                  attention)));
    }
    return new Network(
        new Stem(Stem.Type.SIMPLE, golden.get("sw").asInt()),
        stages,
        new Head(golden.get("hw").asInt()),
        Activation.SILU);
  }

  private static JsonNode golden(String key) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            GoldenCostTest.class.getResourceAsStream("/golden/pycls-functions.json"))) {
      return new ObjectMapper().readTree(in).get(key);
    }
  }

  private static Cost cost(JsonNode golden) {
    return new Cost(
        golden.get("flops").asLong(), golden.get("params").asLong(), golden.get("acts").asLong());
  }

  private static Network anyNet(JsonNode golden) {
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < golden.get("depths").size(); i++) {
      stages.add(
          new Stage(
              golden.get("depths").get(i).asInt(),
              golden.get("widths").get(i).asInt(),
              golden.get("strides").get(i).asInt(),
              block(golden, i)));
    }
    Stem stem = new Stem(stem(golden.get("stem_type").asText()), golden.get("stem_w").asInt());
    return new Network(stem, stages, new Head(golden.get("head_w").asInt()));
  }

  private static Stem.Type stem(String name) {
    return switch (name) {
      case "simple_stem_in" -> Stem.Type.SIMPLE;
      case "res_stem_in" -> Stem.Type.RES;
      case "res_stem_cifar" -> Stem.Type.CIFAR;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Block block(JsonNode golden, int stage) {
    double ratio = golden.get("se_r").asDouble();
    Attention attention = ratio > 0 ? new Attention.SqueezeExcite(ratio) : new Attention.None();
    return switch (golden.get("block_type").asText()) {
      case "vanilla_block" -> new Block.Vanilla();
      case "res_basic_block" -> new Block.Basic();
      case "res_bottleneck_block" ->
          new Block.Bottleneck(
              golden.get("bot_muls").get(stage).asDouble(),
              golden.get("group_ws").get(stage).asInt(),
              attention);
      case "res_bottleneck_linear_block" ->
          new Block.LinearBottleneck(
              golden.get("bot_muls").get(stage).asDouble(),
              golden.get("group_ws").get(stage).asInt(),
              attention);
      default -> throw new IllegalArgumentException(golden.get("block_type").asText());
    };
  }
}
