package io.archscape.wording;

import java.util.ArrayList;
import java.util.List;

/** Rows of texts in columns as wide as they need to be, two spaces apart. */
public final class TextTable {
  private final int leftAligned;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table.
   *
   * @param leftAligned so many columns, the first; those after them are numbers, aligned right
   */
  public TextTable(int leftAligned) {
    this.leftAligned = leftAligned;
  }

  public void row(List<String> texts) {
    rows.add(List.copyOf(texts));
  }

  public List<String> lines() {
    return rows.stream().map(this::line).toList();
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String gap = " ".repeat(width(i) - row.get(i).length());
      line.append(i == 0 ? "" : "  ");
      line.append(i < leftAligned ? row.get(i) + gap : gap + row.get(i));
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> row.size() > column)
        .mapToInt(row -> row.get(column).length())
        .max()
        .orElse(0);
  }
}
