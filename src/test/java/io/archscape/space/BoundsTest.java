package io.archscape.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.Defaults;
import io.archscape.InputException;
import io.archscape.document.Documents;
import io.archscape.graph.Cost;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundsTest {
  private final Documents documents = new Documents(Defaults.of(Band.NONE));

  @ParameterizedTest
  @CsvSource({
    "360M..400M, 360000000, 400000000, 360M..400M",
    "1.3M..1.7M, 1300000, 1700000, 1.3M..1.7M",
    "..400M, 0, 400000000, ..400M",
    "2e6.., 2000000, 0, 2M..",
    ".., 0, 0, ..",
    "0..0, 0, 0, ..",
    "5..1.5k, 5, 1500, 5..1.5k",
    "1..2.25G, 1, 2250000000, 1..2.25G",
    "1234567.., 1234567, 0, 1.234567M.."
  })
  void readsAndWritesWhatPeopleWrite(String text, long low, long high, String written) {
    assertThat(Bounds.parse(text)).isEqualTo(new Bounds(low, high)).hasToString(written);
  }

  @Property
  void comesBackFromText(
      @ForAll @LongRange(min = 0, max = 1L << 50) long low,
      @ForAll @LongRange(min = 0, max = 1L << 50) long more) {
    Bounds bounds = new Bounds(low, low + more);
    assertThat(Bounds.parse(bounds.toString())).isEqualTo(bounds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"400M", "a..b", "1.5..2", "400M..360M", "-1..5", "1..2..3", "1e99..", "M..", ""})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> Bounds.parse(text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("must")
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void bothEndsAreIncluded() {
    Bounds bounds = new Bounds(10, 20);
    assertThat(bounds.contains(10) && bounds.contains(20)).isTrue();
    assertThat(bounds.contains(9) || bounds.contains(21)).isFalse();
    assertThat(Bounds.NONE.contains(Long.MAX_VALUE)).isTrue();
  }

  @Test
  void aBandLeavesOutWhatIsNotBound() {
    Band band = documents.readYaml("b.yaml", "flops: 1.3M..1.7M\n", Band.class);
    assertThat(band)
        .isEqualTo(new Band(new Bounds(1_300_000, 1_700_000), Bounds.NONE, Bounds.NONE));
    assertThat(band).hasToString("flops 1.3M..1.7M");
    assertThat(documents.readYaml("b.yaml", documents.yaml(band), Band.class)).isEqualTo(band);
    assertThat(band.contains(new Cost(1_500_000, 1, 1))).isTrue();
    assertThat(band.contains(new Cost(1_700_001, 1, 1))).isFalse();
  }

  @Test
  void aMistakeInABandIsPlaced() {
    assertThatThrownBy(() -> documents.readYaml("b.yaml", "acts: ..\nflops: 9..8\n", Band.class))
        .isInstanceOf(InputException.class)
        .hasMessage("b.yaml:2:1: flops: bounds low must be at most high, got 9..8 from '9..8'");
  }
}
