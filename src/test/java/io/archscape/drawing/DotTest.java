package io.archscape.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DotTest {
  /** A piece of the language: a string, a name or number, an arrow, or a mark. */
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|\\w+|->|[{}\\[\\]=;,])");

  static Stream<NetworkDrawing> drawings() {
    return Drawings.all().values().stream();
  }

  private static String dot(NetworkDrawing drawing) {
    return new String(drawing.bytes(DrawingFormat.DOT), StandardCharsets.UTF_8);
  }

  private static List<String> tokens(String dot) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(dot.strip());
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
    assertThat(end).as("everything is a token").isEqualTo(dot.strip().length());
    return tokens;
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void everyOperationIsANodeAndEveryInputAnEdge(NetworkDrawing drawing) {
    List<String> tokens = tokens(dot(drawing));
    int depth = 0;
    int edges = 0;
    Set<String> nodes = new HashSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      switch (tokens.get(i)) {
        case "{" -> depth++;
        case "}" -> depth--;
        case "->" -> {
          edges++;
          assertThat(nodes).contains(tokens.get(i - 1), tokens.get(i + 1));
        }
        case "[" -> nodes.add(tokens.get(i - 1));
        default -> {}
      }
      assertThat(depth).isBetween(0, 3);
    }
    assertThat(depth).isZero();
    nodes.removeAll(Set.of("node", "graph"));
    var graph = drawing.anatomy().graph();
    assertThat(nodes).hasSize(graph.nodes().size());
    assertThat(edges).isEqualTo(graph.nodes().stream().mapToInt(n -> n.inputs().size()).sum());
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void eachStageAndBlockIsACluster(NetworkDrawing drawing) {
    int clusters = drawing.network().stages().stream().mapToInt(stage -> 1 + stage.depth()).sum();
    assertThat(tokens(dot(drawing)).stream().filter(t -> t.startsWith("\"cluster_")).distinct())
        .hasSize(clusters);
  }

  @Test
  void namesAreQuoted() {
    assertThat(Dot.quoted("a \"b\" \\ c\nd")).isEqualTo("\"a \\\"b\\\" \\\\ c\\nd\"");
  }

  @Test
  void aNodeSaysNameKernelGroupsAndShape() {
    assertThat(dot(Drawings.all().get("regnetx")))
        .contains("[label=\"f.b\\nconv 3x3 /2, 6 groups of 8\\n56x56x48\"];");
  }
}
