package io.archscape.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StyleTest {
  private static String dashes(int place) {
    return Arrays.toString(Style.stroke(place).getDashArray());
  }

  @Test
  void sevenCurvesDifferInColourAndInDashes() {
    assertThat(IntStream.range(0, 7).mapToObj(Style::color)).doesNotHaveDuplicates();
    assertThat(IntStream.range(0, 7).mapToObj(StyleTest::dashes)).doesNotHaveDuplicates();
  }

  @Test
  void curvesOfOneColourDifferInDashes() {
    Set<String> seen = new HashSet<>();
    for (int place = 0; place < 49; place++) {
      assertThat(seen.add(Style.color(place) + " " + dashes(place))).isTrue();
    }
    assertThat(seen).hasSize(49);
  }

  @Test
  void everyColourStandsOutOnWhiteInGrey() {
    assertThat(Style.COLORS)
        .allSatisfy(
            c -> {
              double grey = 0.299 * c.getRed() + 0.587 * c.getGreen() + 0.114 * c.getBlue();
              assertThat(grey).isLessThan(175);
            });
  }
}
