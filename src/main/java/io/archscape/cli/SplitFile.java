package io.archscape.cli;

import io.archscape.RunFailed;
import io.archscape.data.Images;
import io.archscape.data.Split;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Images for another program, in one file: the bytes of all images (N,H,W,C), then all labels, a
 * byte each; training images come before those that are held out.
 */
final class SplitFile {
  private SplitFile() {}

  static void write(Path file, Split split) {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      pixels(split.train(), out);
      pixels(split.validation(), out);
      labels(split.train(), out);
      labels(split.validation(), out);
    } catch (IOException e) {
      throw new RunFailed(file + " must be writable, got " + e, e);
    }
  }

  private static void pixels(Images images, OutputStream out) throws IOException {
    byte[] image = new byte[images.imageSize()];
    for (int i = 0; i < images.count(); i++) {
      images.copy(i, image, 0);
      out.write(image);
    }
  }

  private static void labels(Images images, OutputStream out) throws IOException {
    for (int i = 0; i < images.count(); i++) {
      out.write(images.label(i));
    }
  }
}
