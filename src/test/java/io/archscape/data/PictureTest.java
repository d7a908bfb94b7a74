package io.archscape.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every operation against the bytes of Pillow 9.4.0: see golden/README.md. */
class PictureTest {
  private static final int WIDTH = 20;
  private static final int HEIGHT = 17;
  private static final int ACROSS = 8;
  private static final byte[] FILL = {10, 120, (byte) 230};

  /** One tile of the golden sheet, in its order; the first is the picture that all begin with. */
  private record Tile(String name, Consumer<Picture> change) {}

  private static final List<Tile> TILES =
      List.of(
          new Tile("itself", p -> {}),
          new Tile("auto contrast", Picture::autoContrast),
          new Tile("equalize", Picture::equalize),
          new Tile("invert", Picture::invert),
          new Tile("rotate 30", p -> p.rotate(30)),
          new Tile("rotate -13.5", p -> p.rotate(-13.5)),
          new Tile("rotate 6", p -> p.rotate(6)),
          new Tile("posterize to 1 bit", p -> p.posterize(1)),
          new Tile("posterize to 4 bits", p -> p.posterize(4)),
          new Tile("solarize from 128", p -> p.solarize(128)),
          new Tile("solarize from 115.2", p -> p.solarize(256 - 0.55 * 256)),
          new Tile("solarize, add 55", p -> p.solarizeAdd(55)),
          new Tile("colour 0.1", p -> p.colour(0.1)),
          new Tile("colour 1.9", p -> p.colour(1.9)),
          new Tile("contrast 0.37", p -> p.contrast(0.37)),
          new Tile("contrast 1.45", p -> p.contrast(1.45)),
          new Tile("brightness 0.55", p -> p.brightness(0.55)),
          new Tile("brightness 1.9", p -> p.brightness(1.9)),
          new Tile("sharpness 0.1", p -> p.sharpness(0.1)),
          new Tile("sharpness 1.72", p -> p.sharpness(1.72)),
          new Tile("shear x 0.3", p -> p.shearX(0.3)),
          new Tile("shear x -0.12", p -> p.shearX(-0.12)),
          new Tile("shear y 0.24", p -> p.shearY(0.24)),
          new Tile("shear y -0.3", p -> p.shearY(-0.3)),
          new Tile("translate x 0.45", p -> p.translateX(0.45)),
          new Tile("translate x -0.31", p -> p.translateX(-0.31)),
          new Tile("translate y 0.2", p -> p.translateY(0.2)),
          new Tile("translate y -0.45", p -> p.translateY(-0.45)),
          new Tile("crop all", p -> p.crop(new Box(0, 0, HEIGHT, WIDTH))),
          new Tile("crop the middle", p -> p.crop(new Box(3, 4, 9, 11))),
          new Tile("crop a band", p -> p.crop(new Box(10, 0, 7, 20))),
          new Tile("crop a corner pixel", p -> p.crop(new Box(16, 19, 1, 1))),
          new Tile("crop a column", p -> p.crop(new Box(2, 5, 15, 3))));

  private static BufferedImage sheet;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in = PictureTest.class.getResourceAsStream("/golden/pillow-pictures.png")) {
      sheet = ImageIO.read(Objects.requireNonNull(in));
    }
  }

  private static int[] golden(int tile) {
    int left = tile % ACROSS * WIDTH;
    int top = tile / ACROSS * HEIGHT;
    return sheet.getRaster().getPixels(left, top, WIDTH, HEIGHT, (int[]) null);
  }

  private static Picture first() {
    int[] values = golden(0);
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) values[i];
    }
    return picture(HEIGHT, WIDTH, pixels);
  }

  private static Picture picture(int height, int width, byte... pixels) {
    Picture picture = new Picture(height, width, FILL);
    picture.load(pixels, 0);
    return picture;
  }

  private static int[] values(Picture picture) {
    int[] values = new int[picture.pixels().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Byte.toUnsignedInt(picture.pixels()[i]);
    }
    return values;
  }

  @TestFactory
  List<DynamicTest> givesTheBytesOfPillow() {
    assertThat(sheet.getHeight()).isEqualTo((TILES.size() + ACROSS - 1) / ACROSS * HEIGHT);
    return IntStream.range(0, TILES.size())
        .mapToObj(
            tile ->
                DynamicTest.dynamicTest(
                    TILES.get(tile).name(),
                    () -> {
                      Picture picture = first();
                      TILES.get(tile).change().accept(picture);
                      assertThat(values(picture)).isEqualTo(golden(tile));
                    }))
        .toList();
  }

  @Test
  void theGoldenPicturesDiffer() {
    for (int tile = 1; tile < TILES.size(); tile++) {
      if (!TILES.get(tile).name().equals("crop all")) {
        assertThat(golden(tile)).as(TILES.get(tile).name()).isNotEqualTo(golden(0));
      }
    }
  }

  @Test
  void aPictureOfOneColourHasNothingToStretchOrEqualize() {
    byte[] pixels = new byte[20 * 20 * 3];
    Arrays.fill(pixels, (byte) 77);
    Picture picture = picture(20, 20, pixels);
    picture.autoContrast();
    picture.equalize();
    assertThat(picture.pixels()).isEqualTo(pixels);
  }

  @Test
  void aPictureBelow256PixelsHasNoStepsToEqualize() { // as in Pillow
    byte[] pixels = {1, 2, 3, 4, 5, 6};
    Picture picture = picture(1, 2, pixels);
    picture.equalize();
    assertThat(picture.pixels()).isEqualTo(pixels);
  }

  @Test
  void whatIsMovedInHasTheFillColour() {
    Picture picture = picture(1, 2, (byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5, (byte) 6);
    picture.translateX(0.5);
    assertThat(values(picture)).containsExactly(4, 5, 6, 10, 120, 230);
  }
}
