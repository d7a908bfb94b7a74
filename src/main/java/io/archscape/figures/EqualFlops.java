package io.archscape.figures;

import io.archscape.plot.Series;
import io.archscape.stats.Edf;
import io.archscape.stats.EqualComplexity;
import io.archscape.study.Complexity;
import io.archscape.study.Results;
import io.archscape.study.SpaceStudy;
import java.util.List;
import java.util.stream.DoubleStream;

/** The errors of spaces at equal complexity: their curves, and what these leave out. */
final class EqualFlops {
  /** Into which complexities are cut. */
  static final int BINS = 10;

  private final List<Own> spaces;
  private final EqualComplexity equal;

  /** What is compared of one space. */
  private record Own(String label, List<Double> errorPercents, List<Double> flops, String ended) {
    double[] flopArray() {
      return array(flops);
    }

    Edf edf(EqualComplexity equal) {
      return equal.edf(array(errorPercents), flopArray());
    }

    private static double[] array(List<Double> numbers) {
      return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  private EqualFlops(List<Own> spaces) {
    this.spaces = spaces;
    this.equal = EqualComplexity.of(spaces.stream().map(Own::flopArray).toList(), BINS);
  }

  /** Of at least one space, all with finished models. */
  static EqualFlops ofStudies(List<SpaceStudy> spaces) {
    return new EqualFlops(spaces.stream().map(EqualFlops::own).toList());
  }

  /** Of at least one space, all with finished models. */
  static EqualFlops ofResults(List<Results.OfSpace> spaces) {
    return new EqualFlops(spaces.stream().map(EqualFlops::own).toList());
  }

  private static Own own(SpaceStudy space) {
    return new Own(
        space.label(),
        DoubleStream.of(space.errorPercents()).boxed().toList(),
        DoubleStream.of(space.costs(Complexity.FLOPS)).boxed().toList(),
        space.endedWithoutError());
  }

  private static Own own(Results.OfSpace space) {
    return new Own(space.label(), space.errorPercents(), space.flops(), space.endedWithoutError());
  }

  /** Bins with models of every space; with none there is no comparison. */
  int common() {
    return equal.common();
  }

  /** A curve a space; some bin must be common. */
  List<Series> series() {
    return spaces.stream()
        .map(space -> new Series(space.label(), space.edf(equal), space.ended()))
        .toList();
  }

  /** {@code 3 of 40 models (8 %) lie outside and are left out}. */
  String leftOut() {
    int all = spaces.stream().mapToInt(space -> space.errorPercents().size()).sum();
    int out = all - spaces.stream().mapToInt(space -> equal.kept(space.flopArray())).sum();
    return "%d of %d models (%d %%) lie outside and are left out"
        .formatted(out, all, Math.round(100.0 * out / all));
  }
}
