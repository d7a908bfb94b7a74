package io.archscape.engine;

import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The largest deviation of each subject over all cases and all sets of kernels that are tested. */
public final class LargestDeviations {
  private LargestDeviations() {}

  private record Seen(Case one, boolean ofGradient, double value, String where) {
    String row() {
      KernelTolerance tolerance = one.tolerance();
      double allowed = ofGradient ? tolerance.gradient() : tolerance.agreement();
      return String.format(
          Locale.ROOT,
          "| %s | %s | %.2g | %.2g | %.1f | %s |",
          one.isNetwork() ? "whole network" : one.subject().getSimpleName(),
          ofGradient ? "gradient" : "agreement",
          value,
          allowed,
          allowed / value,
          where);
    }
  }

  /** In Markdown: what was seen and where, and what the tests allow. */
  public static String table() {
    OneDnnKernelsTest fast = new OneDnnKernelsTest();
    List<KernelContract> contracts =
        List.of(
            new Nd4jKernelsTest(),
            fast.new AsUsed(),
            fast.new Plain(),
            fast.new InBlocksOf8(),
            fast.new InBlocksOf16());
    List<Seen> all = contracts.stream().flatMap(LargestDeviations::seen).toList();
    return Stream.concat(
            Stream.of(
                "| subject | of | largest | allowed | allowed/largest | where |",
                "|---|---|---|---|---|---|"),
            Cases.all().values().stream()
                .map(Case::subject)
                .distinct()
                .flatMap(
                    subject -> Stream.of(true, false).flatMap(kind -> row(all, subject, kind))))
        .collect(joining("\n", "", "\n"));
  }

  private static Stream<String> row(List<Seen> all, Class<?> subject, boolean ofGradient) {
    Predicate<Seen> same = seen -> seen.one().subject() == subject;
    return all.stream()
        .filter(same.and(seen -> seen.ofGradient() == ofGradient))
        .max(Comparator.comparingDouble(Seen::value))
        .map(Seen::row)
        .stream();
  }

  private static Stream<Seen> seen(KernelContract contract) {
    return contract.tried().entrySet().stream()
        .flatMap(e -> seen(contract, e.getKey(), e.getValue()));
  }

  private static Stream<Seen> seen(KernelContract contract, String name, Case one) {
    String where = contract.getClass().getSimpleName() + ", " + name + ", ";
    Deviations deviations = new Deviations(name, one);
    Stream<Seen> gradients =
        deviations.ofGradients(contract::kernels, 0).entrySet().stream()
            .map(e -> new Seen(one, true, e.getValue().relative(), where + e.getKey()));
    if (!(contract instanceof OneDnnContract)) {
      return gradients;
    }
    return Stream.concat(
        gradients,
        deviations.fromNd4j(contract::kernels).entrySet().stream()
            .map(e -> new Seen(one, false, e.getValue(), where + e.getKey())));
  }
}
