package io.archscape.drawing;

import io.archscape.InputException;
import io.archscape.plot.Png;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** What a network can be drawn as. */
public enum DrawingFormat {
  /** One page, with real text; the same bytes on every machine. */
  SVG {
    @Override
    byte[] render(NetworkDrawing drawing) {
      return Svg.of(drawing.page());
    }
  },
  /** The same page, two pixels a unit, in the machine's font. */
  PNG {
    @Override
    byte[] render(NetworkDrawing drawing) {
      Page page = drawing.page();
      return Png.render(page.width(), page.height(), canvas -> Painter.paint(page, canvas));
    }
  },
  /** All operations, for Graphviz. */
  DOT {
    @Override
    byte[] render(NetworkDrawing drawing) {
      return Dot.of(drawing.name(), drawing.anatomy()).getBytes(StandardCharsets.UTF_8);
    }
  };

  abstract byte[] render(NetworkDrawing drawing);

  /**
   * By the file's extension, in either case.
   *
   * @throws InputException if it has none of the three
   */
  public static DrawingFormat of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    for (DrawingFormat format : values()) {
      String extension = "." + format.name().toLowerCase(Locale.ROOT);
      if (name.endsWith(extension) && name.length() > extension.length()) {
        return format;
      }
    }
    throw new InputException("drawing file must end in .svg, .png or .dot, got " + file);
  }
}
