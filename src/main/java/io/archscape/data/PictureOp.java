package io.archscape.data;

/** What a {@link Policy} does to a picture, by how much. */
enum PictureOp {
  AUTO_CONTRAST,
  EQUALIZE,
  INVERT,
  ROTATE,
  POSTERIZE,
  SOLARIZE,
  SOLARIZE_ADD,
  COLOUR,
  CONTRAST,
  BRIGHTNESS,
  SHARPNESS,
  SHEAR_X,
  SHEAR_Y,
  TRANSLATE_X,
  TRANSLATE_Y;

  /**
   * @param value what the picture's method of this name takes; of no meaning where it takes none
   */
  void apply(Picture picture, double value) {
    switch (this) {
      case AUTO_CONTRAST -> picture.autoContrast();
      case EQUALIZE -> picture.equalize();
      case INVERT -> picture.invert();
      case ROTATE -> picture.rotate(value);
      case POSTERIZE -> picture.posterize(value);
      case SOLARIZE -> picture.solarize(value);
      case SOLARIZE_ADD -> picture.solarizeAdd(value);
      case COLOUR -> picture.colour(value);
      case CONTRAST -> picture.contrast(value);
      case BRIGHTNESS -> picture.brightness(value);
      case SHARPNESS -> picture.sharpness(value);
      case SHEAR_X -> picture.shearX(value);
      case SHEAR_Y -> picture.shearY(value);
      case TRANSLATE_X -> picture.translateX(value);
      case TRANSLATE_Y -> picture.translateY(value);
    }
  }
}
