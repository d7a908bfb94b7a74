package io.archscape.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SectionTest {
  private static Section read(String text) {
    return Section.read("a.yaml", 0, text);
  }

  @Test
  void givesValuesByKeyAndType() {
    Section top = read("A: {w: 1_000, r: .5, f: yes, t: x, l: [1, 2], n: [1, 2.5]}\nB: {}\n");
    Section a = top.section("A");
    assertThat(a.whole("w", 0)).isEqualTo(1000);
    assertThat(a.number("r", 0)).isEqualTo(0.5);
    assertThat(a.number("w2", 7)).isEqualTo(7);
    assertThat(a.flag("f", false)).isTrue();
    assertThat(a.text("t", "")).isEqualTo("x");
    assertThat(a.wholes("l")).containsExactly(1, 2);
    assertThat(a.numbers("n")).containsExactly(1.0, 2.5);
    assertThat(a.wholes("none")).isEmpty();
    assertThat(a.dotted("w")).isEqualTo("A.w");
    assertThat(top.keys()).containsExactly("A", "B");
    assertThat(top.section("C").keys()).isEmpty();
    assertThat(top.holdsSection("A")).isTrue();
    assertThat(a.holdsSection("w")).isFalse();
  }

  @Test
  void readsJsonToo() {
    assertThat(read("{\"A\": {\"w\": 8,\n \"l\": [1]}}").section("A").whole("w", 0)).isEqualTo(8);
  }

  @Test
  void mistakesHaveAPlace() {
    assertThatThrownBy(() -> read("- 1\n"))
        .isInstanceOf(InputException.class)
        .hasMessage("a.yaml:1:1: document must hold keys, got a list");
    assertThatThrownBy(() -> read("")).hasMessage("a.yaml: must hold keys, is empty");
    assertThatThrownBy(() -> read("a: [1\nb: 2\n"))
        .hasMessageMatching("a\\.yaml:\\d+:\\d+: [^\n]*");
    assertThatThrownBy(() -> read("a: 1\nA: 3\n").section("A"))
        .hasMessage("a.yaml:2:1: A must hold keys, got '3'");
    assertThatThrownBy(() -> read("a: 010\n").whole("a", 0))
        .hasMessage("a.yaml:1:1: a must be a whole number, got '010'");
    assertThatThrownBy(() -> read("a: 9999999999\n").whole("a", 0))
        .hasMessageContaining("below 2^31");
    assertThatThrownBy(() -> read("a:\n  b: 1\n").text("a", ""))
        .hasMessage("a.yaml:1:1: a must be text, got keys");
    assertThatThrownBy(() -> read("a: 1\nwidht: 2\n").requireKnown(List.of("a", "width")))
        .hasMessage("a.yaml:2:1: key must be one of a, width, got 'widht'; did you mean 'width'?");
    assertThatThrownBy(() -> read("? [1]\n: 2\n"))
        .hasMessage("a.yaml:1:3: key must be text, got a list");
    assertThatThrownBy(() -> Section.read("n.jsonl", 4, "{\"a\": \"x\"}").whole("a", 0))
        .hasMessage("n.jsonl:4:2: a must be a whole number, got 'x'");
  }
}
