package io.archscape.tools;

import static java.util.stream.Collectors.joining;

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
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The rows of docs/reproduction.md, made from plots/NAME. {@code java -cp
 * target/classes:target/test-classes:$(cat target/classpath.txt)
 * io.archscape.tools.ReproductionTables refinement-mnist} prints those of each experiment named;
 * the column on the paper is copied from the row that the document already has for the same claim,
 * whatever its margin.
 */
public final class ReproductionTables {
  public static final Path DOCUMENT = Path.of("docs", "reproduction.md");

  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\|.*\\|");

  private ReproductionTables() {}

  public static void main(String[] names) throws IOException {
    Map<String, String> paper = new HashMap<>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      if (isAnswer(line)) {
        List<String> cells = cells(line);
        paper.putIfAbsent(withoutMargin(cells.get(0)), cells.get(1));
      }
    }
    for (String name : names) {
      Path folder = Path.of("plots", name);
      for (String row : answers(folder)) {
        int claim = row.indexOf(" | ");
        String words = paper.getOrDefault(withoutMargin(row.substring(0, claim)), "-");
        System.out.println(
            "| " + row.substring(0, claim) + " | " + words + row.substring(claim) + " |");
      }
      spaces(folder).forEach(System.out::println);
    }
  }

  /** Whether a line is the row of an answer. */
  public static boolean isAnswer(String line) {
    return ROW.matcher(line).matches();
  }

  /** A row for each space of an experiment, from its spaces.csv. */
  public static List<String> spaces(Path folder) throws IOException {
    List<String> rows = new ArrayList<>();
    for (String row : Files.readAllLines(folder.resolve("spaces.csv")).stream().skip(1).toList()) {
      String[] cells = row.split(",", -1);
      if (!cells[2].equals("0")) {
        throw new AssertionError("models were left out: " + row);
      }
      rows.add(
          "| %s | %s | %s |"
              .formatted(
                  cells[0],
                  cells[1],
                  IntStream.range(3, cells.length)
                      .mapToObj(i -> cells[i].isEmpty() ? "-" : rounded(i, cells[i]))
                      .collect(joining(" | "))));
    }
    return rows;
  }

  private static String rounded(int column, String text) {
    double value = Double.parseDouble(text);
    return switch (column) {
      case 4 -> String.format(Locale.ROOT, "%.2f", value);
      case 9 -> value == Math.rint(value) ? String.valueOf((int) value) : String.valueOf(value);
      case 10 -> String.format(Locale.ROOT, "%.3f", value / 1e6);
      case 11, 12 -> String.format(Locale.ROOT, "%.0f", value / 1e3);
      default -> String.format(Locale.ROOT, "%.1f", value);
    };
  }

  /** The cells of a table's row. */
  public static List<String> cells(String line) {
    return new ArrayList<>(
        Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("(?<!\\\\)\\|"))
            .map(String::strip)
            .toList());
  }

  /** A row for each answer of an experiment, without the paper's words. */
  public static List<String> answers(Path folder) throws IOException {
    List<String> rows = new ArrayList<>();
    for (String file : List.of("claims.json", "explored.json")) {
      if (file.startsWith("explored") && !Files.exists(folder.resolve(file))) {
        continue; // an experiment may have claims alone
      }
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
        mean(answer.path("effect")),
        number(answer, "difference of median errors", "median of the differences"),
        number(
            answer,
            "chance that a model of the first is better than one of the second",
            "share of settings in which the first is better"),
        number(answer, "Kolmogorov-Smirnov D"),
        numbers(answer.get("groups")),
        test.isMissingNode() ? "-" : p(test.get("adjusted").asDouble()),
        answer.get("verdict").asText());
  }

  private static String mean(JsonNode effect) {
    return effect.isMissingNode()
        ? "-"
        : "%s [%s, %s]"
            .formatted(two(effect.get("value")), two(effect.get("low")), two(effect.get("high")));
  }

  private static String number(JsonNode answer, String... names) {
    for (JsonNode number : answer.get("numbers")) {
      if (List.of(names).contains(number.get("what").asText())) {
        return two(number.get("value"));
      }
    }
    return "-";
  }

  private static String two(JsonNode number) {
    String text = String.format(Locale.ROOT, "%.2f", number.asDouble());
    return text.equals("-0.00") ? "0.00" : text;
  }

  private static String numbers(JsonNode groups) {
    List<String> numbers = new ArrayList<>();
    groups.forEach(group -> numbers.add(group.get("n").asText()));
    return numbers.isEmpty() ? "-" : String.join(", ", numbers);
  }

  private static String p(double p) {
    return p < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
  }

  /** A claim, whatever margin it allows. */
  public static String withoutMargin(String claim) {
    return claim.replaceFirst(" within [0-9.]+", "");
  }
}
