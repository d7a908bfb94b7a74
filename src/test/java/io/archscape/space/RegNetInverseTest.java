package io.archscape.space;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.arch.Compatibility;
import io.archscape.space.RegNetInverse.Setting;
import io.archscape.space.RegNetInverse.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RegNetInverseTest {
  private static final double[] MULTIPLIERS = {0.25, 0.5, 1, 2, 4};

  private static List<Target> targets(Setting setting) {
    RegNet line = RegNet.of(setting.params());
    List<Target> targets = new ArrayList<>();
    List<Fitting> fittings = setting.fittings();
    for (int i = 0; i < fittings.size(); i++) {
      Compatibility.Adjusted adjusted = fittings.get(i).adjusted();
      targets.add(new Target(line.depths().get(i), adjusted.width(), adjusted.groupWidth()));
    }
    return targets;
  }

  private static Setting draw(SplittableRandom random) {
    RegNetParams params =
        new RegNetParams(
            1 + random.nextInt(40),
            8 * (1 + random.nextInt(30)),
            random.nextInt(2560) / 10.0,
            (1200 + random.nextInt(1801)) / 1000.0);
    return new Setting(params, MULTIPLIERS[random.nextInt(5)], 1 << random.nextInt(8));
  }

  /** Any line without skipped levels is found; with skipped ones, most. */
  @Test
  void findsParametersOfWhatIsGenerated() {
    SplittableRandom random = new SplittableRandom(11);
    int unskipped = 0;
    int skipping = 0;
    int skippingFound = 0;
    for (int i = 0; i < 400; i++) {
      Setting setting = draw(random);
      List<Target> targets = targets(setting);
      assertThat(setting.gives(targets)).isTrue();
      Optional<Setting> found = RegNetInverse.of(targets, setting.b());
      found.ifPresent(one -> assertThat(targets(one)).isEqualTo(targets));
      if (RegNet.of(setting.params()).unskipped()) {
        assertThat(found).as("%s", setting).isPresent();
        unskipped++;
      } else {
        skipping++;
        skippingFound += found.isPresent() ? 1 : 0;
      }
    }
    assertThat(unskipped).isGreaterThan(100);
    assertThat(skipping).isGreaterThan(50);
    assertThat(skippingFound).isGreaterThan(skipping * 9 / 10);
  }

  @Test
  void takesShortDecimals() {
    Setting published = new Setting(new RegNetParams(13, 24, 36.44, 2.49), 1, 8);
    RegNetParams found = RegNetInverse.of(targets(published), 1).orElseThrow().params();
    assertThat(found.d()).isEqualTo(13);
    assertThat(found.w0()).isEqualTo(24);
    assertThat(String.valueOf(found.wm())).hasSizeLessThanOrEqualTo(4);
    assertThat(String.valueOf(found.wa())).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void oneStageHasNoSlope() {
    assertThat(RegNetInverse.of(List.of(new Target(5, 64, 16)), 1))
        .hasValueSatisfying(
            setting -> {
              assertThat(setting.params().w0()).isEqualTo(64);
              assertThat(setting.params().wa()).isZero();
              assertThat(setting.params().d()).isEqualTo(5);
            });
  }

  @Test
  void whatIsNoRegNetHasNone() {
    assertThat(RegNetInverse.of(List.of(), 1)).isEmpty();
    assertThat(RegNetInverse.of(List.of(new Target(2, 64, 8), new Target(2, 32, 8)), 1)).isEmpty();
    assertThat(RegNetInverse.of(List.of(new Target(2, 12, 1)), 1)).isEmpty();
    // a long first stage and short ones after it: no line bends so
    assertThat(
            RegNetInverse.of(
                List.of(new Target(40, 32, 8), new Target(1, 64, 8), new Target(30, 128, 8)), 1))
        .isEmpty();
  }

  @Test
  void aSampleHasItsSettingOnlyWhereAllOfItIsNamed() {
    Map<String, Double> drawn =
        Map.of("d", 13.0, "w0", 24.0, "wa", 36.4, "wm", 2.49, "b", 1.0, "g", 8.0);
    assertThat(Setting.of(drawn)).hasValue(new Setting(new RegNetParams(13, 24, 36.4, 2.49), 1, 8));
    assertThat(Setting.of(Map.of("d", 13.0, "b", 1.0))).isEmpty();
  }
}
