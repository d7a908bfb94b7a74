package io.archscape.cli;

import io.archscape.sweep.SweepResults;
import io.archscape.sweep.TrialResult;
import io.archscape.sweep.TrialStatus;
import io.archscape.sweep.TrialStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The finished models of sweeps, space by space. */
final class Results {
  private Results() {}

  /**
   * The models of one space in one sweep.
   *
   * @param label the space's name; with the sweep's before it where two sweeps have the space
   * @param errors in percent, of finished models
   * @param flops of the same models
   */
  record OfSpace(
      String label, List<Double> errors, List<Double> flops, int diverged, int failed, int open) {
    double[] errorArray() {
      return errors.stream().mapToDouble(Double::doubleValue).toArray();
    }

    double[] flopArray() {
      return flops.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  static List<OfSpace> read(List<Path> sweeps) {
    List<OfSpace> all = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Set<String> doubled = new HashSet<>();
    List<SweepResults> results = sweeps.stream().map(TrialStore::read).toList();
    results.forEach(
        one -> one.spaces().stream().filter(name -> !seen.add(name)).forEach(doubled::add));
    for (int i = 0; i < sweeps.size(); i++) {
      for (String space : results.get(i).spaces()) {
        String label = doubled.contains(space) ? name(sweeps.get(i)) + "/" + space : space;
        all.add(of(results.get(i), space, label));
      }
    }
    return all;
  }

  private static String name(Path sweep) {
    Path name = sweep.toAbsolutePath().normalize().getFileName();
    return name == null ? sweep.toString() : name.toString();
  }

  private static OfSpace of(SweepResults results, String space, String label) {
    List<TrialResult> done =
        results.of(space).stream().filter(trial -> trial.error().isPresent()).toList();
    int diverged = (int) results.count(space, TrialStatus.DIVERGED);
    int failed = (int) results.count(space, TrialStatus.FAILED);
    return new OfSpace(
        label,
        done.stream().map(trial -> 100 * trial.error().orElseThrow()).toList(),
        done.stream().map(trial -> (double) trial.cost().flops()).toList(),
        diverged,
        failed,
        results.of(space).size() - done.size() - diverged - failed);
  }
}
