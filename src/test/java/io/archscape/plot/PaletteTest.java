package io.archscape.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.RequirementException;
import io.archscape.stats.Bootstrap;
import io.archscape.stats.Efficiency;
import io.archscape.stats.Interval;
import io.archscape.stats.Trend;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PaletteTest {
  private static final Palette THIRTEEN = Palette.of(Pictures.names(13));

  @Test
  void thirteenSpacesDifferInColourAndMarkAndInColourAndDash() {
    assertDistinct(s -> THIRTEEN.hex(s) + THIRTEEN.mark(s) + THIRTEEN.hollow(s));
    assertDistinct(s -> THIRTEEN.hex(s) + THIRTEEN.dashes(s));
  }

  /** What is left in grey. */
  @Test
  void thirteenSpacesDifferInMarksAlone() {
    assertDistinct(s -> THIRTEEN.mark(s) + THIRTEEN.hollow(s));
  }

  private static void assertDistinct(Function<String, String> look) {
    assertThat(THIRTEEN.labels().stream().map(look)).doesNotHaveDuplicates();
  }

  @Test
  void coloursAreTheSameForPages() {
    Palette palette = Palette.of(List.of("a", "b", "c", "d", "e"));
    assertThat(palette.hex("a")).isEqualTo("#0072B2");
    assertThat(palette.dashes("a")).isEmpty();
    assertThat(palette.hex("e")).isEqualTo("#000000");
    assertThat(palette.hexOnDark("e")).isEqualTo("#D8D8D8");
    assertThat(palette.hexOnDark("b")).isEqualTo(palette.hex("b"));
    assertThat(palette.mark("c")).isEqualTo("triangle-up");
  }

  @Test
  void aSpaceHasOneColourInEveryFigure() {
    Palette palette = Palette.of(List.of("a", "b", "c", "d"));
    double[] errors = {20, 30, 40, 50};
    List<Double> list = PlotValues.list(errors);
    Interval mean = Bootstrap.standard(1).of(errors, io.archscape.stats.Statistic.MEAN);
    Trend trend = Trend.ofBestValue(errors, errors, errors, 2, 100, 1);
    List<Figure> figures =
        List.of(
            EdfPlot.of(List.of(Series.of("c", errors))).withPalette(palette).figure(),
            new ScatterPlot("c", palette, "d", list, list, Optional.empty()).figure(),
            new StripPlot("c", palette, "b", List.of(new StripPlot.Strip("x", list, mean)))
                .figure(),
            new ParetoPlot("flops", palette, List.of(new ParetoPlot.Cloud("c", list, list)))
                .figure(),
            new TrendPlot("d", "flops", palette, List.of(new TrendPlot.Curve("c", trend))).figure(),
            new EfficiencyPlot(
                    palette, List.of(new EfficiencyPlot.Curve("c", Efficiency.of(errors, 100, 1))))
                .figure(),
            new StaircasePlot(
                    "c",
                    palette,
                    List.of(new StaircasePlot.Stairs(20, List.of(8, 16), List.of())),
                    List.of())
                .figure(),
            new LearningCurves("c", 4, List.of(new LearningCurves.Curve("best", list)))
                .of("c", palette)
                .figure(),
            new TimelinePlot(
                    "t",
                    palette,
                    List.of(new TimelinePlot.Attempt(1, "c", 0, 9, TimelinePlot.Ending.DONE)))
                .figure());
    for (Figure figure : figures) {
      assertThat(Pictures.svg(figure))
          .as(figure.heading())
          .contains(Pictures.rgb(palette.hex("c")))
          .doesNotContain(Pictures.rgb(palette.hex("a")))
          .doesNotContain(Pictures.rgb(palette.hex("b")));
    }
  }

  @Test
  void whatIsNotInItIsRefused() {
    assertThatThrownBy(() -> Palette.of(List.of("a", "b")).hex("c"))
        .isInstanceOf(RequirementException.class)
        .hasMessage("a figure's label must be one of the palette's [a, b], got c");
    assertThatThrownBy(() -> Palette.of(List.of("a", "a")))
        .hasMessage("a palette must have each label once, got [a, a]");
    assertThatThrownBy(() -> Palette.of(List.of()))
        .hasMessage("a palette needs at least one label, got none");
    EdfPlot plot = EdfPlot.of(List.of(Series.of("c", new double[] {1})));
    assertThatThrownBy(() -> plot.withPalette(Palette.of(List.of("a"))))
        .isInstanceOf(RequirementException.class);
  }
}
