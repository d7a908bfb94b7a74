package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The tables of docs/reproduction.md have the numbers of plots/NAME/claims.json and explored.json,
 * all of them and no others. A table belongs to the last experiment named in bold.
 */
class ReproductionTest {
  private static final Pattern EXPERIMENT = Pattern.compile("\\*\\*([a-z0-9-]+)\\*\\*");

  /** The experiments whose answers are told; the others have no claims, or are told elsewhere. */
  private static final List<String> REPORTED = List.of("refinement-mnist");

  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\|.*\\|");

  @Test
  void everyAnswerStandsInTheDocumentAsItWasGiven() throws IOException {
    Map<String, List<String>> rows = new HashMap<>();
    String experiment = "";
    for (String line : Files.readAllLines(Path.of("docs", "reproduction.md"))) {
      Matcher named = EXPERIMENT.matcher(line);
      if (named.find()) {
        experiment = named.group(1);
      }
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        List<String> cells = cells(line);
        cells.remove(1); // the paper's
        rows.computeIfAbsent(experiment, e -> new ArrayList<>()).add(String.join(" | ", cells));
      }
    }
    assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(REPORTED);
    for (Map.Entry<String, List<String>> table : rows.entrySet()) {
      Path folder = Path.of("plots", table.getKey());
      assertThat(table.getValue()).as(folder.toString()).containsExactlyElementsOf(answers(folder));
    }
  }

  private static List<String> cells(String line) {
    return new ArrayList<>(
        Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("(?<!\\\\)\\|"))
            .map(String::strip)
            .toList());
  }

  private static List<String> answers(Path folder) throws IOException {
    List<String> rows = new ArrayList<>();
    for (String file : List.of("claims.json", "explored.json")) {
      JsonNode all = new ObjectMapper().readTree(Files.readString(folder.resolve(file)));
      all.forEach(answer -> rows.add(row(answer)));
    }
    return rows;
  }

  private static String row(JsonNode answer) {
    JsonNode test = answer.path("test");
    return String.join(
        " | ",
        "`" + answer.get("claim").asText() + "`",
        effect(answer),
        numbers(answer.get("groups")),
        test.isMissingNode() ? "-" : p(test.get("adjusted").asDouble()),
        answer.get("verdict").asText());
  }

  private static String effect(JsonNode answer) {
    JsonNode effect = answer.path("effect");
    StringBuilder text = new StringBuilder("-");
    if (!effect.isMissingNode()) {
      text.setLength(0);
      text.append(
          String.format(
              Locale.ROOT,
              "%.2f [%.2f, %.2f]",
              effect.get("value").asDouble(),
              effect.get("low").asDouble(),
              effect.get("high").asDouble()));
    }
    for (JsonNode number : answer.get("numbers")) {
      if (number.get("what").asText().equals("Kolmogorov-Smirnov D")) {
        text.append(String.format(Locale.ROOT, ", D = %.2f", number.get("value").asDouble()));
      }
    }
    return text.toString();
  }

  private static String numbers(JsonNode groups) {
    List<String> numbers = new ArrayList<>();
    groups.forEach(group -> numbers.add(group.get("n").asText()));
    return numbers.isEmpty() ? "-" : String.join(", ", numbers);
  }

  private static String p(double p) {
    return p < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
  }
}
