package io.archscape.plot;

import io.archscape.stats.Edf;
import java.util.List;

/**
 * Curves as a table (RFC 4180): one row a model, by increasing error, with the share of models up
 * to it, and which models of its space have no error and are left out. Numbers are written so that
 * reading them gives the same doubles.
 */
final class EdfCsv {
  private static final String LINE_END = "\r\n";

  private EdfCsv() {}

  static String of(List<Series> series) {
    StringBuilder csv =
        new StringBuilder("space,error,cumulative_probability,left_out").append(LINE_END);
    for (Series s : series) {
      String space = quoted(s.space());
      String leftOut = quoted(s.leftOut());
      for (Edf.Point p : s.edf().points()) {
        csv.append(space).append(',').append(p.error()).append(',').append(p.probability());
        csv.append(',').append(leftOut);
        csv.append(LINE_END);
      }
    }
    return csv.toString();
  }

  /** A field of a table (RFC 4180). */
  static String quoted(String field) {
    return field.contains(",") || field.contains("\"")
        ? '"' + field.replace("\"", "\"\"") + '"'
        : field;
  }
}
