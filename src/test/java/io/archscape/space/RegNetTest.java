package io.archscape.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.archscape.arch.Compatibility;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class RegNetTest {

  /** The rule block by block, as the paper writes it. */
  private static RegNet slowly(RegNetParams p) {
    SortedMap<Integer, Integer> depths = new TreeMap<>();
    int levels = 0;
    for (int j = 0; j < p.d(); j++) {
      double u = p.w0() + p.wa() * j;
      int s = (int) Math.rint(StrictMath.log(u / p.w0()) / StrictMath.log(p.wm()));
      double w = p.w0() * StrictMath.pow(p.wm(), s);
      depths.merge((int) (8 * Math.rint(w / 8)), 1, Integer::sum);
      levels = Math.max(levels, s + 1);
    }
    return new RegNet(new ArrayList<>(depths.keySet()), new ArrayList<>(depths.values()), levels);
  }

  @Property
  void equalsTheRuleAppliedBlockByBlock(
      @ForAll @IntRange(min = 1, max = 64) int d,
      @ForAll @IntRange(min = 1, max = 32) int w0,
      @ForAll @DoubleRange(min = 0, max = 256) @Scale(1) double wa,
      @ForAll @DoubleRange(min = 1.001, max = 4) @Scale(3) double wm) {
    RegNetParams params = new RegNetParams(d, 8 * w0, wa, wm);
    RegNet line = RegNet.of(params);
    assertThat(line).isEqualTo(slowly(params));
    assertThat(RegNet.levels(params)).isEqualTo(line.levels());
    assertThat(line.depths().stream().mapToInt(depth -> depth).sum()).isEqualTo(d);
  }

  /** RegNetX-400MF (arXiv:2003.13678): 384 with half-to-even, 400 with half-up. */
  @Test
  void roundsHalvesToEven() {
    RegNet line = RegNet.of(new RegNetParams(22, 24, 24.48, 2.54));
    assertThat(line.widths()).isEqualTo(List.of(24, 64, 152, 392));
    assertThat(line.depths()).isEqualTo(List.of(1, 2, 7, 12));
    assertThat(Compatibility.adjust(152, 1, 16).width()).isEqualTo(160);
    assertThat(Compatibility.adjust(392, 1, 16).width()).isEqualTo(384);
  }

  @Test
  void namesWhatIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RegNetParams(12, 13, 1, 2))
        .withMessage("regnet w0 must be a positive multiple of 8, got w0=13");
    assertThatIllegalArgumentException().isThrownBy(() -> new RegNetParams(12, 16, Double.NaN, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Compatibility.adjust(15, 0.75, 128))
        .withMessageContaining("width=15 multiplier=0.75 groupWidth=128");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Compatibility.adjust(16, 1.5, 8))
        .withMessageContaining("multiplier=1.5");
  }

  @Property
  void adjustmentFitsWhateverIsAWholeNumberOrItsInverse(
      @ForAll @IntRange(min = 1, max = 2048) int width,
      @ForAll @IntRange(min = 0, max = 6) int power,
      @ForAll @IntRange(min = 1, max = 256) int groupWidth) {
    double multiplier = StrictMath.pow(2, power - 3);
    Compatibility.Adjusted fit = Compatibility.adjust(width, multiplier, groupWidth);
    assertThat(fit.width() * multiplier % fit.groupWidth()).isZero();
    assertThat(fit.groupWidth()).isLessThanOrEqualTo(groupWidth);
    assertThat(Compatibility.adjust(fit.width(), multiplier, fit.groupWidth())).isEqualTo(fit);
  }
}
