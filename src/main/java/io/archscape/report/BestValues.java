package io.archscape.report;

import io.archscape.stats.BestValue;
import io.archscape.stats.Interval;
import io.archscape.study.Parameter;
import io.archscape.study.SpaceStudy;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which values of each parameter the best models have: the paper's empirical bootstrap. */
final class BestValues {
  private static final int ROUNDS = 10_000;
  private static final int DIGITS = 3;

  private static final String NOTE =
      "The middle value of the best models and, in brackets, where 95 % of the best lie, when a"
          + " quarter of the models is drawn again and again (empirical bootstrap, 10 000 rounds)."
          + " Of components: how often each is the best. A wide range means that the parameter does"
          + " not decide, or that there are too few models.";

  /** Below it a quarter of the models is one model. */
  private static final int LEAST = 8;

  private final List<SpaceStudy> spaces;
  private final Set<String> names = new LinkedHashSet<>();
  private final Map<Cell, String> cells;

  private record Cell(String space, String parameter) {}

  private record Task(SpaceStudy space, Parameter parameter) {}

  BestValues(List<SpaceStudy> all, long seed) {
    spaces = all.stream().filter(space -> space.models().size() >= LEAST).toList();
    List<Task> tasks =
        spaces.stream()
            .flatMap(
                space -> space.parameters().stream().map(parameter -> new Task(space, parameter)))
            .toList();
    tasks.forEach(task -> names.add(task.parameter().name()));
    cells =
        tasks.parallelStream()
            .map(task -> Map.entry(cell(task), words(task, seed)))
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, HashMap::new));
  }

  private static Cell cell(Task task) {
    return new Cell(task.space().label(), task.parameter().name());
  }

  private static String words(Task task, long seed) {
    double[] errors = task.space().errors();
    if (task.parameter() instanceof Parameter.Category category) {
      return BestValue.shares(errors, category.values(), ROUNDS, seed).entrySet().stream()
          .sorted(
              Comparator.comparingDouble((Map.Entry<String, Double> share) -> -share.getValue())
                  .thenComparing(Map.Entry::getKey))
          .map(share -> share.getKey() + " " + Math.round(100 * share.getValue()) + " %")
          .collect(Collectors.joining(", "));
    }
    Parameter.Numeric numeric = (Parameter.Numeric) task.parameter();
    Interval value = BestValue.of(errors, numeric.array(), ROUNDS, seed);
    return "%s (%s to %s)"
        .formatted(
            Words.digits(value.estimate(), DIGITS),
            Words.digits(value.low(), DIGITS),
            Words.digits(value.high(), DIGITS));
  }

  Html html() {
    Html html = new Html();
    if (names.isEmpty()) {
      return html.tag(
          "p",
          "No space has a parameter that differs over at least "
              + LEAST
              + " finished models: nothing can be said of best values.",
          "class",
          "note");
    }
    html.scrolling("Best values of the parameters").open("table");
    html.tag("caption", "Values of the parameters in the best models");
    html.open("thead").open("tr").tag("th", "Parameter", "scope", "col");
    spaces.forEach(space -> html.tag("th", space.label(), "scope", "col"));
    html.close().close().open("tbody");
    for (String name : names) {
      html.open("tr").tag("th", name, "scope", "row");
      spaces.forEach(
          space -> html.tag("td", cells.getOrDefault(new Cell(space.label(), name), "\u2013")));
      html.close();
    }
    html.close().close().close();
    return html.tag("p", NOTE, "class", "note");
  }
}
