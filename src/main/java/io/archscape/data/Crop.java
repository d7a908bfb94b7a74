package io.archscape.data;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.archscape.Defaults;

/** Which part of a training image is seen. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Crop {

  /** The part of an image of this height and width. */
  Box draw(int height, int width, Draws draws);

  /** Whether images are changed. */
  boolean redraws();

  /** All of it. */
  @JsonTypeName("none")
  record None() implements Crop {
    @Override
    public Box draw(int height, int width, Draws draws) {
      return new Box(0, 0, height, width);
    }

    @Override
    public boolean redraws() {
      return false;
    }
  }

  /**
   * A part drawn at random and resized, bilinearly, to the size of the image (the large crop of
   * Szegedy et al., arXiv:1409.4842): area uniform, aspect log-uniform; after ten that do not fit,
   * the largest in the middle that has an allowed aspect.
   *
   * @param area of the part, to the image's
   * @param aspect width to height
   */
  @JsonTypeName("resized")
  record Resized(ValueRange area, ValueRange aspect) implements Crop {
    static final Defaults DEFAULTS =
        Defaults.of(Resized.class)
            .with("area", new ValueRange(0.08, 1))
            .with("aspect", new ValueRange(0.75, 4 / 3.0));

    private static final int TRIES = 10;

    public Resized {
      require(
          area.high() <= 1,
          "crop area must lie in (0,1], got low=%s high=%s",
          area.low(),
          area.high());
    }

    /** With areas from 8 % up and aspects from 3/4 to 4/3, as they are used on ImageNet. */
    public Resized() {
      this(new ValueRange(0.08, 1), new ValueRange(0.75, 4 / 3.0));
    }

    @Override
    public Box draw(int height, int width, Draws draws) {
      for (int i = 0; i < TRIES; i++) {
        double pixels = height * width * draws.between(area.low(), area.high());
        double ratio =
            StrictMath.exp(
                draws.between(StrictMath.log(aspect.low()), StrictMath.log(aspect.high())));
        int w = (int) Math.rint(Math.sqrt(pixels * ratio));
        int h = (int) Math.rint(Math.sqrt(pixels / ratio));
        if (w >= 1 && w <= width && h >= 1 && h <= height) {
          return new Box(draws.below(height - h + 1), draws.below(width - w + 1), h, w);
        }
      }
      return middle(height, width);
    }

    @Override
    public boolean redraws() {
      return true;
    }

    private Box middle(int height, int width) {
      double ratio = (double) width / height;
      int w = ratio > aspect.high() ? (int) Math.rint(height * aspect.high()) : width;
      int h = ratio < aspect.low() ? (int) Math.rint(width / aspect.low()) : height;
      w = Math.max(1, w);
      h = Math.max(1, h);
      return new Box((height - h) / 2, (width - w) / 2, h, w);
    }
  }
}
