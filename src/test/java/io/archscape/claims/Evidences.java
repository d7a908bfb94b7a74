package io.archscape.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

/** Evidence made up for tests: errors of known laws. */
final class Evidences {
  private Evidences() {}

  static Evidence of(Evidence.Space... spaces) {
    return new Evidence(List.of(spaces));
  }

  static Evidence.Space space(String name, double... errors) {
    return space(name, errors.length, i -> errors[i]);
  }

  static Evidence.Space space(String name, int n, IntToDoubleFunction error) {
    List<Evidence.Model> models = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      models.add(model(name + i, error.applyAsDouble(i), Map.of(), Map.of()));
    }
    return space(name, models, List.of());
  }

  static Evidence.Space space(
      String name, List<Evidence.Model> models, List<Evidence.LeftOut> leftOut) {
    return new Evidence.Space(name, name, Set.of("recipe"), Set.of("data"), models, leftOut);
  }

  /** Normal errors; the same ones for the same seed. */
  static Evidence.Space normal(String name, int n, double mean, double deviation, long seed) {
    Random random = new Random(seed);
    return space(name, n, i -> mean + deviation * random.nextGaussian());
  }

  static Evidence.Model model(
      String id, double error, Map<String, Double> numbers, Map<String, String> words) {
    return new Evidence.Model(new Evidence.Drawn(id, numbers, words), error);
  }

  static Evidence.LeftOut diverged(String id, Map<String, Double> numbers) {
    return new Evidence.LeftOut(new Evidence.Drawn(id, numbers, Map.of()), "diverged");
  }

  static Answer answer(String claim, Evidence evidence) {
    return answers(evidence, claim).get(0);
  }

  static List<Answer> answers(Evidence evidence, String... claims) {
    return Claims.answer(Claims.parse(List.of(claims)), evidence, 1);
  }
}
