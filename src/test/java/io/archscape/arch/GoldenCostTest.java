package io.archscape.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
    int linear = 0;
    for (JsonNode golden : golden("anynet_complexity")) {
      if (golden.get("block_type").asText().equals("res_bottleneck_linear_block")) {
        linear++; // RegNetZ's block is not part of archscape yet
        continue;
      }
      Network network = anyNet(golden);
      Shape image = Shape.image(golden.get("im_size").asInt());
      int classes = golden.get("num_classes").asInt();
      assertThat(network.cost(image, classes)).as(golden.toString()).isEqualTo(cost(golden));
      assertThat(network.graph(image, classes).cost()).isEqualTo(cost(golden));
      checked++;
    }
    assertThat(checked).isGreaterThan(100);
    assertThat(checked + linear).isEqualTo(150);
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
      default -> throw new IllegalArgumentException(golden.get("block_type").asText());
    };
  }
}
