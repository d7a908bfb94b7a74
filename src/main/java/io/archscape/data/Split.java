package io.archscape.data;

import io.archscape.Sha256;
import java.util.HexFormat;

/**
 * What development may see of a data set: images to train on and held-out images to compare models
 * by. The test images are not here: {@link Dataset#test()}.
 */
public record Split(Images train, Images validation, Normalisation normalisation) {
  /** The same images in arrays of their own, so that the rest of the data set can be collected. */
  public Split packed() {
    return new Split(train.packed(), validation.packed(), normalisation);
  }

  /**
   * SHA-256 of all that a training sees of the data, lower-case hex. Of this text: a line for the
   * training and one for the validation images, {@code NxHxWxC} and {@link Images#checksum()}, then
   * a line a channel, mean and std as the 16 hex digits of their bits. The pixels are read once, at
   * the first call.
   */
  public String sha256() {
    StringBuilder text = new StringBuilder();
    for (Images images : new Images[] {train, validation}) {
      text.append(shape(images)).append(' ').append(images.checksum()).append('\n');
    }
    for (int c = 0; c < normalisation.channels(); c++) {
      text.append(bits(normalisation.mean().get(c))).append(' ');
      text.append(bits(normalisation.std().get(c))).append('\n');
    }
    return Sha256.hex(text.toString());
  }

  private static String shape(Images images) {
    return images.count() + "x" + images.height() + "x" + images.width() + "x" + images.channels();
  }

  /** Not its decimal digits, which differ from one JDK to another. */
  private static String bits(double value) {
    return HexFormat.of().toHexDigits(Double.doubleToLongBits(value));
  }
}
