package io.archscape.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.xml.sax.InputSource;

/** What every figure must keep, and names that several tests draw. */
final class Pictures {
  /** Pixels around a picture that nothing is drawn on; what is cut off would touch them. */
  private static final int FRAME = 3;

  private Pictures() {}

  /** {@code space-00, space-01, ..}, some of them long. */
  static List<String> names(int n) {
    return IntStream.range(0, n)
        .mapToObj(i -> "space-%02d%s".formatted(i, i % 4 == 3 ? "-with-a-rather-long-name" : ""))
        .toList();
  }

  static String svg(Figure figure) {
    return new String(figure.bytes(Format.SVG), StandardCharsets.UTF_8);
  }

  /** The corners of the first line of a colour, as they stand in the picture. */
  static List<Point2D> line(String svg, Color color) {
    Matcher path =
        Pattern.compile(
                "d=\"(M[^\"]*)\" style=\"fill:none;stroke:rgb\\(%d,%d,%d\\)"
                    .formatted(color.getRed(), color.getGreen(), color.getBlue()))
            .matcher(svg);
    assertThat(path.find()).as("a line of " + color).isTrue();
    return Pattern.compile("[ML]([-0-9.]+),([-0-9.]+)")
        .matcher(path.group(1))
        .results()
        .<Point2D>map(
            at ->
                new Point2D.Double(
                    Double.parseDouble(at.group(1)), Double.parseDouble(at.group(2))))
        .toList();
  }

  static BufferedImage png(Figure figure) {
    try {
      return ImageIO.read(new ByteArrayInputStream(figure.bytes(Format.PNG)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How a colour stands in an SVG. */
  static String rgb(String hex) {
    Color c = Color.decode(hex);
    return "rgb(%d,%d,%d)".formatted(c.getRed(), c.getGreen(), c.getBlue());
  }

  /** The same bytes each time, XML that can be read, nothing cut off, and words. */
  static void assertSound(Figure figure) {
    for (Format format : Format.values()) {
      byte[] once = figure.bytes(format);
      assertThat(once).as(format.name()).isNotEmpty();
      assertThat(figure.bytes(format)).as(format.name()).isEqualTo(once);
    }
    assertThat(figure.description()).isNotBlank();
    assertThat(figure.csv().lines().count()).isGreaterThan(1);
    assertReadable(svg(figure));
    assertNothingCutOff(png(figure));
  }

  private static void assertReadable(String svg) {
    try {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(svg)));
    } catch (Exception e) {
      throw new AssertionError("XML must be readable", e);
    }
  }

  private static void assertNothingCutOff(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    assertThat(width).isEqualTo(1000);
    for (int k = 0; k < FRAME; k++) {
      assertWhite(image.getRGB(0, k, width, 1, null, 0, width));
      assertWhite(image.getRGB(0, height - 1 - k, width, 1, null, 0, width));
      assertWhite(image.getRGB(k, 0, 1, height, null, 0, 1));
      assertWhite(image.getRGB(width - 1 - k, 0, 1, height, null, 0, 1));
    }
  }

  private static void assertWhite(int[] pixels) {
    assertThat(Arrays.stream(pixels).filter(p -> p != Color.WHITE.getRGB()).count())
        .as("pixels drawn on at the edge")
        .isZero();
  }
}
