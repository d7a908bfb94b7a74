package io.archscape.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.Defaults;
import io.archscape.InputException;
import io.archscape.Require;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentsTest {
  /** Public: Jackson and the defaults reach it by reflection. */
  public record Inner(int depth, double rate, String name) {
    public Inner {
      Require.require(depth >= 1, "depth must be at least 1, got depth=%d", depth);
    }
  }

  public record Outer(Inner inner, List<Integer> widths, boolean fast) {}

  private final Documents strict = new Documents();
  private final Documents lenient = new Documents(Defaults.of(new Inner(3, 0.5, "plain")));

  @Test
  void readsYamlAndJsonToTheSameRecord() {
    Outer fromYaml =
        strict.readYaml(
            "a.yaml",
            "inner: {depth: 2, rate: 0.1, name: x}\nwidths: [8, 16]\nfast: true\n",
            Outer.class);
    assertThat(strict.readJson("a.json", strict.canonicalJson(fromYaml), Outer.class))
        .isEqualTo(fromYaml);
    assertThat(strict.readYaml("b.yaml", strict.yaml(fromYaml), Outer.class)).isEqualTo(fromYaml);
  }

  @Test
  void canonicalJsonSortsKeysAndWritesShortestNumbers() {
    assertThat(strict.canonicalJson(new Outer(new Inner(1, 2e23, "y"), List.of(1), false)))
        .isEqualTo(
            "{\"fast\":false,\"inner\":{\"depth\":1,\"name\":\"y\",\"rate\":2.0E23},"
                + "\"widths\":[1]}");
  }

  @Test
  void fillsMissingKeysFromTheDefaultOnly() {
    String text = "inner: {rate: 0.25}\nwidths: []\nfast: false\n";
    assertThat(lenient.readYaml("a.yaml", text, Outer.class).inner())
        .isEqualTo(new Inner(3, 0.25, "plain"));
    assertThatThrownBy(() -> lenient.readYaml("a.yaml", "inner: {}\nfast: true\n", Outer.class))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("key 'widths' is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          depth: 2;rate: 1;nam: x      | a.yaml:3:1: key must be one of depth, name, rate, got 'nam'; did you mean 'name'?
          depth: two;rate: 1;name: x   | a.yaml:1:1: depth: must be a whole number, got 'two'
          depth: 2.5;rate: 1;name: x   | a.yaml:1:1: depth: must be a whole number
          depth: 0;rate: 1;name: x     | depth must be at least 1, got depth=0
          rate: 1;name: x              | key 'depth' is missing
          depth: 2;rate: 1;name:       | name
          depth: 2;depth: 3            | a.yaml:2:
          rate: 'x;depth: 1             | a.yaml:
          """)
  void namesFileLineAndColumnOfAMistake(String text, String expected) {
    assertThatThrownBy(() -> strict.readYaml("a.yaml", text.replace(';', '\n') + "\n", Inner.class))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(expected)
        .hasMessageStartingWith("a.yaml:")
        .hasMessageNotContaining("\n");
  }

  @Test
  void saysThatAFileIsNotThere() {
    assertThatThrownBy(() -> strict.readYaml(Path.of("no", "such.yaml"), Inner.class))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("such.yaml: file must exist");
  }

  @Test
  void givesTheLineOfAFileOfJsonLines() {
    assertThatThrownBy(() -> strict.readJsonLine("a.jsonl", 7, "{\"depth\": x}", Inner.class))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("a.jsonl:7:");
  }
}
