package io.archscape.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * A picture of a set, one class a row, to be looked at: {@code ContactSheet FILE.png [SEED
 * [SIZE]]}.
 */
final class ContactSheet {
  private static final int COLUMNS = 12;
  private static final int GAP = 4;

  private ContactSheet() {}

  public static void main(String[] args) throws IOException {
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    int size = args.length > 2 ? Integer.parseInt(args[2]) : 32;
    save(Synthetic.train(500, size, seed), 96 / size, Path.of(args[0]));
  }

  /** Rows of the first images of each class, each pixel {@code zoom} pixels wide. */
  static void save(Images images, int zoom, Path file) throws IOException {
    int step = images.width() * zoom + GAP;
    BufferedImage sheet =
        new BufferedImage(
            COLUMNS * step, images.classes().size() * step, BufferedImage.TYPE_INT_RGB);
    int[] used = new int[images.classes().size()];
    for (int i = 0; i < images.count(); i++) {
      int row = images.label(i);
      if (used[row] < COLUMNS) {
        draw(images, i, zoom, sheet, used[row]++ * step, row * step);
      }
    }
    ImageIO.write(sheet, "png", file.toFile());
  }

  private static void draw(Images images, int i, int zoom, BufferedImage to, int left, int top) {
    for (int y = 0; y < images.height() * zoom; y++) {
      for (int x = 0; x < images.width() * zoom; x++) {
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
          int channel = Math.min(c, images.channels() - 1);
          rgb = rgb << 8 | images.pixel(i, y / zoom, x / zoom, channel);
        }
        to.setRGB(left + x, top + y, rgb);
      }
    }
  }
}
