package io.archscape.plot;

import static io.archscape.plot.Pictures.assertSound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.RequirementException;
import io.archscape.plot.ImportancePlot.Bar;
import io.archscape.plot.ParetoPlot.Cloud;
import io.archscape.plot.StaircasePlot.Stairs;
import io.archscape.plot.StripPlot.Strip;
import io.archscape.plot.TimelinePlot.Attempt;
import io.archscape.plot.TimelinePlot.Ending;
import io.archscape.stats.BestValue;
import io.archscape.stats.Efficiency;
import io.archscape.stats.Interval;
import io.archscape.stats.Trend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static final Palette ONE = Palette.of(List.of("s"));
  private static final Palette THIRTEEN = Palette.of(Pictures.names(13));

  private static Interval interval(double estimate, double low, double high) {
    return new Interval(estimate, low, high, 0.95);
  }

  private static ScatterPlot scatter(List<Double> values, List<Double> errors, Interval best) {
    return new ScatterPlot("s", ONE, "w0", values, errors, Optional.of(best));
  }

  /** n errors and a complexity each, that falls as the error grows. */
  private static Cloud cloud(String space, int n) {
    double[] x = Curves.uniform(n, 2e7, 4e8);
    double[] errors = IntStream.range(0, n).mapToDouble(i -> 20 + 1e9 / x[i] + i % 7).toArray();
    return new Cloud(space, PlotValues.list(x), PlotValues.list(errors));
  }

  @Test
  void scatterKeepsItsNumbersAndTellsTheBestValue() {
    ScatterPlot plot =
        scatter(List.of(8.0, 24.0, 24.0), List.of(50.0, 100 / 3.0, 41.0), interval(24, 8, 24));
    assertSound(plot.figure());
    assertThat(plot.figure().csv())
        .isEqualTo("space,w0,error\r\ns,8.0,50.0\r\ns,24.0,33.333333333333336\r\ns,24.0,41.0\r\n");
    assertThat(plot.figure().description())
        .isEqualTo("s: 3 models, error against w0; best, 95 %: 8 to 24, median 24");
  }

  @Test
  void oneModelEqualErrorsAndEqualValuesAreDrawn() {
    assertSound(scatter(List.of(24.0), List.of(50.0), interval(24, 24, 24)).figure());
    assertSound(scatter(List.of(1.0, 2.0), List.of(50.0, 50.0), interval(1, 1, 2)).figure());
    assertSound(scatter(List.of(1.0, 1.0), List.of(50.0, 60.0), interval(1, 1, 1)).figure());
    assertSound(scatter(List.of(0.0, 0.0), List.of(0.0, 100.0), interval(0, 0, 0)).figure());
  }

  @Test
  void whatHasNoMeaningInAScatterPlotIsRefused() {
    Interval best = interval(1, 1, 1);
    assertThatThrownBy(() -> scatter(List.of(), List.of(), best))
        .isInstanceOf(RequirementException.class)
        .hasMessage("a scatter plot needs at least one model, got none of s");
    assertThatThrownBy(() -> scatter(List.of(Double.NaN), List.of(1.0), best))
        .hasMessage("values of w0 must be finite numbers, got [NaN]");
    assertThatThrownBy(() -> scatter(List.of(1.0), List.of(Double.NaN), best))
        .hasMessage("errors of s must be in percent, 0 to 100, got [NaN]");
    assertThatThrownBy(() -> scatter(List.of(1.0, 2.0), List.of(1.0), best))
        .hasMessage("there must be a value of w0 for each error, got 2 values and 1 errors");
  }

  @Test
  void threeThousandPointsStayBelowAMegabyte() {
    List<Cloud> clouds = Pictures.names(6).stream().map(space -> cloud(space, 500)).toList();
    Figure pareto = new ParetoPlot("multiply-adds", THIRTEEN, clouds).figure();
    assertThat(pareto.bytes(Format.SVG).length).isLessThan(1_000_000);
    Cloud one = cloud("s", 3000);
    Interval best =
        BestValue.of(PlotValues.array(one.errors()), PlotValues.array(one.complexities()), 1000, 1);
    Figure scatter = scatter(one.complexities(), one.errors(), best).figure();
    assertThat(scatter.bytes(Format.SVG).length).isLessThan(1_000_000);
  }

  @Test
  void stripsKeepTheirNumbersWhateverTheirNames() {
    List<Strip> strips =
        IntStream.range(0, 7)
            .mapToObj(
                i ->
                    new Strip(
                        "a-very-long-component-" + i + "-name",
                        List.of(40.0 + i, 50.0),
                        interval(45 + i / 2.0, 40 + i, 50)))
            .toList();
    StripPlot plot = new StripPlot("s", ONE, "attention", strips);
    assertSound(plot.figure());
    assertThat(plot.figure().csv().lines().toList())
        .hasSize(15)
        .contains("s,a-very-long-component-2-name,42.0");
    assertThat(plot.figure().description()).contains("mean 45.50 % [41.00, 50.00]");
    assertSound(new StripPlot("s", ONE, "b", strips.subList(0, 1)).figure());
    assertThatThrownBy(() -> new Strip("se", List.of(), interval(1, 1, 1)))
        .hasMessage("a strip needs at least one model, got none of se");
  }

  /** The slow twin: a model is on the front if no other one is as cheap and better. */
  @Test
  void theFrontIsWhatNoOtherModelBeats() {
    double[] x = Curves.uniform(300, 1, 20);
    List<Double> costs = PlotValues.list(x).stream().map(Math::rint).map(c -> (double) c).toList();
    List<Double> errors = IntStream.range(0, 300).mapToObj(i -> (i * 37 % 101) / 1.01).toList();
    Cloud cloud = new Cloud("s", costs, errors);
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int model = i;
      boolean beaten =
          IntStream.range(0, 300)
              .anyMatch(
                  j ->
                      costs.get(j) <= costs.get(model)
                          && errors.get(j) <= errors.get(model)
                          && (costs.get(j) < costs.get(model)
                              || errors.get(j) < errors.get(model)
                              || j < model));
      if (!beaten) {
        expected.add(i);
      }
    }
    assertThat(cloud.front()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(cloud.front()).hasSizeGreaterThan(1);
  }

  @Test
  void thirteenSpacesFitIntoEachFigure() {
    List<Cloud> clouds = THIRTEEN.labels().stream().map(space -> cloud(space, 20)).toList();
    assertSound(new ParetoPlot("multiply-adds", THIRTEEN, clouds).figure());
    List<EfficiencyPlot.Curve> curves =
        clouds.stream()
            .map(
                c ->
                    new EfficiencyPlot.Curve(
                        c.space(), Efficiency.of(PlotValues.array(c.errors()), 100, 1)))
            .toList();
    assertSound(new EfficiencyPlot(THIRTEEN, curves).figure());
    List<TrendPlot.Curve> trends =
        clouds.stream()
            .map(
                c ->
                    new TrendPlot.Curve(
                        c.space(),
                        Trend.ofBestValue(
                            PlotValues.array(c.complexities()),
                            PlotValues.array(c.errors()),
                            PlotValues.array(c.errors()),
                            4,
                            100,
                            1)))
            .toList();
    assertSound(new TrendPlot("d", "multiply-adds", THIRTEEN, trends).figure());
    List<Attempt> attempts =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    new Attempt(
                        1 + i % 16,
                        THIRTEEN.labels().get(i % 13),
                        100.0 * i,
                        100.0 * i + 90 + i % 5,
                        Ending.values()[i % 6]))
            .toList();
    assertSound(new TimelinePlot("sweep", THIRTEEN, attempts).figure());
  }

  @Test
  void trendsAndEfficienciesKeepTheirNumbers() {
    double[] x = {1, 2, 3, 4};
    double[] errors = {40, 30, 20, 10};
    Trend trend = Trend.ofBestValue(x, x, errors, 2, 100, 1);
    TrendPlot plot = new TrendPlot("d", "flops", ONE, List.of(new TrendPlot.Curve("s", trend)));
    Interval first = trend.points().get(0).best();
    assertThat(plot.figure().csv())
        .startsWith(
            "space,flops,models,low,best d,high\r\ns,1.5,2,%s,%s,%s\r\ns,3.5,2,"
                .formatted(first.low(), first.estimate(), first.high()));
    Efficiency efficiency = Efficiency.of(errors, 100, 1);
    EfficiencyPlot best =
        new EfficiencyPlot(ONE, List.of(new EfficiencyPlot.Curve("s", efficiency)));
    assertThat(best.figure().csv())
        .startsWith("space,draws,expected_error,low,high\r\ns,1,25.0,")
        .contains("\r\ns,4,10.0,");
    assertThat(best.figure().description()).isEqualTo("s: 25.00 % for 1 draw, 10.00 % for 4");
    assertSound(
        new EfficiencyPlot(
                ONE,
                List.of(new EfficiencyPlot.Curve("s", Efficiency.of(new double[] {50}, 100, 1))))
            .figure());
    assertSound(plot.figure());
  }

  @Test
  void staircasesKeepTheirWidthsAndTheLineThroughThem() {
    Stairs regnet = new Stairs(20.25, List.of(24, 24, 56), List.of(24.0, 14.5));
    Stairs worst = new Stairs(20.25, List.of(8), List.of());
    StaircasePlot plot = new StaircasePlot("s", ONE, List.of(regnet), List.of(worst));
    assertSound(plot.figure());
    assertThat(plot.figure().csv())
        .isEqualTo(
            """
            space,model,error,block,width,w0 + wa j
            s,best 1,20.25,0,24,24.0
            s,best 1,20.25,1,24,38.5
            s,best 1,20.25,2,56,53.0
            s,worst 1,20.25,0,8,
            """
                .replace("\n", "\r\n"));
    assertThatThrownBy(() -> new Stairs(20, List.of(), List.of()))
        .hasMessage("a model must have block widths of at least 1, got []");
    assertThatThrownBy(() -> new StaircasePlot("s", ONE, List.of(), List.of()))
        .hasMessage("a staircase plot needs at least one model, got none of s");
  }

  @Test
  void importancesMayBeNegativeOrNothing() {
    List<Bar> bars =
        List.of(
            new Bar("a parameter of a name beyond all measure", 3, 2, 4),
            new Bar("g", -0.5, -1, 0));
    ImportancePlot plot = new ImportancePlot("regnetx", "points", bars);
    assertSound(plot.figure());
    assertThat(plot.figure().csv()).contains("g,-0.5,-1.0,0.0\r\n");
    assertSound(new ImportancePlot("t", "points", List.of(new Bar("w0", 0, 0, 0))).figure());
    assertThatThrownBy(() -> new Bar("g", 2, 3, 4))
        .hasMessage(
            "an importance must have numbers low <= mean <= high, got 3.0 <= 2.0 <= 4.0 of g");
    assertThatThrownBy(() -> new Bar("g", Double.NaN, 0, 1))
        .isInstanceOf(RequirementException.class);
  }

  @Test
  void aTimelineCutsPausesOutAndCountsEndings() {
    List<Attempt> attempts =
        List.of(
            new Attempt(1, "s", 1000, 1100, Ending.DONE),
            new Attempt(2, "s", 1000, 1050, Ending.FAILED),
            new Attempt(2, "s", 9000, 9100, Ending.PRUNED));
    Figure figure = new TimelinePlot("sweep", ONE, attempts).figure();
    assertSound(figure);
    assertThat(figure.description())
        .isEqualTo(
            "3 attempts on 2 workers: 1 done, 1 pruned, 1 failed; 1 pauses of 7900 s cut out");
    assertThat(figure.csv())
        .startsWith("worker,space,start_s,end_s,ending\r\n1,s,0.0,100.0,done\r\n")
        .endsWith("2,s,8000.0,8100.0,pruned\r\n");
    assertSound(
        new TimelinePlot("t", ONE, List.of(new Attempt(1, "s", 5, 5, Ending.RUNNING))).figure());
    assertThatThrownBy(() -> new Attempt(1, "s", 5, 4, Ending.DONE))
        .hasMessage("an attempt must end after it starts, got 5.0 to 4.0");
  }

  /** A mark in black ink for each ending, so that it is seen in grey. */
  @Test
  void whatDidNotEndInAnErrorIsMarked() {
    long unmarked = blackPieces(Ending.DONE);
    for (Ending ending : List.of(Ending.FAILED, Ending.PRUNED, Ending.INTERRUPTED)) {
      assertThat(blackPieces(ending)).as(ending.name()).isGreaterThan(unmarked);
    }
  }

  private static long blackPieces(Ending ending) {
    String svg =
        Pictures.svg(
            new TimelinePlot("t", ONE, List.of(new Attempt(1, "s", 0, 50, ending))).figure());
    return svg.lines()
        .filter(line -> line.contains("rgb(0,0,0)") || line.contains("black"))
        .count();
  }

  @Test
  void trainingsOfOneNetworkStandInOneRow() {
    SpreadPlot plot =
        new SpreadPlot(
            "again",
            THIRTEEN,
            List.of(
                new SpreadPlot.Row("a 0", Pictures.names(13).get(0), List.of(40.5, 41.0, 43.0)),
                new SpreadPlot.Row("b 7", Pictures.names(13).get(5), List.of(50.0))));
    assertSound(plot.figure());
    assertThat(plot.figure().description()).isEqualTo("a 0: 40.50, 41.00, 43.00; b 7: 50.00");
    assertThat(plot.figure().csv()).startsWith("network,space,error\r\na 0,").contains("b 7,");
    assertThatThrownBy(() -> new SpreadPlot("none", ONE, List.of()))
        .hasMessage("a plot of spreads needs at least one network, got none");
    assertThatThrownBy(() -> new SpreadPlot.Row("a", "s", List.of()))
        .hasMessage("a network must have at least one training, got none of a");
  }
}
