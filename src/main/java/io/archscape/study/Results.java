package io.archscape.study;

import io.archscape.store.SpaceErrors;
import io.archscape.store.StoredSweep;
import io.archscape.store.TrialStatus;
import io.archscape.wording.ErrorTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The finished models of sweeps, space by space. */
public final class Results {
  private Results() {}

  /**
   * The models of one space in one sweep.
   *
   * @param label the space's name; with the sweep's before it where two sweeps have the space
   * @param errorPercents of finished models
   * @param flops of the same models
   * @param leftOut how many have no error, by what has become of them
   */
  public record OfSpace(
      String label,
      List<Double> errorPercents,
      List<Double> flops,
      Map<TrialStatus, Integer> leftOut) {
    /** {@code 2 diverged, 1 pruned}: what ended and is not among the errors; empty if none. */
    public String endedWithoutError() {
      return leftOut.entrySet().stream()
          .filter(entry -> entry.getKey().ended())
          .map(entry -> entry.getValue() + " " + entry.getKey().key())
          .collect(Collectors.joining(", "));
    }

    /** How many are not trained yet. */
    private int open() {
      return leftOut.entrySet().stream()
          .filter(entry -> !entry.getKey().ended())
          .mapToInt(Map.Entry::getValue)
          .sum();
    }

    /** As a table of errors has it. */
    ErrorTable.Row row() {
      return new ErrorTable.Row(label, errorPercents, endedWithoutError(), open());
    }

    public double[] errorPercentArray() {
      return errorPercents.stream().mapToDouble(Double::doubleValue).toArray();
    }

    public double[] flopArray() {
      return flops.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  public static List<OfSpace> read(List<Path> sweeps) {
    List<String> names = SweepNames.of(sweeps);
    List<List<SpaceErrors>> bySweep = sweeps.stream().map(StoredSweep::errors).toList();
    Set<String> seen = new HashSet<>();
    Set<String> doubled = new HashSet<>();
    bySweep.stream()
        .flatMap(List::stream)
        .map(SpaceErrors::space)
        .filter(name -> !seen.add(name))
        .forEach(doubled::add);
    List<OfSpace> all = new ArrayList<>();
    for (int i = 0; i < sweeps.size(); i++) {
      String sweep = names.get(i);
      for (SpaceErrors errors : bySweep.get(i)) {
        String space = errors.space();
        all.add(of(doubled.contains(space) ? sweep + "/" + space : space, errors));
      }
    }
    return all;
  }

  /** As the table of errors has them. */
  public static List<ErrorTable.Row> rows(List<OfSpace> spaces) {
    return spaces.stream().map(OfSpace::row).toList();
  }

  private static OfSpace of(String label, SpaceErrors errors) {
    Map<TrialStatus, Integer> leftOut = new EnumMap<>(TrialStatus.class);
    leftOut.putAll(errors.counts());
    leftOut.remove(TrialStatus.DONE);
    return new OfSpace(
        label,
        errors.errors().stream().map(error -> 100 * error).toList(),
        errors.flops().stream().map(Long::doubleValue).toList(),
        leftOut);
  }
}
