package io.archscape.figures;

import static io.archscape.Require.require;

import io.archscape.plot.Palette;
import io.archscape.store.Attempt;
import io.archscape.study.SpaceStudy;
import io.archscape.study.Study;
import java.util.List;

/**
 * What figures are made from. A space has one colour, dash and mark in all of them.
 *
 * @param seed of the bootstraps
 * @param influences what the errors follow, of each space of which that is known
 * @param attempts of each sweep, in the study's order; empty if they are not known
 */
public record FigureInput(
    Study study,
    Palette palette,
    long seed,
    List<Influences> influences,
    List<List<Attempt>> attempts) {
  /** Draws of each bootstrap. */
  public static final int ROUNDS = 10_000;

  public FigureInput {
    influences = List.copyOf(influences);
    attempts = List.copyOf(attempts);
  }

  /** Of a study alone. */
  public static FigureInput of(Study study, long seed) {
    List<String> labels = study.spaces().stream().map(SpaceStudy::label).distinct().toList();
    require(!labels.isEmpty(), "figures need at least one space, got none");
    return new FigureInput(study, Palette.of(labels), seed, List.of(), List.of());
  }

  /** With what the errors follow. */
  public FigureInput withInfluences(List<Influences> known) {
    return new FigureInput(study, palette, seed, known, attempts);
  }

  /**
   * With what the workers did.
   *
   * @param known of each sweep, in the study's order: see {@code StoredSweep.attempts}
   */
  public FigureInput withAttempts(List<List<Attempt>> known) {
    require(
        known.size() == study.sweeps().size(),
        "there must be attempts for each of %d sweeps, got %d",
        study.sweeps().size(),
        known.size());
    return new FigureInput(study, palette, seed, influences, known);
  }

  /** The spaces with a finished model. */
  public List<SpaceStudy> finished() {
    return study.finished();
  }
}
