package io.archscape.pycls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.archscape.graph.Cost;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** Numbers computed by pycls 5719de64: see src/test/resources/golden/README.md. */
final class Goldens {
  private Goldens() {}

  static JsonNode of(String file, String key) throws IOException {
    return file(file).get(key);
  }

  static JsonNode file(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Goldens.class.getResourceAsStream("/golden/" + file))) {
      return new ObjectMapper().readTree(in);
    }
  }

  static Cost cost(JsonNode golden) {
    return new Cost(
        golden.get("flops").asLong(), golden.get("params").asLong(), golden.get("acts").asLong());
  }

  static List<Integer> ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asInt).toList();
  }
}
