package io.archscape.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.RequirementException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EqualComplexityTest {
  /** Bins [0, 1), [1, 2), .. [9, 10]: the first has bins 0, 1, 2, the second 2 and 9. */
  private static final double[] SMALL = {0, 0.5, 1.5, 2.1, 2.2};

  private static final double[] LARGE = {2.5, 9.5, 10};

  @Test
  void onlyBinsThatAllFillCount() {
    EqualComplexity equal = EqualComplexity.of(List.of(SMALL, LARGE), 10);
    assertThat(equal.common()).isEqualTo(1);
    assertThat(equal.kept(SMALL)).isEqualTo(2);
    assertThat(equal.kept(LARGE)).isEqualTo(1);
    Edf edf = equal.edf(new double[] {1, 2, 3, 4, 5}, SMALL);
    assertThat(edf.points()).containsExactly(new Edf.Point(4, 0.5), new Edf.Point(5, 1));
  }

  @Test
  void oneSpaceKeepsAll() {
    EqualComplexity equal = EqualComplexity.of(List.of(SMALL), 10);
    assertThat(equal.kept(SMALL)).isEqualTo(5);
    double[] errors = {1, 2, 3, 4, 5};
    assertThat(equal.edf(errors, SMALL).points())
        .isEqualTo(Edf.weighted(errors, SMALL, 10).points());
  }

  @Test
  void withoutACommonBinThereIsNoComparison() {
    EqualComplexity equal = EqualComplexity.of(List.of(new double[] {1}, new double[] {2}), 10);
    assertThat(equal.common()).isZero();
    assertThatThrownBy(() -> equal.edf(new double[] {5}, new double[] {1}))
        .isInstanceOf(RequirementException.class)
        .hasMessage("spaces at equal complexity must share a bin, got none of 10");
  }
}
