package io.archscape.figures;

import java.util.List;

/**
 * A kind of figure of a study: which figures there are of it, what each draws, and how a page has
 * them. A new kind is a class and its line in {@link FigureList}.
 */
public interface FigureKind {
  /** Those that have a meaning for a study, in the order of its spaces. */
  List<NamedFigure> of(FigureInput input);

  /** How a page about the study has them. */
  OnPage onPage();
}
