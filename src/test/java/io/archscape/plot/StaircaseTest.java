package io.archscape.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.stats.DkwBand;
import io.archscape.stats.Edf;
import org.junit.jupiter.api.Test;

class StaircaseTest {
  @Test
  void cornersAreExactAndTiesMakeOneStep() {
    Staircase stairs = Staircase.of(Edf.of(new double[] {3, 1, 3, 2}), Axis.between("", 0, 4));
    assertThat(stairs.x()).containsExactly(0, 1, 1, 2, 2, 3, 3, 4);
    assertThat(stairs.y()).containsExactly(0, 0, 0.25, 0.25, 0.5, 0.5, 1, 1);
  }

  @Test
  void everyPieceIsLevelOrUprightAndNoneFalls() {
    Staircase stairs =
        Staircase.of(Edf.of(Curves.uniform(10_000, 20, 80)), Axis.between("", 19, 81));
    double[] x = stairs.x();
    double[] y = stairs.y();
    assertThat(x.length).isGreaterThan(1000);
    for (int i = 1; i < x.length; i++) {
      assertThat(x[i] == x[i - 1] || y[i] == y[i - 1]).isTrue();
      assertThat(x[i] >= x[i - 1] && y[i] >= y[i - 1]).isTrue();
    }
  }

  @Test
  void allStepsAreDrawnUpToTwoThousand() {
    Staircase stairs = Staircase.of(Edf.of(Curves.uniform(2000, 20, 80)), Axis.between("", 19, 81));
    assertThat(stairs.x()).hasSize(2 * 2000 + 2);
  }

  @Test
  void aboveThatStepsMoveByLessThanAQuarterOfAUnit() {
    Edf edf = Edf.of(Curves.uniform(100_000, 20, 80));
    Staircase stairs = Staircase.of(edf, Axis.between("", 19, 81));
    double quarter = (81.0 - 19) / (4 * EdfPlot.WIDTH);
    double[] x = stairs.x();
    double[] y = stairs.y();
    assertThat(x.length).isBetween(1000, 2 * 4 * EdfPlot.WIDTH + 2);
    for (int i = 0; i < x.length; i++) {
      assertThat(y[i]).isBetween(edf.at(x[i] - quarter), edf.at(x[i] + quarter));
    }
  }

  @Test
  void aBandGoesAlongItsUpperEdgeAndBackAlongTheLower() {
    DkwBand band = new DkwBand(2, 0.5);
    Staircase stairs = Staircase.of(Edf.of(new double[] {1, 2}), Axis.between("", 0, 3));
    Staircase outline = stairs.between(band::lower, band::upper);
    double eps = band.eps();
    assertThat(outline.x()).containsExactly(0, 1, 1, 2, 2, 3, 3, 2, 2, 1, 1, 0);
    assertThat(outline.y())
        .containsExactly(
            eps, eps, 1, 1, 1, 1, 1 - eps, 1 - eps, band.lower(0.5), band.lower(0.5), 0, 0);
  }
}
