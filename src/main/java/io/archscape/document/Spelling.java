package io.archscape.document;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Which of the known names a misspelt one may mean. */
public final class Spelling {
  private static final int NEAR = 3;

  private Spelling() {}

  /** The known name that is fewest edits away, if it is near enough to be meant. */
  public static Optional<String> nearest(String given, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt((String name) -> edits(given, name)))
        .filter(name -> edits(given, name) <= Math.min(NEAR, Math.max(1, given.length() / 2)));
  }

  /** {@code ; did you mean 'WIDTHS'?}, or nothing. */
  public static String hint(String given, Collection<String> known) {
    return nearest(given, known).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  /** Levenshtein distance. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int swap = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(swap, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
