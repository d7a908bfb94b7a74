package io.archscape.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.stats.Edf;
import java.awt.Color;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class EdfPlotTest {
  private static String svg(EdfPlot plot) {
    return new String(plot.figure().bytes(Format.SVG), StandardCharsets.UTF_8);
  }

  private static BufferedImage png(EdfPlot plot) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(plot.figure().bytes(Format.PNG)));
  }

  private static long pixels(BufferedImage image, Color color) {
    int[] rgb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(rgb).filter(p -> p == color.getRGB()).count();
  }

  @Test
  void svgHoldsTheLegendAsText() {
    assertThat(svg(Curves.both()))
        .contains("<desc>space [n | min | mean]: cifar-anynetx-c [14 | 52.0 | 56.1]; ")
        .contains("cifar-anynetx-d [14 | 49.0 | 51.8]</desc>");
  }

  @Test
  void svgIsWellFormedWhateverTheNamesAre() throws Exception {
    Series odd = Series.of("a<b> & \"c\"", new double[] {1, 2});
    String text = svg(EdfPlot.of(List.of(odd)).withTitle("<&>"));
    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(text)));
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("<&>");
    assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
        .isEqualTo("space [n | min | mean]: a<b> & \"c\" [2 | 1.0 | 1.5]");
  }

  /** A corner at the foot and one at the top of each step, on the scale that the edges give. */
  @Test
  void svgDrawsEachCurveAsOnePathOfTrueSteps() {
    double[] errors = {50, 60, 70, 100};
    String svg = svg(EdfPlot.of(List.of(Series.of("s", errors))));
    List<double[]> corners = curve(svg, Style.color(0));
    assertThat(corners).hasSize(2 * errors.length + 2);
    double left = corners.get(0)[0];
    double right = corners.get(9)[0];
    double bottom = corners.get(0)[1];
    double top = corners.get(9)[1];
    assertThat(bottom).isGreaterThan(top);
    for (int i = 0; i < errors.length; i++) {
      double x = left + (errors[i] - 47) / (103 - 47) * (right - left); // margins of 6 %
      assertCorner(corners.get(2 * i + 1), x, bottom + i / 4.0 * (top - bottom));
      assertCorner(corners.get(2 * i + 2), x, bottom + (i + 1) / 4.0 * (top - bottom));
    }
  }

  private static void assertCorner(double[] corner, double x, double y) {
    assertThat(Math.abs(corner[0] - x)).isLessThan(0.002);
    assertThat(Math.abs(corner[1] - y)).isLessThan(0.002);
  }

  private static List<double[]> curve(String svg, Color color) {
    String rgb = "rgb(%d,%d,%d)".formatted(color.getRed(), color.getGreen(), color.getBlue());
    Matcher path =
        Pattern.compile("<path d=\"([^\"]*)\" style=\"fill:none;stroke:" + Pattern.quote(rgb))
            .matcher(svg);
    assertThat(path.find()).isTrue();
    String pieces = path.group(1);
    assertThat(pieces).matches("M[^MCQ]*");
    return Arrays.stream(pieces.split(" "))
        .map(p -> Arrays.stream(p.substring(1).split(",")).mapToDouble(Double::parseDouble))
        .map(DoubleStream::toArray)
        .toList();
  }

  @Test
  void curvesDifferInDashesToo() {
    Pattern dashed = Pattern.compile("stroke:rgb\\(213,94,0\\);[^\"]*stroke-dasharray:9,4");
    assertThat(svg(Curves.both())).containsPattern(dashed);
    assertThat(svg(Curves.both())).doesNotContainPattern("stroke:rgb\\(0,114,178\\);[^\"]*dash");
  }

  @Test
  void theSamePlotGivesTheSameBytes() {
    EdfPlot plot = Curves.both().withTitle("twice").withBands(0.05);
    for (Format format : Format.values()) {
      byte[] once = plot.figure().bytes(format);
      assertThat(plot.figure().bytes(format)).as(format.name()).isEqualTo(once);
      Figure drawnTwice = plot.figure();
      drawnTwice.bytes(Format.PNG);
      assertThat(drawnTwice.bytes(format)).as(format.name()).isEqualTo(once);
    }
  }

  @Test
  void pngIsAThousandPixelsWideAndShowsBothCurves() throws IOException {
    BufferedImage image = png(Curves.both());
    assertThat(image.getWidth()).isEqualTo(1000);
    assertThat(image.getHeight()).isBetween(700, 900);
    assertThat(pixels(image, Style.color(0))).isGreaterThan(1000);
    assertThat(pixels(image, Style.color(1))).isGreaterThan(1000);
    assertThat(pixels(image, Style.color(2))).isZero();
    assertThat(image.getRGB(0, 0)).isEqualTo(Color.WHITE.getRGB());
  }

  @Test
  void pdfIsOnePageOfColumnWidth() throws IOException {
    try (PDDocument pdf = Loader.loadPDF(Curves.both().figure().bytes(Format.PDF))) {
      assertThat(pdf.getNumberOfPages()).isEqualTo(1);
      assertThat(pdf.getPage(0).getMediaBox().getWidth()).isEqualTo(240f);
      assertThat(pdf.getDocumentInformation().getSubject())
          .contains("cifar-anynetx-d [14 | 49.0 | 51.8]");
    }
  }

  @Test
  void csvHoldsEveryDigit() {
    Series thirds = Series.of("thirds, \"of\" it", new double[] {100 / 3.0, 200 / 3.0, 1e-5});
    String csv = EdfPlot.of(List.of(thirds, Curves.c())).figure().csv();
    List<String> lines = csv.lines().toList();
    assertThat(lines.get(0)).isEqualTo("space,error,cumulative_probability,left_out");
    assertThat(lines).hasSize(1 + 3 + 14);
    assertThat(csv.split("\r\n")).hasSize(1 + 3 + 14);
    String name = "\"thirds, \"\"of\"\" it\",";
    for (int i = 0; i < 3; i++) {
      assertThat(lines.get(1 + i)).startsWith(name);
      String[] numbers = lines.get(1 + i).substring(name.length()).split(",");
      Edf.Point read =
          new Edf.Point(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
      assertThat(read).isEqualTo(thirds.edf().points().get(i));
    }
    assertThat(lines.get(4)).isEqualTo("cifar-anynetx-c,52.0,0.07142857142857142,");
  }

  @Test
  void sayWhatIsLeftOut() {
    Series partial = new Series("s", Edf.of(new double[] {50, 52}), "2 diverged, 1 pruned");
    EdfPlot plot = EdfPlot.of(List.of(partial));
    assertThat(svg(plot)).contains("s [2 | 50.0 | 51.0] without 2 diverged, 1 pruned");
    assertThat(plot.figure().csv()).endsWith("s,52.0,1.0,\"2 diverged, 1 pruned\"\r\n");
  }

  @Test
  void theLegendGoesInsideOnlyWhereItCoversNoCurve() throws IOException {
    double[] longTail = Arrays.copyOf(Curves.uniform(40, 20, 25), 41);
    longTail[40] = 90;
    BufferedImage inside = png(EdfPlot.of(List.of(Series.of("s", longTail))));
    assertThat(inside.getHeight()).isEqualTo(2 * EdfPlot.HEIGHT);
    double[] early = Curves.uniform(40, 20, 25);
    double[] late = Curves.uniform(40, 80, 90);
    BufferedImage below = png(EdfPlot.of(List.of(Series.of("s", early), Series.of("t", late))));
    assertThat(below.getHeight()).isGreaterThan(2 * EdfPlot.HEIGHT);
  }

  /** Three octaves: each has the same room. */
  @Test
  void errorsThatSpanOctavesHaveALogarithmicAxis() {
    assertThat(levels(new double[] {4, 8, 16, 32})).containsExactly(1.0, 1.0);
    assertThat(levels(new double[] {4, 8, 16, 31})).containsExactly(2.0, 3.75);
  }

  /** Widths of the steps between the first and the last error, by that of the first. */
  private static List<Double> levels(double[] errors) {
    List<Double> corners =
        Pictures.line(svg(EdfPlot.of(List.of(Series.of("s", errors)))), Style.color(0)).stream()
            .map(Point2D::getX)
            .distinct()
            .toList();
    double first = corners.get(2) - corners.get(1);
    return List.of(
        Math.rint(100 * (corners.get(3) - corners.get(2)) / first) / 100,
        Math.rint(100 * (corners.get(4) - corners.get(3)) / first) / 100);
  }

  @Test
  void theLegendOfALongNameKeepsBothEndsAndTheNumbers() {
    String name = "cifar-" + "very-".repeat(30) + "long-d";
    String entry = Legend.entry(Series.of(name, new double[] {50, 52}));
    assertThat(entry).startsWith("cifar-very").contains("…").endsWith("long-d [2 | 50.0 | 51.0]");
    assertThat(entry.length()).isLessThan(70);
    assertThat(svg(EdfPlot.of(List.of(Series.of(name, new double[] {50, 52}))))).contains(name);
  }

  /** A name that is cut short is no name: what was left out gives way first. */
  @Test
  void whatWasLeftOutStandsBelowANameThatNeedsTheRoom() {
    Edf edf = Edf.of(new double[] {50, 52});
    String name = "cifar-anynetx-d-decreasing-depths";
    assertThat(Legend.entry(new Series(name, edf, "1 diverged, 2 pruned")))
        .isEqualTo(name + " [2 | 50.0 | 51.0]\nwithout 1 diverged, 2 pruned");
    assertThat(Legend.entry(new Series("short", edf, "2 pruned")))
        .isEqualTo("short [2 | 50.0 | 51.0] without 2 pruned");
    int one = Legend.of(List.of(new Series(name, edf, ""))).height();
    assertThat(Legend.of(List.of(new Series(name, edf, "1 diverged, 2 pruned"))).height())
        .isGreaterThan(one + 10);
  }

  @Test
  void bandsAreDrawnBehindTheCurves() {
    String plain = svg(Curves.both());
    String banded = svg(Curves.both().withBands(0.05));
    assertThat(plain).doesNotContain("fill-opacity");
    assertThat(banded.split("fill-opacity", -1)).hasSize(1 + 2);
    assertThat(banded.lastIndexOf("fill-opacity")).isLessThan(banded.indexOf("dasharray:9,4"));
  }

  @Test
  void drawsOneModelEqualModelsAndTheWholeRange() throws IOException {
    for (double[] errors : List.of(new double[] {50}, new double[] {7, 7}, new double[] {0, 100})) {
      BufferedImage image = png(EdfPlot.of(List.of(Series.of("s", errors))));
      assertThat(pixels(image, Style.color(0))).isGreaterThan(1000);
    }
  }

  @Test
  void drawsAMillionModelsInASmallFile() {
    Series million = Series.of("million", Curves.uniform(1_000_000, 20, 80));
    assertThat(EdfPlot.of(List.of(million)).figure().bytes(Format.SVG).length).isLessThan(200_000);
  }

  @Test
  void saysWhatCanBeDrawn() {
    assertThatThrownBy(() -> EdfPlot.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an EDF plot needs at least one space, got none");
    assertThatThrownBy(() -> Series.of("s", new double[] {50, 101}))
        .hasMessage("errors must be in percent, 0 to 100, got 50.0 to 101.0 for s");
    assertThatThrownBy(() -> Series.of("two\nlines", new double[] {50}))
        .hasMessage("a space's name must be printable and not blank, got \"two\nlines\"");
    double[] four = {1, 2, 3, 4};
    Series weighted = new Series("w", Edf.weighted(four, four, 2), "");
    assertThatThrownBy(() -> EdfPlot.of(List.of(weighted)).withBands(0.05))
        .hasMessage("a band needs curves without weights, got a weighted one");
  }

  @Test
  void drawsMoreSpacesThanThereAreColours() throws IOException {
    List<Series> many =
        IntStream.range(0, 9)
            .mapToObj(i -> Series.of("space " + i, Curves.uniform(20, 10 + 5 * i, 50 + 5 * i)))
            .toList();
    assertThat(pixels(png(EdfPlot.of(many)), Style.color(6))).isGreaterThan(100);
  }
}
