package io.archscape.exchange;

import io.archscape.plot.Csv;
import io.archscape.stats.Efficiency;
import io.archscape.stats.Quantile;
import io.archscape.stats.Statistic;
import io.archscape.study.Complexity;
import io.archscape.study.Model;
import io.archscape.study.SpaceStudy;
import io.archscape.study.Study;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The spaces of a study in numbers: how their models err, in percent, and the medians of what the
 * models cost. Least errors of samples of other sizes cannot be compared; the expected least error
 * of a fixed number of draws can.
 */
public final class SpaceTable {
  private static final int DRAWS = 32;
  private static final double TAIL = 0.9;

  private SpaceTable() {}

  /** A row a space, in the study's order; cells that have no meaning are empty. */
  public static String csv(Study study) {
    Csv csv =
        new Csv(
            "space",
            "models",
            "left out",
            "min",
            "expected best of " + DRAWS,
            "mean",
            "median",
            "90 % quantile",
            "max",
            "median blocks",
            "median flops",
            "median params",
            "median acts");
    study.spaces().forEach(space -> csv.row(row(space).toArray()));
    return csv.toString();
  }

  private static List<Object> row(SpaceStudy space) {
    List<Object> cells =
        new ArrayList<>(List.of(space.label(), space.models().size(), space.leftOut().size()));
    double[] errors = space.errorPercents();
    Arrays.sort(errors);
    if (errors.length == 0) {
      cells.addAll(List.of("", "", "", "", "", "", "", "", "", ""));
      return cells;
    }
    cells.add(errors[0]);
    cells.add(errors.length < DRAWS ? "" : Efficiency.expectedBest(errors, DRAWS));
    cells.add(Statistic.MEAN.of(errors));
    cells.add(Statistic.MEDIAN.of(errors));
    cells.add(Quantile.linear(errors, TAIL));
    cells.add(errors[errors.length - 1]);
    double[] blocks = space.models().stream().mapToDouble(Model::blocks).toArray();
    cells.add(Arrays.stream(blocks).allMatch(d -> d > 0) ? Statistic.MEDIAN.of(blocks) : "");
    for (Complexity complexity : List.of(Complexity.FLOPS, Complexity.PARAMS, Complexity.ACTS)) {
      cells.add(Statistic.MEDIAN.of(space.costs(complexity)));
    }
    return cells;
  }
}
