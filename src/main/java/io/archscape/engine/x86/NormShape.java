package io.archscape.engine.x86;

/**
 * What is normalised.
 *
 * @param lanes channels of a block
 * @param vector floats of a vector
 * @param positions of an image
 * @param image bytes from one image to the next
 */
record NormShape(int lanes, int vector, int images, int positions, int image, boolean relu) {
  int plane() {
    return positions * lanes * Float.BYTES;
  }

  /** Positions of a vector: as many as fit, if they fill all vectors of an image. */
  int together() {
    int fit = vector / lanes;
    return positions % fit == 0 ? fit : 1;
  }

  /** Vectors of an image. */
  int vectors() {
    return positions / together();
  }

  /** Images that are no more vectors than are taken at once. */
  int imagesTogether() {
    return Math.max(1, Math.min(images, NormCode.UNROLL / vectors()));
  }

  /** Where a vector of some that are taken at once lies. */
  long offset(int i) {
    int own = imagesTogether() == 1 ? i : i % vectors();
    int of = imagesTogether() == 1 ? 0 : i / vectors();
    return (long) of * image + (long) own * together() * lanes * Float.BYTES;
  }
}
