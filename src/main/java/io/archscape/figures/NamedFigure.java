package io.archscape.figures;

import static io.archscape.Require.require;

import io.archscape.plot.Figure;
import java.util.function.Supplier;

/**
 * A figure of a study, that is computed when it is asked for.
 *
 * @param name of its file, without the extension
 * @param caption in words: what is drawn, and how to read it
 */
public record NamedFigure(String name, String caption, Supplier<Figure> drawing) {
  public NamedFigure {
    require(
        name.matches("[A-Za-z0-9._-]+") && !name.startsWith("."),
        "a figure's name must be a file name of letters, digits, . _ and -, got \"%s\"",
        name);
    require(!caption.isBlank(), "a figure must have a caption, got none for %s", name);
  }

  /**
   * Named by words of which some may not be in a file's name.
   *
   * @param words as {@code sweep/space-learning}
   */
  public static NamedFigure of(String words, String caption, Supplier<Figure> drawing) {
    String name = words.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+", "");
    return new NamedFigure(name, caption, drawing);
  }

  /** Computed anew at each call. */
  public Figure figure() {
    return drawing.get();
  }
}
