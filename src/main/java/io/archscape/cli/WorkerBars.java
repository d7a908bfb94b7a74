package io.archscape.cli;

import io.archscape.sweep.InFlight;
import io.archscape.sweep.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A running sweep as text: a bar for each worker that trains, then the summary line.
 *
 * @param columns of the terminal: no line is longer
 * @param rows of the terminal: there are fewer lines
 */
record WorkerBars(int columns, int rows) {
  private static final int LONGEST_NAME = 28;
  private static final int LONGEST_BAR = 30;
  private static final int SHORTEST_BAR = 5;
  private static final int LEAST_COLUMNS = 20;

  WorkerBars {
    columns = Math.max(LEAST_COLUMNS, columns);
    rows = Math.max(3, rows);
  }

  /** From top to bottom. */
  List<String> lines(Snapshot sweep) {
    List<InFlight> trials =
        sweep.running().values().stream().sorted(Comparator.comparing(InFlight::worker)).toList();
    boolean all = trials.size() <= rows - 2;
    List<InFlight> shown = all ? trials : trials.subList(0, rows - 3);
    int names = Math.min(LONGEST_NAME, widest(shown.stream().map(WorkerBars::name)));
    int tails = widest(shown.stream().map(WorkerBars::tail));
    List<String> lines = new ArrayList<>();
    shown.forEach(trial -> lines.add(cut(line(trial, names, tails))));
    if (!all) {
      lines.add(cut("    and %d more".formatted(trials.size() - shown.size())));
    }
    lines.add(cut(sweep.line()));
    return lines;
  }

  private static int widest(Stream<String> texts) {
    return texts.mapToInt(String::length).max().orElse(0);
  }

  private String line(InFlight trial, int nameWidth, int tailWidth) {
    String name = name(trial);
    // the number tells models of a space apart: a long name is cut in front
    String end = name.substring(Math.max(0, name.length() - nameWidth));
    String head = "%3d ".formatted(trial.worker()) + end + " ".repeat(nameWidth - end.length());
    int room = columns - head.length() - tailWidth - "  []".length();
    return room < SHORTEST_BAR
        ? head + tail(trial)
        : head + " " + bar(trial, Math.min(LONGEST_BAR, room)) + tail(trial);
  }

  private static String tail(InFlight trial) {
    String epochs = " %d/%d epochs".formatted(trial.epochs(), trial.of());
    return trial.error().isEmpty()
        ? epochs
        : epochs + String.format(Locale.ROOT, ", error %.1f %%", 100 * trial.error().getAsDouble());
  }

  private static String bar(InFlight trial, int width) {
    int full = width * trial.epochs() / trial.of();
    return "[" + "=".repeat(full) + " ".repeat(width - full) + "]";
  }

  private static String name(InFlight trial) {
    return trial.trial().space() + " " + trial.trial().index();
  }

  /** The last column stays free: some terminals go to the next line when it is written. */
  private String cut(String line) {
    return line.substring(0, Math.min(line.length(), columns - 1));
  }
}
