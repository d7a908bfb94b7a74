package io.archscape.study;

import io.archscape.stats.Bootstrap;
import io.archscape.stats.Holm;
import io.archscape.stats.Interval;
import io.archscape.stats.MannWhitney;
import io.archscape.stats.PermutationTest;
import io.archscape.stats.Power;
import io.archscape.stats.Statistic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The spaces by their mean error, and every pair of them tested that was trained on the same data:
 * errors on other images say nothing of which space is better.
 *
 * @param rows the least mean first
 * @param pairs of spaces with at least two models each and the same data
 * @param family how many pairs p-values are corrected over (Holm); more than there are pairs here
 *     if this is one of several data sets
 */
public record Ranking(List<Row> rows, List<Pair> pairs, int family) {
  static final double ALPHA = 0.05;

  /** Below it intervals and powers are not to be relied on. */
  public static final int FEW = 10;

  private static final double POWER = 0.8;
  private static final int BOOTSTRAPS = 10_000;

  /** As many as claims have, so that one comparison has one p. */
  private static final int ROUNDS = 20_000;

  private static final int MOST_ROUNDS = 100_000;

  /**
   * Rounds for each pair over {@link #ALPHA}: the least p after correction is then a 20th of it.
   */
  private static final int ROUNDS_A_PAIR = 20;

  private static final int LEAST = 2;

  public Ranking {
    rows = List.copyOf(rows);
    pairs = List.copyOf(pairs);
  }

  /** Bootstrap intervals of two statistics of a space's errors, in percent. */
  public record Row(
      SpaceStudy space, TrainingTerms terms, double least, Interval mean, Interval median) {
    public int n() {
      return space.models().size();
    }

    /** No two spaces of a study share it. */
    public String label() {
      return space.label();
    }

    double[] errorPercents() {
      return space.errorPercents();
    }

    private boolean spreadless() {
      return Arrays.stream(errorPercents()).distinct().count() == 1;
    }

    /** The errors, and those left out as if they had this one. */
    private double[] errorPercents(double ofLeftOut) {
      double[] all = Arrays.copyOf(errorPercents(), n() + space.leftOut().size());
      Arrays.fill(all, n(), all.length, ofLeftOut);
      return all;
    }
  }

  /**
   * A p-value and the same after Holm's correction.
   *
   * @param floor whether it is the least that the random splits can give: true ones may be less
   */
  public record Chance(double p, double adjusted, boolean floor) {
    /** Of what no test can tell. */
    static final Chance NONE = new Chance(1, 1, false);

    static Chance of(PermutationTest test) {
      boolean floor = !test.exact() && test.p() <= 1.0 / (1 + test.rounds());
      return new Chance(test.p(), test.p(), floor);
    }

    private Chance adjustedTo(double value) {
      return new Chance(p, value, floor);
    }
  }

  /**
   * The same test with trials that ended without an error counted as the worst model seen.
   *
   * @param difference as in {@link Pair}
   */
  public record Worst(double difference, Chance chance) {
    /** Whether the same space is shown to be better. */
    public boolean decided() {
      return difference > 0 && chance.adjusted() < ALPHA;
    }
  }

  /**
   * Two spaces, the one with the lower mean first.
   *
   * @param interval mean of the second less that of the first, in points, with the interval of the
   *     test, for this pair alone
   * @param chance of the studentised permutation test for a difference of means
   * @param worst empty if nothing is left out of either
   * @param superiority how often a model of the first errs less than one of the second
   * @param needed models of each space that decide a difference of this size with a power of 80 %,
   *     at the level that the most demanding of all comparisons has
   */
  public record Pair(
      Row better,
      Row worse,
      Interval interval,
      Chance chance,
      Optional<Worst> worst,
      double superiority,
      OptionalInt needed) {
    public double difference() {
      return interval.estimate();
    }

    /** By the models that have an error. */
    public boolean seen() {
      return chance.adjusted() < ALPHA;
    }

    /** Also if what is left out counts as the worst. */
    public boolean decided() {
      return seen() && worst.stream().allMatch(Worst::decided);
    }

    public boolean is(Row first, Row second) {
      return better.label().equals(first.label()) && worse.label().equals(second.label());
    }

    /** Whether there are models enough for intervals to be relied on. */
    public boolean few() {
      return Math.min(better.n(), worse.n()) < FEW;
    }

    /** Whether the models of each space all err the same: then nothing can be told from chance. */
    public boolean spreadless() {
      return better.spreadless() && worse.spreadless();
    }

    private Pair adjustedTo(double value, double valueOfWorst) {
      return new Pair(
          better,
          worse,
          interval,
          chance.adjustedTo(value),
          worst.map(w -> new Worst(w.difference(), w.chance().adjustedTo(valueOfWorst))),
          superiority,
          needed);
    }
  }

  /** Of the spaces that have a finished model each. */
  public static Ranking of(Study study, long seed) {
    List<Row> rows =
        study.finished().parallelStream()
            .map(space -> row(space, TrainingTerms.of(study, space), seed))
            .toList()
            .stream()
            .sorted(Comparator.comparingDouble(row -> row.mean().estimate()))
            .toList();
    List<List<Row>> couples = couples(rows);
    List<Pair> pairs =
        couples.parallelStream()
            .map(both -> pair(both.get(0), both.get(1), couples.size(), seed))
            .toList();
    return new Ranking(rows, adjusted(pairs), pairs.size());
  }

  private static List<List<Row>> couples(List<Row> rows) {
    List<List<Row>> couples = new ArrayList<>();
    List<Row> tested = rows.stream().filter(row -> row.n() >= LEAST).toList();
    for (int i = 0; i < tested.size(); i++) {
      for (Row other : tested.subList(i + 1, tested.size())) {
        if (tested.get(i).terms().data().equals(other.terms().data())) {
          couples.add(List.of(tested.get(i), other));
        }
      }
    }
    return couples;
  }

  private static List<Pair> adjusted(List<Pair> pairs) {
    double[] seen = Holm.adjust(pairs.stream().mapToDouble(pair -> pair.chance().p()).toArray());
    double[] worst =
        Holm.adjust(
            pairs.stream()
                .mapToDouble(pair -> pair.worst().map(Worst::chance).orElse(pair.chance()).p())
                .toArray());
    return IntStream.range(0, seen.length)
        .mapToObj(i -> pairs.get(i).adjustedTo(seen[i], worst[i]))
        .toList();
  }

  private static Row row(SpaceStudy space, TrainingTerms terms, long seed) {
    Bootstrap bootstrap = new Bootstrap(BOOTSTRAPS, seed, 1 - ALPHA);
    double[] errors = space.errorPercents();
    return new Row(
        space,
        terms,
        Statistic.MIN.of(errors),
        bootstrap.of(errors, Statistic.MEAN),
        bootstrap.of(errors, Statistic.MEDIAN));
  }

  private static Pair pair(Row better, Row worse, int family, long seed) {
    double[] a = better.errorPercents();
    double[] b = worse.errorPercents();
    double level = ALPHA / family;
    PermutationTest test = PermutationTest.ofMeans(a, b, rounds(family), seed);
    return new Pair(
        better,
        worse,
        test.interval().negated(),
        better.spreadless() && worse.spreadless() ? Chance.NONE : Chance.of(test),
        worst(better, worse, family, seed),
        MannWhitney.test(a, b).superiority(),
        Power.modelsToDecide(
            Power.modelsNeeded(a, b, level, POWER), a.length, b.length, test.p(), level, POWER));
  }

  private static Optional<Worst> worst(Row better, Row worse, int family, long seed) {
    if (better.space().leftOut().isEmpty() && worse.space().leftOut().isEmpty()) {
      return Optional.empty();
    }
    double error =
        DoubleStream.concat(
                Arrays.stream(better.errorPercents()), Arrays.stream(worse.errorPercents()))
            .max()
            .orElseThrow();
    PermutationTest test =
        PermutationTest.ofMeans(
            better.errorPercents(error), worse.errorPercents(error), rounds(family), seed);
    return Optional.of(new Worst(-test.difference(), Chance.of(test)));
  }

  private static int rounds(int family) {
    double enough = ROUNDS_A_PAIR * family / ALPHA;
    return (int) Math.min(MOST_ROUNDS, Math.max(ROUNDS, enough));
  }

  /** A ranking for each data set, those of the first row first; p stays corrected over all. */
  public List<Ranking> byData() {
    Map<Set<String>, List<Row>> groups = new LinkedHashMap<>();
    rows.forEach(
        row -> groups.computeIfAbsent(row.terms().data(), data -> new ArrayList<>()).add(row));
    return groups.entrySet().stream()
        .map(
            group ->
                new Ranking(
                    group.getValue(),
                    pairs.stream()
                        .filter(pair -> pair.better().terms().data().equals(group.getKey()))
                        .toList(),
                    family))
        .toList();
  }

  public Optional<Pair> between(Row one, Row other) {
    return pairs.stream().filter(pair -> pair.is(one, other) || pair.is(other, one)).findFirst();
  }

  /** The row of the least mean among those on the same data. */
  public Row bestOnDataOf(Row row) {
    Predicate<Row> same = other -> other.terms().data().equals(row.terms().data());
    return rows.stream().filter(same).findFirst().orElse(row);
  }

  /** The pair that is surest to differ; of those that are as sure the one that differs most. */
  public Optional<Pair> strongest() {
    return pairs.stream()
        .min(
            Comparator.comparingDouble((Pair pair) -> pair.chance().p())
                .thenComparingDouble(pair -> -pair.difference()));
  }
}
