package io.archscape.study;

import io.archscape.claims.Answer;
import io.archscape.claims.Claim;
import io.archscape.claims.Claims;
import io.archscape.claims.Evidence;
import io.archscape.graph.Cost;
import io.archscape.sweep.Sweep;
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

  /** The same, and after them more claims by the models of all sweeps, with the same level. */
  public static List<Answer> answers(Study study, List<Claim> more, long seed) {
    List<Claims.Question> questions = new ArrayList<>();
    for (SweepFacts sweep : study.sweeps()) {
      List<String> lines = sweep.experiment().map(e -> e.claims()).orElse(List.of());
      Evidence own = evidence(study, sweep);
      for (Claim claim : Claims.parse(lines)) {
        questions.add(new Claims.Question(claim, own, cautions(sweep)));
      }
    }
    Evidence all = evidence(study);
    more.forEach(claim -> questions.add(new Claims.Question(claim, all, LATE)));
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

  /** Answers claims by the models of all sweeps. */
  public static List<Answer> answers(List<Claim> claims, Study study, long seed) {
    return Claims.answer(claims, evidence(study), seed);
  }

  private static List<String> cautions(SweepFacts sweep) {
    return Optional.ofNullable(sweep.meta().get(Sweep.CLAIMS_CHANGED))
        .map(when -> "the claims of %s were changed %s".formatted(sweep.name(), when))
        .map(List::of)
        .orElse(List.of());
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
    return new Evidence(
        study.spaces().stream()
            .filter(space -> space.sweeps().contains(sweep.name()))
            .map(space -> space(space, sweep))
            .toList());
  }

  private static Evidence.Space space(SpaceStudy space, SweepFacts sweep) {
    return new Evidence.Space(
        space.label(),
        space.space(),
        sweep.recipes(),
        sweep.data(),
        space.models().stream().map(StudyClaims::model).toList(),
        space.leftOut().stream().map(StudyClaims::leftOut).toList());
  }

  private static Evidence.Model model(Model model) {
    Map<String, Double> numbers = numbers(model.parameters(), model.cost());
    if (model.blocks() > 0) {
      numbers.put("blocks", (double) model.blocks());
    }
    if (model.seconds() > 0) {
      numbers.put("seconds", model.seconds());
    }
    return new Evidence.Model(
        new Evidence.Drawn(model.trialId(), numbers, model.choices()), model.error());
  }

  private static Evidence.LeftOut leftOut(LeftOut trial) {
    return new Evidence.LeftOut(
        new Evidence.Drawn(
            trial.trialId(), numbers(trial.parameters(), trial.cost()), trial.choices()),
        trial.status().key());
  }

  private static Map<String, Double> numbers(Map<String, Double> parameters, Cost cost) {
    Map<String, Double> numbers = new LinkedHashMap<>(parameters);
    for (Complexity complexity : Complexity.values()) {
      numbers.put(complexity.key(), complexity.of(cost));
    }
    return numbers;
  }
}
