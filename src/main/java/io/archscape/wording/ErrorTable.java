package io.archscape.wording;

import io.archscape.stats.KolmogorovSmirnov;
import io.archscape.stats.Summary;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Errors of spaces in a table, and how far apart their distributions are. */
public final class ErrorTable {
  /**
   * What the table tells of one space.
   *
   * @param errors in percent, of finished models
   * @param endedWithoutError {@code 2 diverged, 1 pruned}: what is not among the errors; may be
   *     empty
   * @param open how many models are not trained yet
   */
  public record Row(String label, List<Double> errors, String endedWithoutError, int open) {
    public Row {
      errors = List.copyOf(errors);
    }

    private double[] errorArray() {
      return errors.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  private final PrintWriter out;
  private int width;

  public ErrorTable(PrintWriter out) {
    this.out = out;
  }

  public void print(List<Row> spaces) {
    width = spaces.stream().mapToInt(space -> space.label().length()).max().orElse(0) + 2;
    out.printf(
        "%s %5s %7s %7s %7s %7s%n", padded("error (%)"), "n", "min", "mean", "median", "max");
    spaces.forEach(this::row);
    for (int i = 0; i < spaces.size(); i++) {
      for (int j = i + 1; j < spaces.size(); j++) {
        compare(spaces.get(i), spaces.get(j));
      }
    }
    out.flush();
  }

  private void row(Row space) {
    String note = note(space);
    if (space.errors().isEmpty()) {
      out.printf("%s %5d%s%n", padded(space.label()), 0, note);
      return;
    }
    Summary errors = Summary.of(space.errorArray());
    out.printf(
        Locale.ROOT,
        "%s %5d %7.1f %7.1f %7.1f %7.1f%s%n",
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

  private void compare(Row a, Row b) {
    if (a.errors().size() < 2 || b.errors().size() < 2) {
      return; // two models are the least that a distribution can be compared by
    }
    KolmogorovSmirnov test = KolmogorovSmirnov.test(a.errorArray(), b.errorArray());
    out.printf(
        Locale.ROOT,
        "%s - %s: Kolmogorov-Smirnov D = %.3f, p = %.2g%s%n",
        a.label(),
        b.label(),
        test.d(),
        test.p(),
        test.exact() ? " (exact)" : "");
  }
}
