package io.archscape.figures;

import io.archscape.plot.Figure;
import io.archscape.plot.TimelinePlot;
import io.archscape.store.Attempt;
import io.archscape.study.SpaceStudy;
import io.archscape.study.Study;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What each worker of a sweep did when, of each that trained something itself. */
final class WorkerTimelines implements FigureKind {
  @Override
  public List<NamedFigure> of(FigureInput input) {
    List<NamedFigure> figures = new ArrayList<>();
    for (int i = 0; i < input.attempts().size(); i++) {
      String sweep = input.study().sweeps().get(i).name();
      figure(input, sweep, input.attempts().get(i)).ifPresent(figures::add);
    }
    return figures;
  }

  @Override
  public OnPage onPage() {
    return OnPage.inFilesOnly("timelines of what each worker did");
  }

  private static Optional<NamedFigure> figure(
      FigureInput input, String sweep, List<Attempt> attempts) {
    List<Attempt> trained = attempts.stream().filter(a -> a.worker().isPresent()).toList();
    return trained.isEmpty()
        ? Optional.empty()
        : Optional.of(
            NamedFigure.of(
                "timeline-" + sweep,
                "%s: what each worker did when, %d attempts at trials; those that did not end in"
                        .formatted(sweep, trained.size())
                    + " an error are pale and marked. Pauses of the whole sweep are cut out.",
                () -> drawn(input, sweep, trained)));
  }

  private static Figure drawn(FigureInput input, String sweep, List<Attempt> attempts) {
    Map<String, String> labels = labels(input.study(), sweep);
    Instant first = attempts.get(0).started();
    Instant last =
        attempts.stream().map(a -> a.ended().orElse(a.started())).max(Instant::compareTo).get();
    List<TimelinePlot.Attempt> bars =
        attempts.stream()
            .filter(a -> labels.containsKey(a.space()))
            .map(
                a ->
                    new TimelinePlot.Attempt(
                        a.worker().getAsInt(),
                        labels.getOrDefault(a.space(), a.space()),
                        seconds(first, a.started()),
                        seconds(first, later(a.started(), a.ended().orElse(last))),
                        ending(a)))
            .toList();
    return new TimelinePlot(sweep, input.palette(), bars).figure();
  }

  /** Of the spaces by their names in the sweep. */
  private static Map<String, String> labels(Study study, String sweep) {
    return study.spaces().stream()
        .filter(space -> space.sweeps().contains(sweep))
        .collect(Collectors.toMap(SpaceStudy::space, SpaceStudy::label, (one, other) -> other));
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  /** A clock that was set back must not give a bar of less than nothing. */
  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static TimelinePlot.Ending ending(Attempt attempt) {
    return switch (attempt.outcome()) {
      case DONE, ADOPTED -> TimelinePlot.Ending.DONE;
      case DIVERGED -> TimelinePlot.Ending.DIVERGED;
      case PRUNED -> TimelinePlot.Ending.PRUNED;
      case FAILED -> TimelinePlot.Ending.FAILED;
      case INTERRUPTED -> TimelinePlot.Ending.INTERRUPTED;
      case RUNNING -> TimelinePlot.Ending.RUNNING;
    };
  }
}
