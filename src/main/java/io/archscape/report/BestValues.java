package io.archscape.report;

import io.archscape.figures.ErrorAgainstParameters;
import io.archscape.figures.FigureInput;
import io.archscape.stats.BestContrast;
import io.archscape.stats.BestValue;
import io.archscape.stats.Interval;
import io.archscape.study.Parameter;
import io.archscape.study.SpaceStudy;
import io.archscape.wording.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which values of each parameter the best models have: the paper's empirical bootstrap. */
final class BestValues {
  private static final int DIGITS = 3;

  private static final int DEALS = 4_000;

  /** Of a cell; numbers have two tests. About one cell in a hundred is marked by chance. */
  private static final double ALPHA = 0.01;

  private static final double TAIL = 0.025;

  private static final String NOTE =
      ("The value that the best model has when a quarter of the models is drawn at random: the median over"
              + " %s such draws and, in brackets, the range in which it lies in 95\u00A0%% of"
              + " them (empirical bootstrap). Small print: median and 95\u00A0%% range of all models of"
              + " the space, that is, of what was sampled. Of components: how often each is the best,"
              + " and its share of all models. Bold: the best are clearly narrower, higher, lower or"
              + " distributed differently from what was sampled (with shuffled values, such a difference arises"
              + " in less than 1\u00A0%% of shuffles; about one cell in a hundred is bold by"
              + " chance). A range that is not bold says little about the parameter, however narrow it is.")
          .formatted(Words.whole(FigureInput.ROUNDS));

  private final List<SpaceStudy> spaces;
  private final Set<String> names = new LinkedHashSet<>();
  private final Map<Cell, Entry> cells;

  private record Cell(String space, String parameter) {}

  private record Task(SpaceStudy space, Parameter parameter) {}

  /**
   * @param contrast in what the best differ from all; empty where they do not clearly
   * @param range of numbers: low, median and high; else empty
   */
  private record Entry(String best, String all, String contrast, List<Number> range) {}

  BestValues(List<SpaceStudy> all, long seed) {
    spaces =
        all.stream()
            .filter(space -> space.models().size() >= ErrorAgainstParameters.LEAST)
            .toList();
    List<Task> tasks =
        spaces.stream()
            .flatMap(
                space -> space.parameters().stream().map(parameter -> new Task(space, parameter)))
            .toList();
    tasks.forEach(task -> names.add(task.parameter().name()));
    cells =
        tasks.parallelStream()
            .map(task -> Map.entry(cell(task), entry(task, seed)))
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, HashMap::new));
  }

  private static Cell cell(Task task) {
    return new Cell(task.space().label(), task.parameter().name());
  }

  private static Entry entry(Task task, long seed) {
    double[] errors = task.space().errorPercents();
    return task.parameter()
        .either(
            number -> numbers(errors, number.array(), seed),
            component -> shares(errors, component, seed));
  }

  private static Entry shares(double[] errors, Parameter.Category category, long seed) {
    Map<String, Double> sampled =
        category.values().stream()
            .collect(
                Collectors.groupingBy(
                    value -> value, Collectors.summingDouble(value -> 1.0 / errors.length)));
    double p = BestContrast.ofShares(errors, category.values(), DEALS, seed);
    return new Entry(
        inWords(BestValue.shares(errors, category.values(), FigureInput.ROUNDS, seed)),
        inWords(sampled),
        p <= ALPHA ? "other shares" : "",
        List.of());
  }

  private static String inWords(Map<String, Double> shares) {
    return shares.entrySet().stream()
        .sorted(
            Comparator.comparingDouble((Map.Entry<String, Double> share) -> -share.getValue())
                .thenComparing(Map.Entry::getKey))
        .map(share -> share.getKey() + " " + Math.round(100 * share.getValue()) + "\u00A0%")
        .collect(Collectors.joining(", "));
  }

  private static Entry numbers(double[] errors, double[] values, long seed) {
    Interval best = BestValue.of(errors, values, FigureInput.ROUNDS, seed);
    BestContrast contrast = BestContrast.of(errors, values, DEALS, seed);
    List<String> ways = new ArrayList<>();
    if (contrast.moved() <= ALPHA / 2) {
      ways.add(contrast.upwards() ? "higher" : "lower");
    }
    if (contrast.narrower() <= ALPHA / 2) {
      ways.add("narrower");
    }
    double[] sorted = Arrays.stream(values).sorted().toArray();
    return new Entry(
        inWords(best.low(), best.estimate(), best.high()),
        inWords(occurring(sorted, TAIL), occurring(sorted, 0.5), occurring(sorted, 1 - TAIL)),
        String.join(", ", ways),
        List.of(
            ChartData.rounded(best.low()),
            ChartData.rounded(best.estimate()),
            ChartData.rounded(best.high())));
  }

  /** As {@link BestValue} takes its percentiles. */
  private static double occurring(double[] sorted, double p) {
    return sorted[Math.max(0, (int) Math.ceil(p * sorted.length) - 1)];
  }

  private static String inWords(double low, double middle, double high) {
    return "%s (%s\u00A0to\u00A0%s)"
        .formatted(
            Words.digits(middle, DIGITS), Words.digits(low, DIGITS), Words.digits(high, DIGITS));
  }

  /** For the script: low, median and high of each numeric parameter of a space. */
  Map<String, List<Number>> numbers(String space) {
    Map<String, List<Number>> numbers = new LinkedHashMap<>();
    for (String name : names) {
      Optional.ofNullable(cells.get(new Cell(space, name)))
          .filter(entry -> !entry.range().isEmpty())
          .ifPresent(entry -> numbers.put(name, entry.range()));
    }
    return numbers;
  }

  Html html() {
    Html html = new Html();
    if (names.isEmpty()) {
      return html.tag(
          "p",
          "No space has a parameter that differs over at least "
              + ErrorAgainstParameters.LEAST
              + " finished models: nothing can be said about best values.",
          "class",
          "note");
    }
    html.scrolling("Best values of the parameters").open("table", "class", "best");
    html.tag("caption", "Values of the parameters in the best models, and in all");
    html.open("thead").open("tr").tag("th", "Parameter", "scope", "col");
    spaces.forEach(space -> html.tag("th", space.label(), "scope", "col", "class", "space"));
    html.close().close().open("tbody");
    for (String name : names) {
      html.open("tr").tag("th", name, "scope", "row");
      spaces.forEach(
          space -> td(html, Optional.ofNullable(cells.get(new Cell(space.label(), name)))));
      html.close();
    }
    html.close().close().close();
    return html.tag("p", NOTE, "class", "note");
  }

  private static void td(Html html, Optional<Entry> known) {
    if (known.isEmpty()) {
      html.tag("td", "\u2013");
      return;
    }
    Entry entry = known.get();
    html.open("td").tag(entry.contrast().isEmpty() ? "span" : "strong", entry.best());
    if (!entry.contrast().isEmpty()) {
      html.tag("span", entry.contrast(), "class", "told");
    }
    html.tag("span", "all: " + entry.all(), "class", "of-all").close();
  }
}
