package io.archscape.study;

import io.archscape.claims.Answer;
import io.archscape.claims.Claim;
import io.archscape.claims.Claims;
import io.archscape.claims.Evidence;
import io.archscape.experiment.ClaimHistory;
import io.archscape.experiment.Experiment;
import io.archscape.graph.Cost;
import io.archscape.store.AnswerLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The claims of the experiments of a study, answered by its models. */
public final class StudyClaims {
  /** What commands draw with, so that all give the same numbers for the same models. */
  public static final long SEED = 1;

  private static final List<String> EXPLORED =
      List.of("exploratory: its p is corrected among the claims that are explored, by themselves");

  private static final List<String> LATE =
      List.of("asked for this page: not written down before the models were trained");

  private StudyClaims() {}

  /**
   * Answers all claims of all sweeps, sweep by sweep; each by the models of its own sweep, and all
   * with one error level.
   */
  public static List<Answer> answers(Study study, long seed) {
    return answers(study, List.of(), seed);
  }

  /**
   * The same, and after them more claims by the models of all sweeps, with the same level; last,
   * without a test, the claims that were withdrawn after models had ended.
   */
  public static List<Answer> answers(Study study, List<Claim> more, long seed) {
    List<Claims.Question> questions = new ArrayList<>();
    for (SweepFacts sweep : study.sweeps()) {
      Evidence own = evidence(study, sweep);
      for (Claim claim : claims(sweep)) {
        questions.add(new Claims.Question(claim, own, cautions(study, sweep, claim)));
      }
    }
    Evidence all = evidence(study);
    more.forEach(claim -> questions.add(new Claims.Question(claim, all, LATE)));
    List<Answer> answers = new ArrayList<>(Claims.answer(once(questions), seed));
    study.sweeps().forEach(sweep -> answers.addAll(withdrawn(sweep)));
    return answers;
  }

  /**
   * Answers what the experiments {@code explore}: each by the models of its own sweep, with one
   * error level of their own.
   */
  public static List<Answer> explored(Study study, long seed) {
    List<Claims.Question> questions = new ArrayList<>();
    for (SweepFacts sweep : study.sweeps()) {
      Evidence own = evidence(study, sweep);
      List<String> lines = sweep.experiment().map(Experiment::explore).orElse(List.of());
      for (Claim claim : Claims.parse("explore", lines)) {
        questions.add(new Claims.Question(claim, own, EXPLORED));
      }
    }
    return Claims.answer(once(questions), seed);
  }

  /** Sweeps that are pooled may make the same claim of the same models: one question, not two. */
  private static List<Claims.Question> once(List<Claims.Question> questions) {
    Map<Claims.Question, Set<String>> cautions = new LinkedHashMap<>();
    for (Claims.Question each : questions) {
      cautions
          .computeIfAbsent(
              new Claims.Question(each.claim(), each.evidence(), List.of()),
              question -> new LinkedHashSet<>())
          .addAll(each.cautions());
    }
    return cautions.entrySet().stream()
        .map(
            each ->
                new Claims.Question(
                    each.getKey().claim(), each.getKey().evidence(), List.copyOf(each.getValue())))
        .toList();
  }

  private static List<Claim> claims(SweepFacts sweep) {
    return Claims.parse(sweep.experiment().map(Experiment::claims).orElse(List.of()));
  }

  /**
   * By how many finished models each claim of a sweep is answered, by its text: those of the spaces
   * that it names, or of all. Without claims that have no model yet.
   */
  public static Map<String, Integer> models(Study study, SweepFacts sweep) {
    Map<String, Integer> models = new LinkedHashMap<>();
    for (Claim claim : claims(sweep)) {
      int n = models(study, sweep, claim);
      if (n > 0) {
        models.put(claim.text(), n);
      }
    }
    return models;
  }

  private static int models(Study study, SweepFacts sweep, Claim claim) {
    Set<String> named = claim.spaces();
    return study.spaces().stream()
        .filter(space -> space.sweeps().contains(sweep.name()))
        .filter(space -> named.isEmpty() || named.contains(space.space()))
        .mapToInt(space -> space.models().size())
        .sum();
  }

  /** Answers claims by the models of all sweeps. */
  public static List<Answer> answers(List<Claim> claims, Study study, long seed) {
    return Claims.answer(claims, evidence(study), seed);
  }

  /** What was known when a claim was made, and whether it was answered before. */
  private static List<String> cautions(Study study, SweepFacts sweep, Claim claim) {
    List<String> cautions = new ArrayList<>();
    ClaimHistory.of(sweep.meta())
        .ifPresent(history -> lateness(study, sweep, history.made(claim.text()), cautions));
    int now = models(study, sweep, claim);
    Optional.ofNullable(AnswerLog.of(sweep.meta()).models().get(claim.text()))
        .filter(first -> first < now)
        .ifPresent(
            first ->
                cautions.add(
                    ("first answered with n=%d models, now n=%d: looking more than once raises the"
                            + " chance of a false verdict")
                        .formatted(first, now)));
    return cautions;
  }

  private static void lateness(
      Study study, SweepFacts sweep, Optional<ClaimHistory.Change> made, List<String> cautions) {
    if (made.isEmpty()) {
      cautions.add("this claim was written into the sweep's copy of its experiment by hand");
    }
    made.filter(change -> change.ended() > 0)
        .ifPresent(change -> cautions.add("this claim was added " + after(change)));
    made.filter(change -> change.elsewhere() > 0)
        .ifPresent(
            change ->
                cautions.add(
                    "%d of the %d models were known from another sweep when this claim was made"
                        .formatted(change.elsewhere(), trials(study, sweep))));
  }

  private static String after(ClaimHistory.Change change) {
    return "after %d models had ended".formatted(change.ended());
  }

  /** How many trials a sweep has; one of two spaces counts once. */
  private static long trials(Study study, SweepFacts sweep) {
    return study.spaces().stream()
            .filter(space -> space.sweeps().contains(sweep.name()))
            .flatMap(space -> space.trialIds().stream())
            .distinct()
            .count()
        + study.spaces().stream()
            .filter(space -> space.sweeps().contains(sweep.name()))
            .mapToInt(SpaceStudy::open)
            .sum();
  }

  private static List<Answer> withdrawn(SweepFacts sweep) {
    List<Answer> withdrawn = new ArrayList<>();
    ClaimHistory.of(sweep.meta())
        .map(ClaimHistory::withdrawn)
        .orElse(Map.of())
        .forEach(
            (claim, change) -> {
              if (change.ended() > 0) {
                withdrawn.add(
                    Answer.without(Claim.parse(claim), "", "withdrawn " + after(change) + "."));
              }
            });
    return withdrawn;
  }

  /** All models of a study. */
  public static Evidence evidence(Study study) {
    return new Evidence(
        study.sweeps().stream()
            .flatMap(sweep -> evidence(study, sweep).spaces().stream())
            .distinct() // one of several sweeps comes with each
            .toList());
  }

  private static Evidence evidence(Study study, SweepFacts sweep) {
    Settings settings = new Settings(study);
    return new Evidence(
        study.spaces().stream()
            .filter(space -> space.sweeps().contains(sweep.name()))
            .map(space -> space(space, sweep, settings))
            .toList());
  }

  private static Evidence.Space space(SpaceStudy space, SweepFacts sweep, Settings settings) {
    return new Evidence.Space(
        space.label(),
        space.space(),
        sweep.recipes(),
        sweep.data(),
        space.models().stream()
            .map(
                model ->
                    model(model, settings.of(model.sweep(), model.index(), model.parameters())))
            .toList(),
        space.leftOut().stream()
            .map(
                trial ->
                    leftOut(trial, settings.of(trial.sweep(), trial.index(), trial.parameters())))
            .toList());
  }

  /**
   * What tells the draws of a study apart. Spaces with the draws of another have the same numbers
   * at the same place, in this sweep or in another of the same seed; those of a draw of their own
   * have streams of their own.
   */
  private static final class Settings {
    private final Map<String, Long> seeds = new LinkedHashMap<>();
    private final boolean any;

    Settings(Study study) {
      for (SweepFacts sweep : study.sweeps()) {
        sweep.experiment().ifPresent(experiment -> seeds.put(sweep.name(), experiment.seed()));
      }
      this.any =
          study.sweeps().stream()
              .flatMap(sweep -> sweep.experiment().stream())
              .anyMatch(experiment -> !experiment.drawsOf().isEmpty());
    }

    /** Empty where no space has the draws of another, or nothing is known of the sweep's draws. */
    String of(String sweep, int index, Map<String, Double> parameters) {
      Long seed = seeds.get(sweep);
      return any && seed != null ? seed + " " + index + " " + parameters : "";
    }
  }

  private static Evidence.Model model(Model model, String setting) {
    Map<String, Double> numbers = numbers(model.parameters(), model.blocks(), model.cost());
    model.seconds().ifPresent(seconds -> numbers.put("seconds", seconds));
    return new Evidence.Model(
        new Evidence.Drawn(model.trialId(), numbers, model.choices(), setting),
        model.errorPercent());
  }

  private static Evidence.LeftOut leftOut(LeftOut trial, String setting) {
    return new Evidence.LeftOut(
        new Evidence.Drawn(
            trial.trialId(),
            numbers(trial.parameters(), Model.blocks(trial.parameters()), trial.cost()),
            trial.choices(),
            setting),
        trial.status().key());
  }

  private static Map<String, Double> numbers(
      Map<String, Double> parameters, int blocks, Cost cost) {
    Map<String, Double> numbers = new LinkedHashMap<>(parameters);
    if (blocks > 0) {
      numbers.put("blocks", (double) blocks);
    }
    for (Complexity complexity : Complexity.values()) {
      numbers.put(complexity.key(), complexity.of(cost));
    }
    return numbers;
  }
}
