package io.archscape.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.RequirementException;
import io.archscape.plot.ProfileBars.Bar;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileBarsTest {
  private static final List<String> LAYERS = List.of("forward", "backward");

  @TempDir Path folder;

  private static ProfileBars bars(int count) {
    List<Bar> bars =
        IntStream.range(0, count)
            .mapToObj(i -> new Bar("conv %dx%d".formatted(i, i), List.of(2.0 / (i + 1), 1.0 / 3)))
            .toList();
    return new ProfileBars("net", LAYERS, bars);
  }

  @Test
  void aPictureIsWrittenInEveryFormatForFewBarsAndMany() {
    for (int count : new int[] {2, 3, 30}) {
      for (Format format : Format.values()) {
        Path file = folder.resolve(count + "." + format);
        bars(count).figure().save(file);
        assertThat(file).isNotEmptyFile();
      }
    }
  }

  /** What is drawn as outlines is there as words too. */
  @Test
  void aPictureTellsTimesAndSharesInWords() {
    ProfileBars two =
        new ProfileBars(
            "net",
            LAYERS,
            List.of(new Bar("conv", List.of(1.0, 5.0)), new Bar("add", List.of(2.0, 0.0))));
    String svg = new String(two.figure().bytes(Format.SVG), StandardCharsets.UTF_8);
    assertThat(svg).contains("conv: 6.00 ms  75.0 %; add: 2.00 ms  25.0 %");
    assertThat(new String(two.figure().bytes(Format.CSV), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            op,layer,milliseconds
            "conv",forward,1.0
            "conv",backward,5.0
            "add",forward,2.0
            """);
  }

  @Test
  void theSameBarsGiveTheSameBytes() {
    for (Format format : Format.values()) {
      assertThat(bars(5).figure().bytes(format)).isEqualTo(bars(5).figure().bytes(format));
    }
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    assertThatThrownBy(() -> bars(1))
        .isInstanceOf(RequirementException.class)
        .hasMessageContaining("at least 2 bars");
    assertThatThrownBy(() -> new Bar("conv", List.of(Double.NaN)))
        .isInstanceOf(RequirementException.class)
        .hasMessageContaining("0 or more");
    Bar bar = new Bar("conv", List.of(1.0, 1.0));
    assertThatThrownBy(() -> new ProfileBars("net", LAYERS, List.of(bar, bar)))
        .isInstanceOf(RequirementException.class)
        .hasMessageContaining("different labels");
    assertThatThrownBy(
            () ->
                new ProfileBars(
                    "net", List.of("forward"), List.of(bar, new Bar("add", List.of(1.0)))))
        .isInstanceOf(RequirementException.class)
        .hasMessageContaining("one number per layer");
    Bar none = new Bar("conv", List.of(0.0, 0.0));
    assertThatThrownBy(
            () -> new ProfileBars("net", LAYERS, List.of(none, new Bar("add", List.of(0.0, 0.0)))))
        .isInstanceOf(RequirementException.class)
        .hasMessageContaining("takes time");
  }
}
