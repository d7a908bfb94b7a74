package io.archscape.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AxisTest {
  private static Axis of(double... values) {
    return Axis.of("x", DoubleStream.of(values));
  }

  @Test
  void threeOctavesOfPositiveValuesAreLogarithmic() {
    assertThat(of(8, 256).kind()).isEqualTo(Axis.Kind.LOG2);
    assertThat(of(8, 63).kind()).isEqualTo(Axis.Kind.LINEAR);
    assertThat(of(0, 256).kind()).isEqualTo(Axis.Kind.LINEAR);
    assertThat(of(-1, 256).kind()).isEqualTo(Axis.Kind.LINEAR);
  }

  @Test
  void everyValueIsInsideAndComesBackFromItsPlace() {
    for (Axis axis : List.of(of(8, 256), of(2e7, 4e8), of(1, 4), of(50, 50), of(0, 0), of(-3, 3))) {
      for (double part = 0.01; part < 1; part += 0.07) {
        double value = axis.value(axis.low() + axis.share(part));
        assertThat(axis.fraction(value)).isCloseTo(part, within(1e-9));
      }
    }
    assertThat(of(50, 50).fraction(50)).isCloseTo(0.5, within(1e-9));
    assertThat(of(8, 256).fraction(8)).isBetween(0.0, 0.1);
    assertThat(of(8, 256).fraction(256)).isBetween(0.9, 1.0);
  }

  @Test
  void octavesAreToldInTheUnitOfTheLeast() {
    Axis flops = of(2e7, 4e8);
    assertThat(flops.ticks(60, 425).apply(5.0)).isEqualTo("32M");
    assertThat(flops.place(32e6)).isCloseTo(5, within(1e-9));
    assertThat(Axis.log2("k", 1, 500).ticks(60, 425).apply(3.0)).isEqualTo("8");
    assertThat(Axis.log2("b", 0.25, 4).ticks(60, 425).apply(-2.0)).isEqualTo("0.25");
  }

  /** Two that are alike make XChart take a wider step. */
  @Test
  void betweenNamesAndWholeNumbersNothingIsSaid() {
    Axis names = Axis.names("x", List.of("se", "none"));
    assertThat(names.ticks(60, 425).apply(1.0)).isEqualTo("none");
    assertThat(names.ticks(60, 425).apply(0.5)).isEqualTo(names.ticks(60, 425).apply(0.25));
    assertThat(names.ticks(60, 425).apply(2.0)).isNotEqualTo(names.ticks(60, 425).apply(3.0));
    Axis b = of(1, 2, 4);
    assertThat(b.ticks(b.spacing(60, 425), 425).apply(2.0)).isEqualTo("2");
    assertThat(b.ticks(b.spacing(60, 425), 425).apply(2.5)).isEqualTo(" ");
  }

  @Test
  void ticksHaveAsManyDecimalsAsTheirStep() {
    assertThat(of(2.1, 3).ticks(60, 425).apply(2.4)).isEqualTo("2.4");
    assertThat(of(10.5, 60.5).ticks(60, 425).apply(20.0)).isEqualTo("20");
    assertThat(of(1e6, 1.4e6).ticks(60, 425).apply(1.05e6)).isEqualTo("1.05M");
  }

  @Test
  void numbersInWordsHaveThreeDigits() {
    assertThat(Axis.inWords(213_456_789)).isEqualTo("213M");
    assertThat(Axis.inWords(25_740)).isEqualTo("25.7k");
    assertThat(Axis.inWords(2.5)).isEqualTo("2.5");
    assertThat(Axis.inWords(0.25)).isEqualTo("0.25");
    assertThat(Axis.inWords(144)).isEqualTo("144");
    assertThat(Axis.inWords(0)).isEqualTo("0");
  }
}
