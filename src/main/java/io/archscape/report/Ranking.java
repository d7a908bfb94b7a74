package io.archscape.report;

import io.archscape.stats.Bootstrap;
import io.archscape.stats.Holm;
import io.archscape.stats.Interval;
import io.archscape.stats.MannWhitney;
import io.archscape.stats.PermutationTest;
import io.archscape.stats.Power;
import io.archscape.stats.Statistic;
import io.archscape.study.SpaceStudy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The spaces by their mean error, and every pair of them tested.
 *
 * @param rows the least mean first
 * @param pairs of spaces with at least two models each, p-values corrected over all of them (Holm)
 */
record Ranking(List<Row> rows, List<Pair> pairs) {
  static final double ALPHA = 0.05;
  private static final double POWER = 0.8;
  private static final int ROUNDS = 10_000;
  private static final int LEAST = 2;

  Ranking {
    rows = List.copyOf(rows);
    pairs = List.copyOf(pairs);
  }

  /** Bootstrap intervals of three statistics of a space's errors, in percent. */
  record Row(SpaceStudy space, Interval min, Interval mean, Interval median) {
    int n() {
      return space.models().size();
    }

    /** No two spaces of a study share it. */
    String label() {
      return space.label();
    }
  }

  /**
   * Two spaces, the one with the lower mean first.
   *
   * @param interval mean of the second less that of the first, in points, with the interval of the
   *     test
   * @param p of the studentised permutation test for a difference of means
   * @param adjusted the same, corrected for all pairs
   * @param superiority how often a model of the first errs less than one of the second
   * @param needed models of each space that decide a difference of this size with a power of 80 %,
   *     at the level that the most demanding of all comparisons has
   */
  record Pair(
      Row better,
      Row worse,
      Interval interval,
      double p,
      double adjusted,
      double superiority,
      OptionalInt needed) {
    double difference() {
      return interval.estimate();
    }

    boolean decided() {
      return adjusted < ALPHA;
    }

    boolean is(Row first, Row second) {
      return better.label().equals(first.label()) && worse.label().equals(second.label());
    }

    private Pair adjustedTo(double value) {
      return new Pair(better, worse, interval, p, value, superiority, needed);
    }
  }

  /** Of spaces that have a finished model each. */
  static Ranking of(List<SpaceStudy> spaces, long seed) {
    List<Row> rows =
        spaces.parallelStream().map(space -> row(space, seed)).toList().stream()
            .sorted(Comparator.comparingDouble(row -> row.mean().estimate()))
            .toList();
    List<List<Row>> couples = new ArrayList<>();
    List<Row> tested = rows.stream().filter(row -> row.n() >= LEAST).toList();
    for (int i = 0; i < tested.size(); i++) {
      for (int j = i + 1; j < tested.size(); j++) {
        couples.add(List.of(tested.get(i), tested.get(j)));
      }
    }
    List<Pair> pairs =
        couples.parallelStream()
            .map(both -> pair(both.get(0), both.get(1), ALPHA / couples.size(), seed))
            .toList();
    double[] adjusted = Holm.adjust(pairs.stream().mapToDouble(Pair::p).toArray());
    return new Ranking(
        rows,
        IntStream.range(0, pairs.size())
            .mapToObj(i -> pairs.get(i).adjustedTo(adjusted[i]))
            .toList());
  }

  private static Row row(SpaceStudy space, long seed) {
    Bootstrap bootstrap = new Bootstrap(ROUNDS, seed, 1 - ALPHA);
    double[] errors = space.errors();
    return new Row(
        space,
        bootstrap.of(errors, Statistic.MIN),
        bootstrap.of(errors, Statistic.MEAN),
        bootstrap.of(errors, Statistic.MEDIAN));
  }

  private static Pair pair(Row better, Row worse, double level, long seed) {
    double[] a = better.space().errors();
    double[] b = worse.space().errors();
    PermutationTest test = PermutationTest.ofMeans(a, b, ROUNDS, seed);
    return new Pair(
        better,
        worse,
        test.interval().negated(),
        test.p(),
        test.p(),
        MannWhitney.test(a, b).superiority(),
        Power.modelsToDecide(
            Power.modelsNeeded(a, b, level, POWER), a.length, b.length, test.p(), level, POWER));
  }

  Optional<Pair> between(Row one, Row other) {
    return pairs.stream().filter(pair -> pair.is(one, other) || pair.is(other, one)).findFirst();
  }

  /** The pair that is surest to differ; of those that are as sure the one that differs most. */
  Optional<Pair> strongest() {
    return pairs.stream()
        .min(Comparator.comparingDouble(Pair::p).thenComparingDouble(pair -> -pair.difference()));
  }
}
