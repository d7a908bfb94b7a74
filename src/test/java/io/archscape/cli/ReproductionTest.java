package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.archscape.store.StoredSweep;
import io.archscape.store.TrialResult;
import io.archscape.tools.ReproductionTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConfig;

/**
 * The tables of docs/reproduction.md have the numbers of plots/NAME/claims.json and explored.json,
 * all of them and no others, and of the queries in experiments/. A table of answers belongs to the
 * last experiment named in bold.
 */
class ReproductionTest {
  private static final Path DOCUMENT = ReproductionTables.DOCUMENT;

  private static final Pattern EXPERIMENT = Pattern.compile("\\*\\*([a-z0-9-]+)\\*\\*");

  /** The experiments whose answers are told; the others have no claims, or are told elsewhere. */
  private static final List<String> REPORTED =
      List.of("refinement-cifar10", "refinement-mnist", "attention-cifar10", "longer-cifar10");

  @Test
  void everyAnswerStandsInTheDocumentAsItWasGiven() throws IOException {
    Map<String, List<String>> rows = new HashMap<>();
    String experiment = "";
    for (String line : Files.readAllLines(DOCUMENT)) {
      assertThat(line).as("what was to be filled in").doesNotContain("@@");
      Matcher named = EXPERIMENT.matcher(line);
      if (named.find()) {
        experiment = named.group(1);
      }
      if (ReproductionTables.isAnswer(line)) {
        List<String> cells = ReproductionTables.cells(line);
        cells.remove(1); // the paper's
        rows.computeIfAbsent(experiment, e -> new ArrayList<>()).add(String.join(" | ", cells));
      }
    }
    assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(REPORTED);
    for (Map.Entry<String, List<String>> table : rows.entrySet()) {
      Path folder = Path.of("plots", table.getKey());
      assertThat(table.getValue())
          .as(folder.toString())
          .containsExactlyElementsOf(ReproductionTables.answers(folder));
    }
  }

  /** Its columns: name, n, min, best of 32, mean, median, 90 %, max, blocks, and three of costs. */
  @Test
  void everySpaceStandsInTheDocumentAsInItsTable() throws IOException {
    List<String> lines = Files.readAllLines(DOCUMENT);
    for (String experiment : REPORTED) {
      assertThat(lines).containsAll(ReproductionTables.spaces(Path.of("plots", experiment)));
    }
  }

  @Test
  void theVerdictsOfBothStandSideBySide() throws IOException {
    Map<String, String> first = verdicts("refinement-cifar10");
    Map<String, String> second = verdicts("refinement-mnist");
    List<String> rows =
        second.entrySet().stream()
            .map(e -> "| %s | %s | %s |".formatted(e.getKey(), first.get(e.getKey()), e.getValue()))
            .toList();
    assertThat(rows).hasSize(17);
    assertThat(Files.readAllLines(DOCUMENT)).containsAll(rows);
  }

  /** By claim without its margin; of claims that differ in their margin alone, the first one's. */
  private static Map<String, String> verdicts(String name) throws IOException {
    Path claims = Path.of("plots", name, "claims.json");
    Map<String, String> verdicts = new LinkedHashMap<>();
    new ObjectMapper()
        .readTree(Files.readString(claims))
        .forEach(
            answer ->
                verdicts.putIfAbsent(
                    ReproductionTables.withoutMargin(answer.get("claim").asText()),
                    answer.get("verdict").asText()));
    return verdicts;
  }

  @Test
  void theDifferencesAtEqualDepthAreThoseOfTheQuery() throws Exception {
    List<List<String>> first = asked("refinement-cifar10", "equal-depth.sql");
    List<List<String>> second = asked("refinement-mnist", "equal-depth.sql");
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      List<String> a = first.get(i);
      List<String> b = second.get(i);
      assertThat(a.subList(0, 2)).isEqualTo(b.subList(0, 2));
      rows.add(
          "| %s, %s | %s | %s ± %s | %s | %s ± %s |"
              .formatted(
                  a.get(0), a.get(1), a.get(2), a.get(3), a.get(4), b.get(2), b.get(3), b.get(4)));
    }
    assertThat(rows).hasSize(15);
    List<String> smaller =
        asked("attention-cifar10", "equal-depth.sql").stream()
            .map(
                row ->
                    "| %s, %s | %s | %s ± %s |"
                        .formatted(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4)))
            .toList();
    assertThat(smaller).hasSize(2);
    assertThat(Files.readAllLines(DOCUMENT)).containsAll(rows).containsAll(smaller);
  }

  @ParameterizedTest
  @CsvSource({"refinement-cifar10, 12, 5", "refinement-mnist, 10, 8"})
  void theErrorsOfDeepAndShallowNetworksAreThoseOfTheQuery(String name, int deep, String epoch)
      throws Exception {
    List<String> told =
        List.of(
            "cifar-anynetx-c",
            "cifar-anynetx-d",
            "cifar-anynetx-e",
            "cifar-regnetx",
            "cifar-regnetx-constrained",
            "cifar-regnetx-inverted");
    List<List<String>> last =
        asked(name, "deep-and-shallow.sql", deep).stream()
            .filter(row -> row.get(1).equals(epoch))
            .toList();
    assertThat(last).hasSize(14).allMatch(row -> Double.parseDouble(row.get(8)) > 0);
    List<String> rows =
        last.stream()
            .filter(row -> told.contains(row.get(0)))
            .map(
                row ->
                    "| %s | %s | %s |"
                        .formatted(
                            row.get(0),
                            String.join(", ", row.subList(2, 5)),
                            String.join(", ", row.subList(5, 8))))
            .toList();
    assertThat(rows).hasSize(6);
    assertThat(Files.readAllLines(DOCUMENT)).containsAll(rows);
  }

  @Test
  void theDifferencesThatComponentsMakeAreThoseOfTheQuery() throws Exception {
    Map<String, List<String>> cells = new HashMap<>();
    for (List<String> row : asked("attention-cifar10", "components.sql")) {
      String cell = row.get(3) + " ± " + row.get(4);
      List<String> of = cells.computeIfAbsent(row.get(0), space -> new ArrayList<>());
      of.addAll(of.isEmpty() ? List.of(cell, row.get(5), row.get(6)) : List.of(cell));
    }
    assertThat(cells).hasSize(4);
    List<String> lines = Files.readAllLines(DOCUMENT);
    cells.forEach(
        (space, of) -> {
          assertThat(of).hasSize(7);
          assertThat(lines).contains("| " + space + " | " + String.join(" | ", of) + " |");
        });
  }

  @Test
  void whatMoreStepsGainIsThatOfTheQuery() throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection connection = opened("longer-cifar10");
        Statement attach = connection.createStatement()) {
      attach.execute("ATTACH '" + store("refinement-cifar10") + "' AS brief");
      for (List<String> row : rows(connection, "longer.sql")) {
        assertThat(List.of(row.get(1), row.get(3))).containsExactly("11", "19");
        rows.add(
            "| %s | %s | %s | %s |"
                .formatted(row.get(0), row.get(2), row.get(4), welch(row.subList(5, 8))));
      }
    }
    assertThat(rows).hasSize(3);
    assertThat(Files.readAllLines(DOCUMENT)).containsAll(rows);
  }

  /** A difference with its 95 % interval, from its standard error and degrees of freedom. */
  private static String welch(List<String> of) {
    double difference = Double.parseDouble(of.get(0));
    double half =
        Double.parseDouble(of.get(1))
            * new TDistribution(Double.parseDouble(of.get(2))).inverseCumulativeProbability(0.975);
    return String.format(
        Locale.ROOT, "%s [%.2f, %.2f]", of.get(0), difference - half, difference + half);
  }

  /** The rows that a query of experiments/ gives of an experiment's store. */
  private static List<List<String>> asked(String name, String query, Object... parameters)
      throws IOException, SQLException {
    try (Connection connection = opened(name)) {
      return rows(connection, query, parameters);
    }
  }

  private static Connection opened(String name) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    return config.createConnection("jdbc:sqlite:" + store(name));
  }

  private static Path store(String name) {
    return Path.of("experiments", name, "trials.db");
  }

  private static List<List<String>> rows(Connection connection, String query, Object... parameters)
      throws IOException, SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(Files.readString(Path.of("experiments", query)))) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.add(result.getString(i));
          }
          rows.add(row);
        }
      }
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(strings = {"noise-mnist", "noise-cifar10"})
  void theNoiseStandsInTheDocumentAsSpreadTellsIt(String name) throws IOException {
    Terminal.Result said = Terminal.run("spread", Path.of("experiments", name).toString());
    assertThat(Files.readString(DOCUMENT)).contains("```\n" + said.out() + "```");
  }

  /** On other processors than they were trained on before: the document says so. */
  @Test
  void theModelsThatNoiseSharesWithTheRefinementEndedInTheSameBits() throws IOException {
    Map<String, TrialResult> refinement = new HashMap<>();
    trials("refinement-cifar10").forEach(trial -> refinement.put(trial.trialId(), trial));
    List<TrialResult> both =
        trials("noise-cifar10").stream().filter(t -> refinement.containsKey(t.trialId())).toList();
    assertThat(both).hasSize(10);
    for (TrialResult trial : both) {
      TrialResult other = refinement.get(trial.trialId());
      assertThat(trial.error()).isEqualTo(other.error());
      assertThat(trial.parametersSha256()).isNotBlank().isEqualTo(other.parametersSha256());
    }
  }

  private static List<TrialResult> trials(String name) throws IOException {
    return StoredSweep.read(Path.of("experiments", name)).trials();
  }
}
