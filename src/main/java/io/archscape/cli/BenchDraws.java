package io.archscape.cli;

import io.archscape.bench.BenchResult;
import io.archscape.plot.EdfPanels;
import io.archscape.plot.Figure;
import io.archscape.plot.Palette;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/** What was measured of the networks of spaces. */
final class BenchDraws {
  private final Map<String, List<BenchResult>> bySpace = new LinkedHashMap<>();

  void add(String space, BenchResult result) {
    bySpace.computeIfAbsent(space, name -> new ArrayList<>()).add(result);
  }

  List<BenchResult> all() {
    return bySpace.values().stream().flatMap(List::stream).toList();
  }

  /** Distributions of the ratio, where there are peers, and of the share of the matrix product. */
  Figure figure() {
    Optional<EdfPanels.Panel> ratios =
        panel("images/s over the best peer's", OptionalDouble.of(1), BenchResult::ratio);
    Optional<EdfPanels.Panel> shares =
        panel(
            "share of SGEMM",
            OptionalDouble.empty(),
            result -> OptionalDouble.of(result.sgemmFraction()));
    return new EdfPanels(
            title(),
            Palette.of(List.copyOf(bySpace.keySet())),
            Stream.of(ratios, shares).flatMap(Optional::stream).toList())
        .figure();
  }

  private String title() {
    BenchResult first = all().get(0);
    return "Training speed of %d networks, %s, %s"
        .formatted(all().size(), first.engine(), first.mode().label());
  }

  private Optional<EdfPanels.Panel> panel(
      String quantity, OptionalDouble mark, Function<BenchResult, OptionalDouble> value) {
    List<EdfPanels.Group> groups = new ArrayList<>();
    bySpace.forEach(
        (space, results) -> {
          List<Double> values =
              results.stream()
                  .map(value)
                  .filter(OptionalDouble::isPresent)
                  .map(OptionalDouble::getAsDouble)
                  .toList();
          if (!values.isEmpty()) {
            groups.add(new EdfPanels.Group(space, values));
          }
        });
    return groups.isEmpty()
        ? Optional.empty()
        : Optional.of(new EdfPanels.Panel(quantity, mark, groups));
  }
}
