package io.archscape.stats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** What scipy 1.10.1 makes of the same samples: golden/statistics.py prints statistics.json. */
final class Golden {
  private static final JsonNode ROOT = read();

  private Golden() {}

  private static JsonNode read() {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/statistics.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode of(String key) {
    return Objects.requireNonNull(ROOT.get(key), key);
  }

  static List<JsonNode> list(String key) {
    List<JsonNode> all = StreamSupport.stream(of(key).spliterator(), false).toList();
    if (all.isEmpty()) {
      throw new AssertionError(key);
    }
    return all;
  }

  static double[] sample(String name) {
    return array(of("samples").get(name));
  }

  static double[] array(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }
}
