package io.archscape.figures;

import io.archscape.InputException;
import io.archscape.plot.Format;
import io.archscape.study.Study;
import io.archscape.study.SweepFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All figures of a study, in the order of a report: those of all spaces, then those of each space
 * by itself, then how the sweeps ran. A figure is drawn when it is asked for; the same study and
 * seed give the same bytes.
 *
 * <p>What has no meaning is left out: a parameter or complexity that all models share, a trend
 * against a complexity that hardly differs, the learning curves of models whose epochs are not
 * known, a space without a finished model.
 */
public final class StudyFigures {
  private final FigureInput input;
  private final List<NamedFigure> figures;

  private StudyFigures(FigureInput input, List<NamedFigure> figures) {
    this.input = input;
    this.figures = List.copyOf(figures);
  }

  /**
   * Of a study alone, without what its errors follow and what its workers did.
   *
   * @param seed of the bootstraps
   */
  public static StudyFigures of(Study study, long seed) {
    return of(FigureInput.of(study, seed));
  }

  /** Of every kind. */
  public static StudyFigures of(FigureInput input) {
    return of(input, FigureList.ALL);
  }

  /** Of some kinds. */
  public static StudyFigures of(FigureInput input, List<FigureKind> kinds) {
    return new StudyFigures(
        input, distinct(kinds.stream().flatMap(kind -> kind.of(input).stream()).toList()));
  }

  /** Two labels may give one file name: later ones get a number. */
  private static List<NamedFigure> distinct(List<NamedFigure> figures) {
    Set<String> seen = new HashSet<>();
    List<NamedFigure> distinct = new ArrayList<>();
    for (NamedFigure figure : figures) {
      String name = figure.name();
      for (int i = 2; !seen.add(name); i++) {
        name = figure.name() + "-" + i;
      }
      distinct.add(new NamedFigure(name, figure.caption(), figure.drawing()));
    }
    return distinct;
  }

  /** In the order of a report. */
  public List<NamedFigure> list() {
    return figures;
  }

  /** The names of these that there is no figure of, as where too few models have finished. */
  public List<String> missing(List<String> names) {
    return names.stream().filter(name -> named(name).isEmpty()).toList();
  }

  /**
   * Those of these names, in their order.
   *
   * @throws io.archscape.InputException if there is none of a name
   */
  public StudyFigures only(List<String> names) {
    List<NamedFigure> some =
        names.stream().map(name -> named(name).orElseThrow(() -> unknown(name))).toList();
    return new StudyFigures(input, some);
  }

  private InputException unknown(String name) {
    String sweeps =
        input.study().sweeps().stream().map(SweepFacts::name).collect(Collectors.joining(", "));
    String there = figures.stream().map(NamedFigure::name).collect(Collectors.joining(", "));
    return new InputException(
        "figures must be of those that %s has, got '%s' where there are %s"
            .formatted(sweeps, name, there));
  }

  /** The figure of a name. */
  public Optional<NamedFigure> named(String name) {
    return figures.stream().filter(figure -> figure.name().equals(name)).findFirst();
  }

  /**
   * Writes all of them, one after the other.
   *
   * @param folder that is made if it is not there
   * @return the files
   * @throws io.archscape.InputException if one cannot be written
   */
  public List<Path> save(Path folder, Format format) {
    List<Path> files = new ArrayList<>();
    for (NamedFigure each : figures) {
      Path file = folder.resolve(each.name() + "." + format.name().toLowerCase(Locale.ROOT));
      each.figure().save(file);
      files.add(file);
    }
    return files;
  }
}
