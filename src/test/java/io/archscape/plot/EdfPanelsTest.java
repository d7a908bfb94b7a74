package io.archscape.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.RequirementException;
import io.archscape.plot.EdfPanels.Group;
import io.archscape.plot.EdfPanels.Panel;
import java.awt.Color;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EdfPanelsTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();

  private static Panel panel(String quantity, OptionalDouble mark, double unit, int groups) {
    List<String> names = Pictures.names(groups);
    return new Panel(
        quantity,
        mark,
        IntStream.range(0, groups)
            .mapToObj(
                g ->
                    new Group(
                        names.get(g),
                        IntStream.range(0, 8)
                            .mapToObj(i -> unit * (1.2 + 0.1 * g + 0.17 * i))
                            .toList()))
            .toList());
  }

  private static EdfPanels two(int groups) {
    return new EdfPanels(
        "Training speed",
        Palette.of(Pictures.names(groups)),
        List.of(
            panel("images/s over the best peer's", OptionalDouble.of(1), 1, groups),
            panel("share of SGEMM", NONE, 0.15, groups)));
  }

  @Test
  void picturesAreSoundForOneGroupAndMany() {
    for (int groups : new int[] {1, 2, 6, 9}) {
      Pictures.assertSound(two(groups).figure());
    }
    Panel alone = panel("share of SGEMM", NONE, 1, 1);
    Pictures.assertSound(
        new EdfPanels("one", Palette.of(Pictures.names(1)), List.of(alone)).figure());
  }

  @Test
  void panelsStandOneBelowTheOther() {
    Figure figure = two(2).figure();
    assertThat(Pictures.png(figure).getHeight()).isGreaterThan(2 * Png.SCALE * Style.HEIGHT);
    int above = drawn(figure, 0, Style.HEIGHT);
    int below = drawn(figure, Style.HEIGHT, 2 * Style.HEIGHT);
    assertThat(above).isPositive();
    assertThat(below).isPositive();
  }

  /** Pixels of the first group's colour between two heights. */
  private static int drawn(Figure figure, int from, int to) {
    BufferedImage image = Pictures.png(figure);
    int count = 0;
    for (int y = Png.SCALE * from; y < Png.SCALE * to; y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += image.getRGB(x, y) == Style.color(0).getRGB() ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void aCurveRisesByOneOverNAtEachValue() {
    Panel panel = new Panel("ratio", NONE, List.of(new Group("a", List.of(2.0, 1.0, 4.0, 2.0))));
    String svg =
        Pictures.svg(new EdfPanels("t", Palette.of(List.of("a")), List.of(panel)).figure());
    List<Point2D> line = Pictures.line(svg, Style.color(0));
    double bottom = line.get(0).getY();
    double top = line.get(line.size() - 1).getY();
    assertThat(line.stream().map(p -> Math.rint(4 * (bottom - p.getY()) / (bottom - top))))
        .containsExactly(0.0, 0.0, 1.0, 1.0, 3.0, 3.0, 4.0, 4.0);
    double one = line.get(1).getX();
    double two = line.get(3).getX();
    double four = line.get(5).getX();
    assertThat((four - one) / (two - one)).isBetween(2.99, 3.01);
  }

  @Test
  void severalGroupsHaveACurveOfAllAndOneHasNone() {
    assertThat(two(3).figure().description())
        .contains("images/s over the best peer's: space-00 1.20 to 2.39", "; all 1.20 to 2.59");
    assertThat(two(1).figure().description()).doesNotContain("all");
    assertThat(Pictures.line(Pictures.svg(two(3).figure()), Color.BLACK)).isNotEmpty();
  }

  @Test
  void theTableHasEachValueOnce() {
    assertThat(two(2).figure().csv().lines())
        .hasSize(1 + 2 * 2 * 8)
        .startsWith("quantity,group,value", "images/s over the best peer's,space-00,1.2");
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    assertThatThrownBy(() -> new Group("a", List.of()))
        .isInstanceOf(RequirementException.class)
        .hasMessageContaining("at least one value");
    assertThatThrownBy(() -> new Group("a", List.of(Double.NaN)))
        .isInstanceOf(RequirementException.class)
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> new Panel("q", NONE, List.of()))
        .isInstanceOf(RequirementException.class)
        .hasMessageContaining("at least one group");
    assertThatThrownBy(() -> new EdfPanels("t", Palette.of(List.of("a")), List.of()))
        .isInstanceOf(RequirementException.class)
        .hasMessageContaining("at least one panel");
  }
}
