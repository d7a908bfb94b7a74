package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.CrossStage;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.graph.Cost;
import io.archscape.graph.Shape;
import io.archscape.space.Fitting;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerTableTest {
  private static final Network NETWORK =
      new Network(
          new Stem(Stem.Type.RES, 32),
          List.of(
              new Stage(
                  12,
                  64,
                  1,
                  new Block.Bottleneck(1, 8, new Attention.Cbam()),
                  new CrossStage.Partial(32, CrossStage.Partial.Fusion.LAST)),
              new Stage(2, 1024, 2, new Block.Bottleneck(1, 16, new Attention.EfficientChannel()))),
          Head.PLAIN);

  private static List<String> lines(int image) {
    return new LayerTable(NETWORK.graph(Shape.image(image), 1000)).lines();
  }

  /** The cells of a line; columns are two spaces apart, and no word has two in it. */
  private static List<String> cells(String line) {
    return Arrays.asList(line.split(" {2,}", -1));
  }

  private static long number(String text) {
    return Long.parseLong(text.replace(",", ""));
  }

  @Test
  void rowsSumUpToTheCostOfTheNetwork() {
    List<String> lines = lines(224);
    Cost sum = Cost.NONE;
    for (String line : lines.subList(1, lines.size() - 2)) {
      List<String> cells = cells(line);
      assertThat(cells).as(line).hasSize(12);
      sum = sum.plus(new Cost(number(cells.get(6)), number(cells.get(7)), number(cells.get(8))));
    }
    Cost cost = NETWORK.cost(Shape.image(224), 1000);
    assertThat(lines).hasSizeGreaterThan(80);
    assertThat(sum).isEqualTo(cost);
    List<String> total = cells(lines.get(lines.size() - 2));
    assertThat(total.get(0)).isEqualTo("total");
    assertThat(total.subList(1, 4).stream().map(LayerTableTest::number))
        .containsExactly(cost.flops(), cost.params(), cost.acts());
  }

  @Test
  void sharesRiseToAHundred() {
    List<String> lines = lines(224);
    double before = 0;
    for (String line : lines.subList(1, lines.size() - 2)) {
      double now = Double.parseDouble(cells(line).get(9));
      assertThat(now).isGreaterThanOrEqualTo(before);
      before = now;
    }
    List<String> last = cells(lines.get(lines.size() - 3));
    assertThat(last.subList(9, 12)).containsExactly("100.0", "100.0", "100.0");
  }

  @Test
  void columnsStayAlignedForLongNamesAndNumbersOfThirteenDigits() {
    List<String> lines = lines(16384);
    assertThat(NETWORK.cost(Shape.image(16384), 1000).flops()).isGreaterThan(1_000_000_000_000L);
    int flops = lines.get(0).indexOf("flops") + "flops".length();
    for (String line : lines.subList(1, lines.size() - 1)) {
      assertThat(line.charAt(flops - 1)).as(line).isBetween('0', '9');
      assertThat(line.length() == flops || line.charAt(flops) == ' ').as(line).isTrue();
    }
    assertThat(lines).anyMatch(line -> line.startsWith("s1.b12.f.cbam.conv  "));
  }

  @Test
  void operationsHaveTheirWordsAndGroups() {
    List<String> lines = lines(224);
    assertThat(row(lines, "s1.b1.f.b"))
        .startsWith("s1.b1.f.b", "conv 3x3", "1", "8", "8", "56x56x64");
    assertThat(row(lines, "stem.pool")).startsWith("stem.pool", "max pool 3x3", "2", "-", "-");
    assertThat(row(lines, "s2.b1.f.eca.conv"))
        .startsWith("s2.b1.f.eca.conv", "1-D 5 over channels", "-", "-", "-", "1x1x1024");
    assertThat(lines.get(lines.size() - 1))
        .startsWith("without cost, left out: ")
        .contains("2 slice channels", "12 concat rows", "14 add");
  }

  private static List<String> row(List<String> lines, String name) {
    return cells(
        lines.stream().filter(line -> line.startsWith(name + " ")).findFirst().orElseThrow());
  }

  @Test
  void widthsBeforeAndAfterComeWithTheReason() {
    List<String> lines =
        LayerTable.fittings(List.of(Fitting.of(1, 24, 1, 64), Fitting.of(2, 64, 1, 8)));
    assertThat(lines).hasSize(3);
    assertThat(cells(lines.get(1)))
        .containsExactly(
            "s1",
            "24 -> 24",
            "64 -> 24",
            "group width 64 -> 24: the 3x3 convolution has only 24 channels");
    assertThat(cells(lines.get(2))).containsExactly("s2", "64 -> 64", "8 -> 8", "fits");
  }

  @Test
  void saysSoWhereNothingHadToBeAdjusted() {
    assertThat(LayerTable.fittings(List.of(Fitting.of(1, 64, 1, 8))))
        .singleElement()
        .asString()
        .contains("nothing had to be adjusted");
    assertThat(LayerTable.fittings(List.of())).isEmpty();
  }
}
