package io.archscape.plot;

import io.archscape.InputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** What a figure can be written as. */
public enum Format {
  /** Vector graphics for the web; text as outlines, and as a description for readers of text. */
  SVG {
    @Override
    byte[] render(Figure figure) {
      return SvgCanvas.render(figure);
    }
  },
  /** 1000 pixels wide: 300 dpi in a column of 85 mm. */
  PNG {
    @Override
    byte[] render(Figure figure) {
      return Png.render(figure);
    }
  },
  /** One page of the picture's size in print, 240 points wide. */
  PDF {
    @Override
    byte[] render(Figure figure) {
      return Pdf.render(figure);
    }
  },
  /** The numbers, in full precision. */
  CSV {
    @Override
    byte[] render(Figure figure) {
      return figure.csv().getBytes(StandardCharsets.UTF_8);
    }
  };

  abstract byte[] render(Figure figure);

  /**
   * By the file's extension, in either case.
   *
   * @throws InputException if it has none of the four; worth asking before hours of work
   */
  public static Format of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    for (Format format : values()) {
      String extension = "." + format.name().toLowerCase(Locale.ROOT);
      if (name.endsWith(extension) && name.length() > extension.length()) {
        return format;
      }
    }
    throw new InputException("plot file must end in .svg, .png, .pdf or .csv, got " + file);
  }
}
