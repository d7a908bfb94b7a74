package io.archscape.claims;

import io.archscape.stats.Bootstrap;
import io.archscape.stats.Interval;
import io.archscape.stats.Power;
import io.archscape.stats.Quantile;
import io.archscape.stats.RankCorrelation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Which complexity the time of a training is more strongly correlated with: the difference of two
 * Pearson correlations over the models of a space, resampled together.
 *
 * @param leader correlation with the one, {@code other} with the other
 */
record FollowsFinding(
    Claim.Follows claim,
    Group group,
    Interval difference,
    double leader,
    double other,
    double pValue,
    List<String> cautions)
    implements Finding {
  /** Fewer give correlations near 1 by chance. */
  private static final int FEWEST = 5;

  /** A complexity that varies by less than this factor can hardly be followed. */
  private static final double WIDE = 2;

  /** On either side of what the factor is of. */
  private static final double TAIL = 0.05;

  static FollowsFinding of(Claim.Follows claim, Group space, long seed) {
    Group group =
        space.only(
            space.label(),
            drawn ->
                Stream.of(claim.what(), claim.leader(), claim.other())
                    .allMatch(key -> drawn.numbers().getOrDefault(key, 0.0) > 0));
    if (group.n() < FEWEST) {
      throw new UnansweredException(
          "%s must have at least %d models whose %s are known, has %d"
              .formatted(space.label(), FEWEST, claim.what(), group.n()));
    }
    double[] y = group.numbers(claim.what());
    double[] first = varying(group, claim.leader());
    double[] second = varying(group, claim.other());
    RankCorrelation pearson = RankCorrelation.PEARSON;
    Bootstrap bootstrap = Bootstrap.standard(seed);
    return new FollowsFinding(
        claim,
        group,
        pearson.difference(first, second, y, bootstrap),
        pearson.of(first, y),
        pearson.of(second, y),
        pearson.differenceP(first, second, y, bootstrap),
        cautions(group));
  }

  private static double[] varying(Group group, String key) {
    double[] numbers = group.numbers(key);
    if (Arrays.stream(numbers).distinct().count() < 2) {
      throw new UnansweredException(
          "all models of %s have the same %s, with which nothing can be correlated"
              .formatted(group.label(), key));
    }
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    double factor = Quantile.linear(sorted, 1 - TAIL) / Quantile.linear(sorted, TAIL);
    if (factor < WIDE) {
      throw new UnansweredException(
          String.format(
              Locale.ROOT,
              "%s of %s differ by a factor of %.2f only between their 5th and 95th percentile, and"
                  + " must by %.0f: within so narrow a band nothing can follow them",
              key,
              group.label(),
              factor,
              WIDE));
    }
    return numbers;
  }

  private static List<String> cautions(Group group) {
    List<String> cautions = new ArrayList<>();
    if (group.space().recipes().size() > 1 || group.space().data().size() > 1) {
      cautions.add("models were trained with different recipes or data, which take other times");
    }
    cautions.add(
        "times are those of workers that trained side by side, and on several machines where"
            + " models were reused");
    Cautions.few(List.of(group), cautions);
    return cautions;
  }

  @Override
  public OptionalDouble p() {
    return OptionalDouble.of(pValue);
  }

  @Override
  public Answer conclude(Family family) {
    double adjusted = family.adjusted(pValue);
    Answer.Test test = new Answer.Test("bootstrap of the models", pValue, adjusted, family.size());
    Verdict verdict =
        new Decision(test.name(), pValue, difference.estimate() > 0, difference).at(adjusted);
    OptionalInt needed =
        Power.modelsNeeded(difference, group.n(), family.level(), Rule.ENOUGH_POWER);
    return new Answer(
        claim,
        group.label(),
        verdict,
        List.of(group.count()),
        Optional.of(Measure.of("difference of correlations", "", difference)),
        Optional.of(test),
        OptionalDouble.of(Power.ofEstimate(difference, family.level())),
        needed,
        List.of(
            Measure.of("correlation with " + claim.leader(), "", leader),
            Measure.of("correlation with " + claim.other(), "", other)),
        cautions,
        sentence(verdict, test, needed, family));
  }

  private String sentence(Verdict verdict, Answer.Test test, OptionalInt needed, Family family) {
    String text =
        String.format(
            Locale.ROOT,
            "%s: in %s, %s follow %s with correlation %.2f and %s with %.2f (difference %.2f,"
                + " 95 %% interval %.2f to %.2f%s, n = %d, %s)",
            verdict.word(),
            group.label(),
            claim.what(),
            claim.leader(),
            leader,
            claim.other(),
            other,
            difference.estimate(),
            difference.low(),
            difference.high(),
            family.before(),
            group.n(),
            Wording.test(test));
    return verdict == Verdict.UNDECIDED
        ? text + "; " + Wording.needed(needed, "models") + "."
        : text + ".";
  }
}
