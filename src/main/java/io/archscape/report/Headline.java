package io.archscape.report;

import io.archscape.study.Ranking;
import io.archscape.study.Ranking.Chance;
import io.archscape.study.Ranking.Pair;
import io.archscape.study.Ranking.Row;
import io.archscape.study.Ranking.Worst;
import io.archscape.study.TrainingTerms;
import io.archscape.wording.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which space is better, by how much, how sure: in plain words, no more than the models allow.
 *
 * @param decided whether the best mean is shown to be lower than the runner-up's
 * @param sentence the answer
 * @param more what else is worth knowing at once
 */
record Headline(boolean decided, String sentence, List<String> more) {
  Headline {
    more = List.copyOf(more);
  }

  static Headline of(Ranking ranking) {
    List<Ranking> parts = ranking.byData();
    if (parts.size() < 2) {
      return ofOneData(ranking);
    }
    List<String> more = new ArrayList<>();
    for (Ranking part : parts) {
      Headline own = ofOneData(part);
      String data = "On the data of " + sweeps(part) + ": ";
      more.add(data + own.sentence());
      more.addAll(own.more());
    }
    return new Headline(
        false,
        "No answer across %d data sets: errors on other images do not compare."
            .formatted(parts.size()),
        more);
  }

  private static String sweeps(Ranking part) {
    return part.rows().stream()
        .flatMap(row -> row.space().sweeps().stream())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static Headline ofOneData(Ranking ranking) {
    List<Row> rows = ranking.rows();
    if (rows.isEmpty()) {
      return new Headline(
          false,
          "No model has finished: there is nothing to compare.",
          List.of("The state of the trials is shown below."));
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
            : "The %d models of %s have a mean error of %s (95 %% interval %s); the best has %s."
                .formatted(
                    row.n(),
                    name(row),
                    Words.percent(row.mean().estimate()),
                    Words.range(row.mean()),
                    Words.percent(row.least()));
    List<String> more = new ArrayList<>();
    more.add("There is only one space, so nothing to compare it with.");
    if (row.n() > 1 && row.n() < Ranking.FEW) {
      more.add(few(List.of(row)) + ".");
    }
    return new Headline(false, mean, more);
  }

  private static Headline tooFew(List<Row> rows) {
    String few =
        String.join(
            ", ", rows.stream().limit(2).filter(row -> row.n() < 2).map(Headline::name).toList());
    return new Headline(
        false,
        "Undecided: %s has the lowest mean error, but one model says nothing about a space (%s)."
            .formatted(name(rows.get(0)), few),
        List.of("At least two finished models of each space are needed to compare them."));
  }

  private static Headline compared(Ranking ranking, Pair pair) {
    if (pair.spreadless()) {
      return spreadless(pair);
    }
    List<String> more = new ArrayList<>();
    more.add("Difference of means: %s.".formatted(sure(ranking, pair)));
    if (pair.few()) {
      more.add(
          few(List.of(pair.better(), pair.worse()))
              + ", and the number of models that would decide it is unknown.");
    }
    pair.worst().ifPresent(worst -> more.add(leftOut(pair, worst)));
    if (!pair.seen() && !pair.few() && pair.difference() != 0) {
      more.add(needed(pair.needed()));
    }
    ranking
        .strongest()
        .filter(strongest -> strongest.decided() && !strongest.is(pair.better(), pair.worse()))
        .ifPresent(strongest -> more.add(strong(ranking, strongest)));
    if (ranking.rows().size() > 2) {
      more.add(againstOthers(ranking));
    }
    String sentence = pair.decided() ? decided(ranking, pair) : undecided(pair);
    return new Headline(pair.decided(), sentence + unequal(pair), more);
  }

  /** As when a training learns nothing, or the errors of an import are all one. */
  private static Headline spreadless(Pair pair) {
    String errors =
        pair.difference() == 0
            ? "all models of %s and of %s have the same error, %s"
                .formatted(
                    name(pair.better()),
                    name(pair.worse()),
                    Words.percent(pair.better().mean().estimate()))
            : "all models of %s have an error of %s and all of %s one of %s"
                .formatted(
                    name(pair.better()),
                    Words.percent(pair.better().mean().estimate()),
                    name(pair.worse()),
                    Words.percent(pair.worse().mean().estimate()));
    return new Headline(
        false,
        "Undecided: " + errors + ".",
        List.of(
            "Warning: trained models hardly ever have exactly the same error. Check whether they were"
                + " trained at all; without any spread there is nothing to test."));
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
      return "Undecided: the models of %s and of %s have the same mean error, %s."
          .formatted(
              name(pair.better()),
              name(pair.worse()),
              Words.percent(pair.better().mean().estimate()));
    }
    return "Undecided: %s has the lowest mean error, but these models do not show that it is better than %s, %s behind."
        .formatted(name(pair.better()), name(pair.worse()), Words.points(pair.difference()));
  }

  private static String unequal(Pair pair) {
    List<String> unequal = TrainingTerms.unequal(pair.better(), pair.worse());
    return unequal.isEmpty()
        ? ""
        : " But they were not compared on equal terms: " + String.join("; ", unequal) + ".";
  }

  /** With both p-values: the interval belongs to the one that is not corrected. */
  private static String sure(Ranking ranking, Pair pair) {
    Chance chance = pair.chance();
    String interval =
        "%s, 95 %% interval %s"
            .formatted(Words.points(pair.difference()), Words.range(pair.interval()));
    return ranking.family() == 1
        ? "%s; permutation test %s".formatted(interval, Words.p(chance.p(), chance.floor()))
        : "%s and permutation test %s for this pair alone; %s corrected over the %d pairs compared on this screen"
            .formatted(
                interval,
                Words.p(chance.p(), chance.floor()),
                Words.p(chance.adjusted(), chance.floor()),
                ranking.family());
  }

  private static String few(List<Row> rows) {
    return rows.stream()
            .filter(row -> row.n() < Ranking.FEW)
            .map(row -> "%s has only %d models".formatted(name(row), row.n()))
            .collect(Collectors.joining(", "))
        + ": intervals are too narrow";
  }

  private static String leftOut(Pair pair, Worst worst) {
    String left =
        Stream.of(pair.better(), pair.worse())
            .filter(row -> !row.space().leftOut().isEmpty())
            .map(row -> row.space().endedWithoutError() + " of " + name(row))
            .collect(Collectors.joining(", "));
    String then =
        worst.decided()
            ? "%s would %s be shown to be better (%s)"
                .formatted(name(pair.better()), pair.seen() ? "still" : "even", corrected(worst))
            : "nothing would %sbe shown (%s)"
                .formatted(pair.seen() ? "" : "still ", corrected(worst));
    String undone = pair.seen() && !worst.decided() ? ", which is why it is undecided" : "";
    return "Left out: %s. Counted as the worst model seen, %s%s.".formatted(left, then, undone);
  }

  private static String corrected(Worst worst) {
    return Words.p(worst.chance().adjusted(), worst.chance().floor());
  }

  private static String needed(OptionalInt models) {
    return models.isPresent()
        ? "About %s models of each space would decide it, if the difference is as large as it looks (power 80 %%)."
            .formatted(Words.whole(models.getAsInt()))
        : "A difference this small would take more than a million models of each space to decide.";
  }

  private static String strong(Ranking ranking, Pair pair) {
    return "Surest difference: %s errs less than %s by %s; a model of the first beats one of the second %s of the time.%s"
        .formatted(
            name(pair.better()),
            name(pair.worse()),
            sure(ranking, pair),
            Words.digits(Math.rint(100 * pair.superiority()), 3) + " %",
            unequal(pair));
  }

  private static String againstOthers(Ranking ranking) {
    Row best = ranking.rows().get(0);
    List<String> apart = new ArrayList<>();
    List<String> not = new ArrayList<>();
    for (Row row : ranking.rows().subList(1, ranking.rows().size())) {
      boolean decided = ranking.between(best, row).filter(Pair::decided).isPresent();
      (decided ? apart : not).add(name(row));
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
