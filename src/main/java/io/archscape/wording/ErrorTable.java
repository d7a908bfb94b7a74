package io.archscape.wording;

import io.archscape.stats.KolmogorovSmirnov;
import io.archscape.stats.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Errors of spaces in a table, and how far apart their distributions are. */
public final class ErrorTable {
  /**
   * One space.
   *
   * @param errorPercents of finished models
   * @param endedWithoutError {@code 2 diverged, 1 pruned}: what is not among the errors; may be
   *     empty
   * @param open how many models are not trained yet
   */
  public record Row(String label, List<Double> errorPercents, String endedWithoutError, int open) {
    public Row {
      errorPercents = List.copyOf(errorPercents);
    }

    private double[] errorArray() {
      return errorPercents.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  private final int width;

  private ErrorTable(List<Row> spaces) {
    width = spaces.stream().mapToInt(space -> space.label().length()).max().orElse(0) + 2;
  }

  /** The table, then a line for each two spaces. */
  public static List<String> lines(List<Row> spaces) {
    ErrorTable table = new ErrorTable(spaces);
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s %5s %7s %7s %7s %7s"
            .formatted(table.padded("error (%)"), "n", "min", "mean", "median", "max"));
    spaces.forEach(space -> lines.add(table.row(space)));
    for (int i = 0; i < spaces.size(); i++) {
      for (int j = i + 1; j < spaces.size(); j++) {
        compared(spaces.get(i), spaces.get(j)).ifPresent(lines::add);
      }
    }
    return lines;
  }

  private String row(Row space) {
    String note = note(space);
    if (space.errorPercents().isEmpty()) {
      return "%s %5d%s".formatted(padded(space.label()), 0, note);
    }
    Summary errors = Summary.of(space.errorArray());
    return String.format(
        Locale.ROOT,
        "%s %5d %7.1f %7.1f %7.1f %7.1f%s",
        padded(space.label()),
        errors.n(),
        errors.min(),
        errors.mean(),
        errors.median(),
        errors.max(),
        note);
  }

  private String padded(String text) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }

  private static String note(Row space) {
    List<String> parts = new ArrayList<>();
    if (!space.endedWithoutError().isEmpty()) {
      parts.add(space.endedWithoutError());
    }
    if (space.open() > 0) {
      parts.add(space.open() + " not trained yet");
    }
    return parts.isEmpty() ? "" : "   left out: " + String.join(", ", parts);
  }

  /** Empty of fewer than two models, the least that a distribution can be compared by. */
  private static Optional<String> compared(Row a, Row b) {
    if (a.errorPercents().size() < 2 || b.errorPercents().size() < 2) {
      return Optional.empty();
    }
    KolmogorovSmirnov test = KolmogorovSmirnov.test(a.errorArray(), b.errorArray());
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s - %s: Kolmogorov-Smirnov D = %.3f, p = %.2g%s",
            a.label(),
            b.label(),
            test.d(),
            test.p(),
            test.exact() ? " (exact)" : ""));
  }
}
