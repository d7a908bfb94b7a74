package io.archscape.data;

import static io.archscape.data.PictureOp.AUTO_CONTRAST;
import static io.archscape.data.PictureOp.BRIGHTNESS;
import static io.archscape.data.PictureOp.COLOUR;
import static io.archscape.data.PictureOp.CONTRAST;
import static io.archscape.data.PictureOp.EQUALIZE;
import static io.archscape.data.PictureOp.INVERT;
import static io.archscape.data.PictureOp.POSTERIZE;
import static io.archscape.data.PictureOp.ROTATE;
import static io.archscape.data.PictureOp.SHARPNESS;
import static io.archscape.data.PictureOp.SHEAR_Y;
import static io.archscape.data.PictureOp.SOLARIZE;
import static io.archscape.data.PictureOp.TRANSLATE_X;
import static io.archscape.data.PictureOp.TRANSLATE_Y;

import java.util.List;

/**
 * An operation of AutoAugment.
 *
 * @param level 0 to 9; of no meaning where the operation knows no strength
 */
record AutoOp(PictureOp op, double probability, int level) {

  /** The 25 pairs of table 7 of arXiv:1805.09501. */
  static final List<List<AutoOp>> PAIRS =
      List.of(
          pair(INVERT, 0.1, 7, CONTRAST, 0.2, 6),
          pair(ROTATE, 0.7, 2, TRANSLATE_X, 0.3, 9),
          pair(SHARPNESS, 0.8, 1, SHARPNESS, 0.9, 3),
          pair(SHEAR_Y, 0.5, 8, TRANSLATE_Y, 0.7, 9),
          pair(AUTO_CONTRAST, 0.5, 8, EQUALIZE, 0.9, 2),
          pair(SHEAR_Y, 0.2, 7, POSTERIZE, 0.3, 7),
          pair(COLOUR, 0.4, 3, BRIGHTNESS, 0.6, 7),
          pair(SHARPNESS, 0.3, 9, BRIGHTNESS, 0.7, 9),
          pair(EQUALIZE, 0.6, 5, EQUALIZE, 0.5, 1),
          pair(CONTRAST, 0.6, 7, SHARPNESS, 0.6, 5),
          pair(COLOUR, 0.7, 7, TRANSLATE_X, 0.5, 8),
          pair(EQUALIZE, 0.3, 7, AUTO_CONTRAST, 0.4, 8),
          pair(TRANSLATE_Y, 0.4, 3, SHARPNESS, 0.2, 6),
          pair(BRIGHTNESS, 0.9, 6, COLOUR, 0.2, 8),
          pair(SOLARIZE, 0.5, 2, INVERT, 0.0, 3),
          pair(EQUALIZE, 0.2, 0, AUTO_CONTRAST, 0.6, 0),
          pair(EQUALIZE, 0.2, 8, EQUALIZE, 0.6, 4),
          pair(COLOUR, 0.9, 9, EQUALIZE, 0.6, 6),
          pair(AUTO_CONTRAST, 0.8, 4, SOLARIZE, 0.2, 8),
          pair(BRIGHTNESS, 0.1, 3, COLOUR, 0.7, 0),
          pair(SOLARIZE, 0.4, 5, AUTO_CONTRAST, 0.9, 3),
          pair(TRANSLATE_Y, 0.9, 9, TRANSLATE_Y, 0.7, 9),
          pair(AUTO_CONTRAST, 0.9, 2, SOLARIZE, 0.8, 3),
          pair(EQUALIZE, 0.8, 8, INVERT, 0.1, 3),
          pair(TRANSLATE_Y, 0.7, 9, AUTO_CONTRAST, 0.9, 1));

  private static List<AutoOp> pair(
      PictureOp first,
      double firstProbability,
      int firstLevel,
      PictureOp second,
      double secondProbability,
      int secondLevel) {
    return List.of(
        new AutoOp(first, firstProbability, firstLevel),
        new AutoOp(second, secondProbability, secondLevel));
  }

  /** What the operation is called with; {@code negative} matters where it has two sides. */
  double value(boolean negative) {
    int side = negative ? -1 : 1;
    return switch (op) {
      case AUTO_CONTRAST, EQUALIZE, INVERT -> 0;
      case ROTATE -> side * 3 * level;
      case SHEAR_X, SHEAR_Y -> side * level * 0.3 / 10;
      case TRANSLATE_X, TRANSLATE_Y -> side * level / 32.0; // a pixel a level at their 32
      // 4 bits at level 0, though the paper has 8: the policy was found and published with this
      case POSTERIZE -> 4 - level * 4 / 10;
      case SOLARIZE -> 256 - level * 256 / 10;
      case SOLARIZE_ADD -> level * 11;
      case COLOUR, CONTRAST, BRIGHTNESS, SHARPNESS -> level * 1.8 / 10 + 0.1;
    };
  }

  void apply(Picture picture, boolean negative) {
    op.apply(picture, value(negative));
  }
}
