package io.archscape.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.archscape.InputException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Anchors, aliases, merge keys and several documents, to records and to sections. */
class AliasesTest {
  private final Documents documents = new Documents();

  /** Public: Jackson reaches it by reflection. */
  public record Stage(int depth, double rate, String name) {}

  public record Body(List<Stage> stages, Map<String, Stage> named) {}

  private static final String BODY =
      """
      stages:
        - &first {depth: 1, rate: &r 0.5, name: a}
        - *first
        - {<<: *first, name: b}
        - &wide {<<: *first, rate: *r, depth: 7}
        - <<: [{depth: 3}, *wide]
          name: c
      named: {x: *wide}
      """;

  @Test
  void recordsAreReadAsIfEveryAliasWereWrittenOut() {
    Stage first = new Stage(1, 0.5, "a");
    Stage wide = new Stage(7, 0.5, "a");
    assertThat(documents.readYaml("a.yaml", BODY, Body.class))
        .isEqualTo(
            new Body(
                List.of(first, first, new Stage(1, 0.5, "b"), wide, new Stage(3, 0.5, "c")),
                Map.of("x", wide)));
  }

  @Test
  void sectionsAreReadLikewise() {
    Section top =
        Section.read("a.yaml", 0, "A: &a {w: 1, l: &l [1, 2]}\nB: {<<: *a, w: 2, m: *l}\n");
    Section b = top.section("B");
    assertThat(b.keys()).containsExactlyInAnyOrder("w", "l", "m");
    assertThat(b.whole("w", 0)).isEqualTo(2);
    assertThat(b.wholes("l")).isEqualTo(b.wholes("m")).containsExactly(1, 2);
  }

  @Test
  void aMistakeInWhatIsMergedIsToldWhereItIsWritten() {
    String text = "stages:\n- &a {depth: 1, rate: 1, naem: x}\n- {<<: *a}\nnamed: {}\n";
    assertThatThrownBy(() -> documents.readYaml("a.yaml", text, Body.class))
        .hasMessageStartingWith("a.yaml:2:26: key must be one of depth, name, rate, got 'naem'");
    assertThatThrownBy(
            () ->
                documents.readYaml(
                    "a.yaml",
                    "named: {}\nstages:\n- &a {depth: x, rate: 1, name: x}\n- *a\n",
                    Body.class))
        .hasMessage("a.yaml:3:7: stages[0].depth: must be a whole number, got 'x'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          &a {x: *a}          | a.yaml:1:1: an alias must stand outside what it names, got *a inside of &a
          &a {<<: *a}         | a.yaml:1:1: an alias must stand outside what it names
          &a {<<: [*a]}       | a.yaml:1:1: an alias must stand outside what it names
          x: &a [1, [*a]]     | a.yaml:1:4: an alias must stand outside what it names
          x: *b               | a.yaml:1:4: must be YAML: found undefined alias b
          x: {<<: 5}          | a.yaml:1:5: << must be a mapping or a list of mappings
          x: {<<: [5]}        | a.yaml:1:5: << must be a mapping or a list of mappings
          a: 1;---;b: 2       | a.yaml:2:1: must hold one document, got a second one
          a: 1;---            | a.yaml:2:1: must hold one document, got a second one
          # c;---;a: 1;...;- b | a.yaml:5:1: must hold one document, got a second one
          """)
  void refusesInOneLineForRecordsAndSections(String text, String expected) {
    String lines = text.replace(';', '\n') + "\n";
    assertThatThrownBy(() -> documents.readYaml("a.yaml", lines, JsonNode.class))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(expected)
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> Section.read("a.yaml", 0, lines))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(expected);
  }

  @Test
  void oneDocumentMayBeginWithItsMarkAndEndWithIts() {
    assertThat(documents.readYaml("a.yaml", "%YAML 1.1\n---\na: 1\n...\n# end\n", JsonNode.class))
        .hasToString("{\"a\":1}");
  }

  /** The billion laughs, within few levels and many aliases, and the other way round. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10})
  void refusesAliasesThatNameMoreThanMemoryHolds(int aliases) {
    String bomb =
        IntStream.range(1, 40)
            .mapToObj(
                i ->
                    "- &a"
                        + i
                        + IntStream.range(0, aliases)
                            .mapToObj(j -> i == 1 ? "0" : "*a" + (i - 1))
                            .collect(Collectors.joining(", ", " [", "]\n")))
            .collect(Collectors.joining());
    assertThatThrownBy(() -> documents.readYaml("a.yaml", bomb, JsonNode.class))
        .isInstanceOf(InputException.class)
        .hasMessageMatching(
            "a.yaml:\\d+:\\d+: a document must hold at most 100000 values, aliases followed,"
                + " got more");
  }

  @Test
  void refusesAliasesWithoutEnd() {
    String many = "a: &a []\nb: [" + "*a, ".repeat(1001) + "]\n";
    assertThatThrownBy(() -> documents.readYaml("a.yaml", many, JsonNode.class))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("a.yaml: must be YAML")
        .hasMessageContaining("1000");
    String deep =
        IntStream.range(1, 200)
            .mapToObj(i -> "- &a" + i + " [" + (i == 1 ? "" : "*a" + (i - 1)) + "]\n")
            .collect(Collectors.joining());
    assertThatThrownBy(() -> documents.readYaml("a.yaml", deep, JsonNode.class))
        .hasMessageContaining("a document must be at most 100 levels deep, aliases followed");
  }

  /** As Jackson's own reader of YAML text resolves them: a record sees no difference. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-1",
        "+1",
        "1_000",
        "0x1F",
        "0b101",
        "017",
        "0o17",
        "1.5",
        ".5",
        "5.",
        "1e3",
        "1.0e+3",
        "1e-3",
        "1:30",
        "yes",
        "No",
        "y",
        "on",
        "true",
        "TRUE",
        "null",
        "~",
        "Null",
        "''",
        "'1'",
        "\"true\"",
        "2001-12-14",
        "12345678901234567890",
        "!!str 1",
        "!!int '7'",
        "!!float 3",
        "!!bool yes",
        "! 5",
        "! '5'",
        "<<",
        "=",
        "|\n  text",
        "!!null x",
        "!!binary aGk=",
        "0.1",
        "1_0.5",
        "-0",
        "-0.0",
        "--",
        "[]",
        "{}",
        "[1, {a: b}]"
      })
  void scalarsAreWhatTheyAreToJackson(String value) throws Exception {
    String text = "a: " + value + "\n'b': [" + (value.startsWith("|") ? "1" : value) + "]\n";
    JsonNode plain = new com.fasterxml.jackson.dataformat.yaml.YAMLMapper().readTree(text);
    assertThat(documents.readYaml("a.yaml", text, JsonNode.class)).isEqualTo(plain);
  }
}
