package io.archscape.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class NormalisationTest {
  @Test
  void takesMeanAndPopulationDeviationOfEachChannel() {
    Images images =
        Images.of(1, 2, 2, List.of("a"), new byte[] {0, 7, (byte) 200, 7}, new byte[] {0});
    Normalisation n = Normalisation.of(images);
    assertThat(n.mean()).containsExactly(100.0, 7.0);
    assertThat(n.std()).containsExactly(100.0, 1.0);
  }

  @Test
  void tableHoldsEveryByteOfEveryChannel() {
    float[] table = new Normalisation(List.of(10.0, 20.0), List.of(2.0, 4.0)).table();
    assertThat(table).hasSize(512);
    assertThat(table[0]).isEqualTo(-5f, within(0f));
    assertThat(table[256 + 255]).isEqualTo(58.75f, within(0f));
  }

  @Test
  void refusesWhatWouldGiveNan() {
    assertThatThrownBy(() -> new Normalisation(List.of(1.0), List.of(0.0)))
        .hasMessage("normalisation std must be positive and finite, got 0.0");
    assertThatThrownBy(() -> new Normalisation(List.of(Double.NaN), List.of(1.0)))
        .hasMessage("normalisation mean must be finite, got NaN");
  }
}
