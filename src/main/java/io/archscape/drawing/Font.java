package io.archscape.drawing;

import java.util.ArrayList;
import java.util.List;

/**
 * A size of sans-serif text. Widths are reckoned, not asked of the machine, so that a page is laid
 * out the same everywhere: they are those of DejaVu Sans, wider than most others.
 */
record Font(double size, boolean bold) {
  static final Font TITLE = new Font(20, true);
  static final Font HEADING = new Font(13, true);
  static final Font TEXT = new Font(12, false);
  static final Font STRONG = new Font(12, true);
  static final Font SMALL = new Font(10.5, false);
  static final Font SMALL_STRONG = new Font(10.5, true);

  private static final String ELLIPSIS = "…";
  private static final int FIRST = ' ';

  /** Of the characters from space to tilde, in hundredths of the size. */
  private static final int[] PLAIN = {
    32, 40, 46, 84, 64, 95, 78, 28, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 78, 75, 30, 30, 66, 56, 86, 75, 79,
    60, 79, 70, 64, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 64, 55, 64, 62, 35, 64,
    64, 28, 28, 58, 28, 97, 64, 61, 64, 64, 41, 52, 39, 64, 59, 82, 59, 59, 53, 64, 34, 64, 84
  };

  private static final int[] BOLD = {
    35, 46, 52, 84, 70, 100, 87, 31, 46, 46, 52, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70, 70,
    70, 70, 40, 40, 84, 84, 84, 58, 100, 78, 76, 74, 83, 68, 68, 82, 84, 37, 37, 78, 64, 100, 84,
    85, 73, 85, 77, 72, 68, 81, 78, 110, 77, 72, 73, 46, 37, 46, 84, 50, 50, 68, 72, 60, 72, 68, 44,
    72, 72, 35, 35, 67, 35, 105, 72, 69, 72, 72, 50, 60, 48, 72, 65, 92, 65, 65, 59, 72, 37, 72, 84
  };

  double width(String text) {
    return size / 100 * text.codePoints().map(this::hundredths).sum();
  }

  private int hundredths(int c) {
    int[] known = bold ? BOLD : PLAIN;
    int place = c - FIRST;
    return place >= 0 && place < known.length ? known[place] : 100;
  }

  /** From one base line to the next. */
  double line() {
    return Math.rint(size * 1.4);
  }

  /** The text, or its beginning and end where it is wider than {@code room}. */
  String within(double room, String text) {
    String fit = text;
    int keep = text.length();
    while (width(fit) > room && keep > 2) {
      keep--;
      int head = keep / 2;
      fit = text.substring(0, head) + ELLIPSIS + text.substring(text.length() - (keep - head));
    }
    return fit;
  }

  /** The text in lines no wider than {@code room}, broken at spaces. */
  List<String> wrap(double room, String text) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split(" ", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && width(longer) > room) {
        lines.add(line);
        longer = word;
      }
      line = longer;
    }
    lines.add(within(room, line));
    return lines;
  }
}
