package io.archscape.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import io.archscape.claims.Condition.Relation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimTest {
  private static Side side(String space, Condition... conditions) {
    return new Side(space, List.of(conditions));
  }

  @Test
  void everyFormIsRead() {
    Side a = side("anynetx-a");
    Side b = side("anynetx-b");
    assertThat(Claim.parse("anynetx-a better-than anynetx-b")).isEqualTo(new Claim.Better(a, b));
    assertThat(Claim.parse("se improves anynetx-b")).isEqualTo(new Claim.Improves(side("se"), b));
    assertThat(Claim.parse("anynetx-b not-worse-than anynetx-a within 1.0"))
        .isEqualTo(new Claim.NotWorse(b, a, 1))
        .isEqualTo(Claim.parse("  anynetx-b  not-worse-than anynetx-a within 1 point "));
    assertThat(Claim.parse("anynetx-a same-as anynetx-b within 0.5 points"))
        .isEqualTo(new Claim.Same(a, b, 0.5));
    assertThat(Claim.parse("b: best-value 1"))
        .isEqualTo(new Claim.BestValue("b", new Value.Exact(1), Optional.empty()))
        .isEqualTo(Claim.parse("b best-value 1.0"));
    assertThat(Claim.parse("blocks best-value 18..22 in anynetx-a"))
        .isEqualTo(new Claim.BestValue("blocks", new Value.Range(18, 22), Optional.of(a)));
    assertThat(Claim.parse("csp best-value 0.5 last in anynetx-a"))
        .isEqualTo(new Claim.BestValue("csp", new Value.Word("0.5 last"), Optional.of(a)));
    assertThat(Claim.parse("seconds follows acts more-than flops in anynetx-a"))
        .isEqualTo(new Claim.Follows("seconds", "acts", "flops", Optional.of(a)));
  }

  @Test
  void aSideMayBeAPartOfASpace() {
    assertThat(Claim.parse("anynetx-b[g=1, b=1] better-than sweep/anynetx-b[flops<=0.6M]"))
        .isEqualTo(
            new Claim.Better(
                side(
                    "anynetx-b",
                    new Condition("g", Relation.EQUAL, new Value.Exact(1)),
                    new Condition("b", Relation.EQUAL, new Value.Exact(1))),
                side(
                    "sweep/anynetx-b",
                    new Condition("flops", Relation.AT_MOST, new Value.Exact(600_000)))));
    assertThat(Claim.parse("a[attention=se 0.25] improves a[attention!=se 0.25]").text())
        .isEqualTo("a[attention=se 0.25] improves a[attention!=se 0.25]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "anynetx-a | claim must be one of 'A better-than B', ",
        "a beter-than b | got 'beter-than' in 'a beter-than b'; did you mean 'better-than'?",
        "a better-than | claim must be 'A better-than B', got 'a better-than'",
        "a better-than b c | claim must be 'A better-than B', got",
        "a better-than a | claim must compare two different sides, got 'a' twice",
        "a same-as b | claim must be 'A same-as B within X', got 'a same-as b'",
        "a same-as b within x | with X in points, got 'x'",
        "a same-as b within 0 | within must be above 0 and at most 100 points, got 0.0",
        "a same-as b within NaN | with X in points, got 'NaN'",
        "a not-worse-than b by 1 | claim must be 'A not-worse-than B within X'",
        "b best-value | claim must be 'P best-value V [in SPACE]'",
        "b best-value 3..1 | range must run from a lower to a higher number, got 3.0..1.0",
        "b best-value 1 in | claim must be 'P best-value V [in SPACE]'",
        "b best-value <1 | value must be a number, a range as 18..22 or a word, got '<1'",
        "seconds follows acts | claim must be 'seconds follows acts more-than flops [in SPACE]'",
        "second follows acts more-than flops | one of seconds, got 'second'",
        "seconds follows act more-than flops | got 'act' in 'seconds follows act more-than",
        "seconds follows acts more-than acts | must compare two complexities, got 'acts' twice",
        "a[] better-than b | part of a space must be SPACE[CONDITION,..]",
        "a[b<1 better-than b | claim must be one of",
        "a[b] better-than b | condition must be KEY, one of < <= = != >= >",
        "a[b<se] better-than b | condition with '<' must have a number, got 'se'",
        "a[b<1..2] better-than b | condition with '<' must have a number",
        "ä better-than b | space must be letters, digits",
      })
  void whatIsNoClaimIsToldInOneLine(String text, String message) {
    assertThatThrownBy(() -> Claims.parse(List.of("a better-than b", text)))
        .isInstanceOf(InputException.class)
        .message()
        .startsWith("claims item 2: ")
        .contains(message)
        .doesNotContain("\n");
  }

  @Property(tries = 300)
  void textAndClaimAreTheSame(@ForAll("claims") Claim claim) {
    assertThat(Claim.parse(claim.text())).isEqualTo(claim);
  }

  @Provide
  Arbitrary<Claim> claims() {
    Arbitrary<Double> margins = Arbitraries.doubles().between(0.01, 100);
    return Arbitraries.oneOf(
        pairs().map(p -> new Claim.Better(p.get(0), p.get(1))),
        pairs().map(p -> new Claim.Improves(p.get(0), p.get(1))),
        Combinators.combine(pairs(), margins)
            .as((p, x) -> new Claim.NotWorse(p.get(0), p.get(1), x)),
        Combinators.combine(pairs(), margins).as((p, x) -> new Claim.Same(p.get(0), p.get(1), x)),
        Combinators.combine(names(), values(), sides().optional())
            .as((name, value, side) -> new Claim.BestValue(name, value, side)),
        sides().optional().map(side -> new Claim.Follows("seconds", "acts", "params", side)));
  }

  private static Arbitrary<List<Side>> pairs() {
    return sides().list().ofSize(2).filter(pair -> !pair.get(0).equals(pair.get(1)));
  }

  private static Arbitrary<Side> sides() {
    Arbitrary<Condition> conditions =
        Combinators.combine(names(), Arbitraries.of(Relation.values()), values())
            .filter(
                (key, relation, value) ->
                    relation == Relation.EQUAL
                        || relation == Relation.OTHER
                        || value instanceof Value.Exact)
            .as(Condition::new);
    return Combinators.combine(names(), conditions.list().ofMaxSize(3)).as(Side::new);
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of("anynetx-a", "sweep/regnetx", "b1", "w0", "0.5", "a_b", "in-it");
  }

  private static Arbitrary<Value> values() {
    Arbitrary<Double> numbers = Arbitraries.doubles().between(-1e9, 1e9);
    return Arbitraries.oneOf(
        numbers.map(Value.Exact::new),
        Combinators.combine(numbers, numbers)
            .filter((a, b) -> a < b)
            .as((a, b) -> new Value.Range(a, b)),
        Arbitraries.of("se", "se 0.25", "none", "0.5 last").map(Value.Word::new));
  }

  @ParameterizedTest
  @CsvSource({
    "b<1, 0.5, true",
    "b<1, 1, false",
    "b<=1, 1, true",
    "b!=1, 1, false",
    "b!=1, 2, true",
    "b>=0.3, 0.3, true",
    "b>0.3, 0.30000000000000004, false",
    "b=0.3, 0.30000000000000004, true",
    "b=1..2, 2, true",
    "b=1..2, 2.1, false",
    "b=se, 1, false",
    "c=1, 1, false"
  })
  void conditionsOnNumbers(String condition, double b, boolean holds) {
    Evidence.Drawn drawn = new Evidence.Drawn("id", Map.of("b", b), Map.of());
    assertThat(Condition.parse(condition).holds(drawn)).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({
    "a=se, se 0.25, true", "a=se, se 0.5, true", "a=se 0.25, se 0.5, false", "a!=se, none, true",
    "a=0.5, 0.5 last, true", "a=0.5 first, 0.5 last, false", "a=s, se, false", "a<1, se, false"
  })
  void conditionsOnComponents(String condition, String drawn, boolean holds) {
    Evidence.Drawn trial = new Evidence.Drawn("id", Map.of(), Map.of("a", drawn));
    assertThat(Condition.parse(condition).holds(trial)).isEqualTo(holds);
  }

  @Test
  void wordsThatLackTheirHyphenAreRecognised() {
    assertThatThrownBy(() -> Claim.parse("a better than b"))
        .hasMessageContaining("did you mean 'better-than', with hyphens?");
    assertThatThrownBy(() -> Claim.parse("a not worse than b within 1"))
        .hasMessageContaining("did you mean 'not-worse-than', with hyphens?");
    assertThatThrownBy(() -> Claim.parse("none improves s"))
        .hasMessageContaining("must be a space or a component, got 'none'");
  }
}
