package io.archscape.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Two pixels a unit, marked as 300 dpi. */
public final class Png {
  static final int SCALE = 2;
  private static final String PIXELS_PER_METRE = "11811"; // 300 dpi
  private static final String TREE = "javax_imageio_png_1.0";

  private Png() {}

  static byte[] render(Figure figure) {
    return render(figure.width(), figure.height(), figure::paint);
  }

  /**
   * The bytes of a picture on white.
   *
   * @param width of the picture in units, as {@code height}
   * @param painter draws it with its upper left corner at (0, 0), one unit of the canvas each
   */
  public static byte[] render(int width, int height, Consumer<Graphics2D> painter) {
    BufferedImage image = paint(SCALE * width, SCALE * height, painter);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(
              new ImageTypeSpecifier(image), writer.getDefaultWriteParam());
      metadata.mergeTree(TREE, resolution());
      writer.write(new IIOImage(image, null, metadata));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private static BufferedImage paint(int width, int height, Consumer<Graphics2D> painter) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, width, height);
    canvas.scale(SCALE, SCALE);
    painter.accept(canvas);
    canvas.dispose();
    return image;
  }

  private static IIOMetadataNode resolution() {
    IIOMetadataNode physical = new IIOMetadataNode("pHYs");
    physical.setAttribute("pixelsPerUnitXAxis", PIXELS_PER_METRE);
    physical.setAttribute("pixelsPerUnitYAxis", PIXELS_PER_METRE);
    physical.setAttribute("unitSpecifier", "meter");
    IIOMetadataNode root = new IIOMetadataNode(TREE);
    root.appendChild(physical);
    return root;
  }
}
