package io.archscape.data;

/** A rectangle of pixels inside an image. */
record Box(int top, int left, int height, int width) {

  /** What lies inside the image of rows top to bottom and columns left to right, exclusively. */
  static Box clipped(int top, int left, int bottom, int right, int height, int width) {
    int y = Math.max(top, 0);
    int x = Math.max(left, 0);
    return new Box(y, x, Math.min(bottom, height) - y, Math.min(right, width) - x);
  }

  int area() {
    return height * width;
  }
}
