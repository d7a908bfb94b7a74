package io.archscape.plot;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A table (RFC 4180). Numbers are written so that reading them gives the same doubles. */
public final class Csv {
  private final StringBuilder text = new StringBuilder();

  public Csv(String... columns) {
    row((Object[]) columns);
  }

  public Csv row(Object... fields) {
    text.append(
        Arrays.stream(fields)
            .map(field -> EdfCsv.quoted(field.toString()))
            .collect(Collectors.joining(",", "", "\r\n")));
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
