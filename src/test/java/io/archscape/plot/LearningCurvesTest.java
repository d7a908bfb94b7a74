package io.archscape.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.archscape.RequirementException;
import io.archscape.plot.LearningCurves.Curve;
import java.awt.geom.Point2D;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningCurvesTest {
  @TempDir Path folder;

  private static List<Double> falling(int epochs) {
    return Stream.iterate(90.0, error -> 0.9 * error).limit(epochs).toList();
  }

  private static LearningCurves curves(int epochs) {
    return new LearningCurves(
        "resnet-20",
        epochs + 1,
        List.of(
            new Curve("held-out", falling(epochs)),
            new Curve("training, augmented", falling(Math.max(1, epochs / 2)))));
  }

  @Test
  void aPictureIsWrittenInEveryFormatForOneEpochAndMany() {
    for (int epochs : new int[] {1, 2, 12, 200}) {
      for (Format format : Format.values()) {
        Path file = folder.resolve(epochs + "." + format);
        curves(epochs).figure().save(file);
        assertThat(file).isNotEmptyFile();
      }
    }
  }

  @Test
  void theEndIsThereInWordsAndEveryPointInTheTable() {
    LearningCurves two =
        new LearningCurves("net", 3, List.of(new Curve("a, b", List.of(50.0, 12.5))));
    assertThat(new String(two.figure().bytes(Format.SVG), StandardCharsets.UTF_8))
        .contains("a, b: 12.50 %");
    assertThat(new String(two.figure().bytes(Format.CSV), StandardCharsets.UTF_8))
        .isEqualTo("curve,epoch,error\r\n\"a, b\",1,50.0\r\n\"a, b\",2,12.5\r\n");
  }

  @Test
  void refusesWhatIsNoError() {
    assertThatThrownBy(() -> new Curve("a", List.of(Double.NaN)))
        .isInstanceOf(RequirementException.class)
        .hasMessageContaining("curve a must have errors of 0 to 100 %, got [NaN]");
    assertThatThrownBy(() -> new LearningCurves("t", 1, List.of(new Curve("a", falling(2)))))
        .hasMessage("epochs must be at least 2, got epochs=1");
  }

  /** From 80 to 5 %: halves have the same room. Curves have their spaces' colours. */
  @Test
  void curvesOfSpacesMayFallByOctaves() {
    Palette palette = Palette.of(List.of("x", "a", "b"));
    List<Curve> curves =
        List.of(
            new Curve("b", List.of(80.0, 40.0, 20.0)), new Curve("a", List.of(40.0, 20.0, 5.0)));
    LearningCurves spaces = new LearningCurves("t", 3, curves).ofSpaces(palette);
    assertThat(spaces.places()).containsExactly(2, 1);
    List<Double> heights =
        Pictures.line(Pictures.svg(spaces.figure()), Style.color(2)).stream()
            .map(Point2D::getY)
            .toList();
    assertThat(heights).hasSize(3);
    assertThat(heights.get(2) - heights.get(1))
        .isCloseTo(heights.get(1) - heights.get(0), within(0.01))
        .isPositive();
  }
}
