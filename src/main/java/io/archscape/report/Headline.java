package io.archscape.report;

import io.archscape.report.Ranking.Pair;
import io.archscape.report.Ranking.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which space is better, by how much, how sure: in plain words, no more than the models allow.
 *
 * @param decided whether the best mean is told from the runner-up's
 * @param sentence the answer
 * @param more what else is worth knowing at once
 */
record Headline(boolean decided, String sentence, List<String> more) {
  Headline {
    more = List.copyOf(more);
  }

  static Headline of(Ranking ranking) {
    List<Row> rows = ranking.rows();
    if (rows.isEmpty()) {
      return new Headline(
          false,
          "No model has finished: there is nothing to compare.",
          List.of("What there is of the trials stands below."));
    }
    if (rows.size() == 1) {
      return alone(rows.get(0));
    }
    Optional<Pair> first = ranking.between(rows.get(0), rows.get(1));
    return first.map(pair -> compared(ranking, pair)).orElseGet(() -> tooFew(rows));
  }

  private static Headline alone(Row row) {
    String mean =
        row.n() == 1
            ? "%s has one finished model, with an error of %s."
                .formatted(name(row), Words.percent(row.mean().estimate()))
            : "The %d models of %s err %s on average (95 %% interval %s); the best errs %s."
                .formatted(
                    row.n(),
                    name(row),
                    Words.percent(row.mean().estimate()),
                    Words.range(row.mean()),
                    Words.percent(row.min().estimate()));
    return new Headline(false, mean, List.of("It is one space: there is none to compare it with."));
  }

  private static Headline tooFew(List<Row> rows) {
    String few =
        String.join(
            ", ", rows.stream().limit(2).filter(row -> row.n() < 2).map(Headline::name).toList());
    return new Headline(
        false,
        "Undecided: %s has the lowest mean error, but one model says nothing of a space (%s)."
            .formatted(name(rows.get(0)), few),
        List.of("At least two finished models of each space are needed to compare them."));
  }

  private static Headline compared(Ranking ranking, Pair pair) {
    List<String> more = new ArrayList<>();
    more.add(sure(ranking, pair));
    if (!pair.decided()) {
      more.add(needed(pair.needed()));
    }
    ranking
        .strongest()
        .filter(strongest -> strongest.decided() && !strongest.is(pair.better(), pair.worse()))
        .ifPresent(strongest -> more.add(strong(ranking, strongest)));
    if (ranking.rows().size() > 2) {
      more.add(toldApart(ranking));
    }
    return new Headline(
        pair.decided(), pair.decided() ? decided(ranking, pair) : undecided(pair), more);
  }

  private static String decided(Ranking ranking, Pair pair) {
    return "%s is the better space: its models err %s less on average than those of %s%s."
        .formatted(
            name(pair.better()),
            Words.points(pair.difference()),
            name(pair.worse()),
            ranking.rows().size() > 2 ? ", the runner-up" : "");
  }

  private static String undecided(Pair pair) {
    if (pair.difference() == 0) {
      return "Undecided: the models of %s and of %s err the same on average, %s."
          .formatted(
              name(pair.better()),
              name(pair.worse()),
              Words.percent(pair.better().mean().estimate()));
    }
    return "Undecided: %s has the lowest mean error, but these models do not show that it is better than %s, %s behind."
        .formatted(name(pair.better()), name(pair.worse()), Words.points(pair.difference()));
  }

  private static String sure(Ranking ranking, Pair pair) {
    int pairs = ranking.pairs().size();
    return "Difference of means: %s, 95 %% interval %s%s; permutation test %s%s."
        .formatted(
            Words.points(pair.difference()),
            Words.range(pair.interval()),
            pairs > 1 ? " before the correction" : "",
            Words.p(pair.adjusted()),
            pairs > 1 ? ", corrected for " + pairs + " comparisons" : "");
  }

  private static String needed(OptionalInt models) {
    return models.isPresent()
        ? "About %s models of each space would decide it, if the difference is as large as it looks (power 80 %%)."
            .formatted(Words.whole(models.getAsInt()))
        : "A difference this small would take more than a million models of each space to decide.";
  }

  private static String strong(Ranking ranking, Pair pair) {
    return "Surest difference: %s errs %s less than %s (95 %% interval %s before the correction; %s); a model of the first beats one of the second %s of the time."
        .formatted(
            name(pair.better()),
            Words.points(pair.difference()),
            name(pair.worse()),
            Words.range(pair.interval()),
            Words.p(pair.adjusted()),
            Words.digits(Math.rint(100 * pair.superiority()), 3) + " %");
  }

  private static String toldApart(Ranking ranking) {
    Row best = ranking.rows().get(0);
    List<String> apart = new ArrayList<>();
    List<String> not = new ArrayList<>();
    for (Row row : ranking.rows().subList(1, ranking.rows().size())) {
      boolean told = ranking.between(best, row).filter(Pair::decided).isPresent();
      (told ? apart : not).add(name(row));
    }
    String better = apart.isEmpty() ? "" : "better than " + String.join(", ", apart);
    String same = not.isEmpty() ? "" : "not shown to be better than " + String.join(", ", not);
    return name(best)
        + " is "
        + better
        + (better.isEmpty() || same.isEmpty() ? "" : "; ")
        + same
        + ".";
  }

  private static String name(Row row) {
    return row.label();
  }
}
