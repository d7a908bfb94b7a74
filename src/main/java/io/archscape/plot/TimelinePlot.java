package io.archscape.plot;

import static io.archscape.Require.require;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the workers of a sweep did when: a row a worker, a bar an attempt in its space's colour. An
 * attempt that did not end in an error of a model is an empty bar with a mark at its end. Times in
 * which no worker had a trial, as between two runs of the sweep, are cut out, with a dotted line in
 * their place.
 *
 * @param title above the picture
 * @param palette that has all spaces
 */
public record TimelinePlot(String title, Palette palette, List<Attempt> attempts) {
  private static final int ABOVE_AND_BELOW = 100;
  private static final int MARK_SIZE = 8;
  private static final double HALF_BAR = 0.34;
  private static final double HALF_GAP = 0.12;
  private static final double LEAST_BAR = 0.0015; // of the axis
  private static final double LEAST_PAUSE = 0.02; // of the time worked, to be cut out
  private static final double HOUR = 3600;
  private static final double MINUTE = 60;

  public TimelinePlot {
    PlotValues.requireText("a title", title);
    attempts = List.copyOf(attempts);
    require(!attempts.isEmpty(), "a timeline needs at least one attempt, got none");
  }

  /** How an attempt ended. */
  public enum Ending {
    DONE,
    DIVERGED,
    PRUNED,
    FAILED,
    INTERRUPTED,
    RUNNING;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private PointShape mark() {
      return switch (this) {
        case DIVERGED -> PointShape.triangle();
        case PRUNED -> PointShape.diamond();
        case FAILED -> PointShape.cross();
        case INTERRUPTED -> PointShape.square();
        case DONE, RUNNING -> PointShape.circle();
      };
    }
  }

  /**
   * One attempt at a trial.
   *
   * @param start in seconds of any clock
   * @param end likewise; of one that still runs, now
   */
  public record Attempt(int worker, String space, double start, double end, Ending ending) {
    public Attempt {
      require(
          Double.isFinite(start) && Double.isFinite(end) && start <= end,
          "an attempt must end after it starts, got %s to %s",
          start,
          end);
    }
  }

  /** A time in which nothing ran. */
  private record Pause(double from, double to) {}

  /** The picture, to be written in any {@link Format}. */
  public Figure figure() {
    List<Pause> pauses = pauses();
    double first = attempts.stream().mapToDouble(Attempt::start).min().orElseThrow();
    double last = attempts.stream().mapToDouble(Attempt::end).max().orElseThrow();
    double length = last - first - pauses.stream().mapToDouble(p -> p.to() - p.from()).sum();
    double unit = length >= 2 * HOUR ? HOUR : length >= 3 * MINUTE ? MINUTE : 1;
    String time = unit == HOUR ? "hours" : unit == MINUTE ? "minutes" : "seconds";
    Axis x = Axis.fromZero(time + (pauses.isEmpty() ? "" : ", without pauses"), length / unit);
    List<Integer> workers = workers();
    Axis y =
        Axis.names(
            "",
            IntStream.range(0, workers.size())
                .mapToObj(row -> "worker " + workers.get(workers.size() - 1 - row))
                .toList());
    Sheet sheet = new Sheet(title, x, y, ABOVE_AND_BELOW + Axis.ROW * workers.size()).keysBelow();
    Clock clock = new Clock(first, unit, pauses, x.share(LEAST_BAR));
    pauses.forEach(p -> sheet.upright(clock.at(p.from()), Style.FRAME, Style.PAUSE));
    addBars(sheet, clock, workers);
    return sheet.figure(title, inWords(pauses), () -> csv(first));
  }

  /** Seconds as places on the axis. */
  private record Clock(double first, double unit, List<Pause> pauses, double leastBar) {
    double at(double seconds) {
      double cut = 0;
      for (Pause pause : pauses) {
        cut += Math.max(0, Math.min(seconds, pause.to()) - pause.from());
      }
      return (seconds - first - cut) / unit;
    }
  }

  private List<Integer> workers() {
    return List.copyOf(
        attempts.stream().map(Attempt::worker).collect(Collectors.toCollection(TreeSet::new)));
  }

  private List<Pause> pauses() {
    List<Attempt> byStart =
        attempts.stream().sorted(Comparator.comparingDouble(Attempt::start)).toList();
    List<Pause> idle = new ArrayList<>();
    double busyUntil = byStart.get(0).start();
    double worked = 0;
    for (Attempt attempt : byStart) {
      if (attempt.start() > busyUntil) {
        idle.add(new Pause(busyUntil, attempt.start()));
      }
      worked += Math.max(0, attempt.end() - Math.max(busyUntil, attempt.start()));
      busyUntil = Math.max(busyUntil, attempt.end());
    }
    double least = Math.max(1, LEAST_PAUSE * worked);
    return idle.stream().filter(pause -> pause.to() - pause.from() >= least).toList();
  }

  private void addBars(Sheet sheet, Clock clock, List<Integer> workers) {
    Map<String, Rings> full = new LinkedHashMap<>();
    Map<String, Rings> empty = new LinkedHashMap<>();
    Map<Ending, Rings> ends = new EnumMap<>(Ending.class);
    for (Attempt a : attempts) {
      int row = workers.size() - 1 - workers.indexOf(a.worker());
      double from = clock.at(a.start());
      double to = Math.max(clock.at(a.end()), from + clock.leastBar());
      double gap = Math.min(0.2 * (to - from), clock.leastBar());
      Rings rings =
          (a.ending() == Ending.DONE ? full : empty)
              .computeIfAbsent(a.space(), space -> new Rings());
      rings.addBar(from, to - gap, row, Style.isSplit(palette.place(a.space())));
      if (a.ending() != Ending.DONE) {
        ends.computeIfAbsent(a.ending(), ending -> new Rings()).add((from + to) / 2, row);
      }
    }
    for (String space : palette.labels()) {
      if (full.containsKey(space) || empty.containsKey(space)) {
        Color color = Style.color(palette.place(space));
        Rings bars = full.getOrDefault(space, new Rings());
        Rings others = empty.getOrDefault(space, new Rings());
        bars.drawOn(sheet, color);
        others.drawOn(sheet, Style.withAlpha(color, 60));
        sheet.key(Key.bars(space, palette.place(space)));
      }
    }
    ends.forEach(
        (ending, places) -> {
          places.markOn(sheet, ending.mark());
          sheet.key(Key.mark(ending.word(), Style.INK, ending.mark()));
        });
  }

  /** Bars of one colour as one layer, or the places of marks. */
  private static final class Rings {
    private final List<Double> x = new ArrayList<>();
    private final List<Double> y = new ArrayList<>();

    void add(double atX, double atY) {
      x.add(atX);
      y.add(atY);
    }

    /** A bar, or its upper and its lower part. */
    void addBar(double from, double to, int row, boolean split) {
      double gap = split ? HALF_GAP : 0;
      add(from, to, row - HALF_BAR, split ? row - gap : row + HALF_BAR);
      if (split) {
        add(from, to, row + gap, row + HALF_BAR);
      }
    }

    private void add(double from, double to, double bottom, double top) {
      x.addAll(List.of(from, to, to, from, from));
      y.addAll(List.of(bottom, bottom, top, top, Double.NaN));
    }

    void drawOn(Sheet sheet, Color color) {
      if (!x.isEmpty()) {
        sheet.area(PlotValues.array(x), PlotValues.array(y), color);
      }
    }

    void markOn(Sheet sheet, PointShape mark) {
      sheet.points(PlotValues.array(x), PlotValues.array(y), Style.INK, mark, MARK_SIZE);
    }
  }

  private String inWords(List<Pause> pauses) {
    Map<Ending, Long> counts =
        attempts.stream()
            .collect(
                Collectors.groupingBy(
                    Attempt::ending, () -> new EnumMap<>(Ending.class), Collectors.counting()));
    String ended =
        counts.entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey().word())
            .collect(Collectors.joining(", "));
    double cut = pauses.stream().mapToDouble(p -> p.to() - p.from()).sum();
    return String.format(
        Locale.ROOT,
        "%d attempts on %d workers: %s; %d pauses of %.0f s cut out",
        attempts.size(),
        workers().size(),
        ended,
        pauses.size(),
        cut);
  }

  private String csv(double first) {
    Csv csv = new Csv("worker", "space", "start_s", "end_s", "ending");
    for (Attempt a : attempts) {
      csv.row(a.worker(), a.space(), a.start() - first, a.end() - first, a.ending().word());
    }
    return csv.toString();
  }
}
