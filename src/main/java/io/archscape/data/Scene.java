package io.archscape.data;

/**
 * One image of the built-in set in the making: a canvas of (size,size,3) values, about 0 to 255, on
 * which everything is painted anti-aliased, back to front.
 */
final class Scene {
  /** Shortest period of a texture in pixels. */
  private static final double FINEST = 3.2;

  private final int size;
  private final Draws draws;
  private final double[] canvas;
  private final double[] ground;

  private Scene(int size, Draws draws) {
    this.size = size;
    this.draws = draws;
    this.canvas = new double[size * size * 3];
    this.ground = colour(Synthetic.GROUND);
  }

  /** Paints one image of the figure and writes it to {@code pixels} (H,W,C) from {@code at} on. */
  static void paint(SceneClass figure, int size, long seed, byte[] pixels, int at) {
    Draws draws = new Draws(seed);
    Scene scene = new Scene(size, draws);
    scene.background();
    int clutter = draws.below(Synthetic.CLUTTER + 1);
    for (int i = 0; i < clutter; i++) {
      scene.distract();
    }
    double x = draws.between(0.32, 0.68) * size;
    double y = draws.between(0.32, 0.68) * size;
    double radius = draws.between(Synthetic.SMALLEST, 0.42) * size;
    scene.figure(figure, x, y, radius);
    if (draws.chance(Synthetic.OCCLUSION)) {
      scene.occlude(x, y, radius);
    }
    scene.develop(pixels, at);
  }

  /** A slope from one colour to another with blotches on it. */
  private void background() {
    double turn = draws.between(0, 2 * StrictMath.PI);
    double dx = StrictMath.cos(turn) / size;
    double dy = StrictMath.sin(turn) / size;
    double[] slope = {draws.between(-70, 70), draws.between(-70, 70), draws.between(-70, 70)};
    Blotches blotches = new Blotches(draws, draws.between(3, 11));
    double strength = draws.between(0, Synthetic.BLOTCHES);
    for (int y = 0, p = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double along = (x - 0.5 * size) * dx + (y - 0.5 * size) * dy;
        double blotch = strength * blotches.at((double) x / size, (double) y / size);
        for (int c = 0; c < 3; c++) {
          canvas[p++] = ground[c] + along * slope[c] + blotch;
        }
      }
    }
  }

  private void figure(SceneClass figure, double x, double y, double radius) {
    Pose pose = new Pose(draws, x, y, radius);
    // at 16 pixels a finer texture would be grey
    double period = draws.between(Math.max(0.14 * size, FINEST), 0.25 * size);
    double[] ink = figureInk();
    double[] other = contrasting(ink);
    Blotches shade = new Blotches(draws, draws.between(3, 11));
    double strength = draws.between(0, Synthetic.BLOTCHES);
    double wobble = figure.textured() ? 0.35 : 0;
    double reach = 1.5 * radius + 1;
    for (int row = from(y - reach); row < to(y + reach); row++) {
      for (int column = from(x - reach); column < to(x + reach); column++) {
        double u = pose.across(column, row);
        double v = pose.along(column, row);
        double blotch = shade.at((double) column / size, (double) row / size);
        double cover = cover((figure.edge(u, v) + wobble * blotch) * radius);
        if (cover > 0) {
          double mix = cover(-figure.pattern(u * radius / period, v * radius / period) * period);
          blend((row * size + column) * 3, cover, ink, other, mix, strength * blotch);
        }
      }
    }
  }

  /** A small outline of any class or a thin line. */
  private void distract() {
    if (draws.chance(0.4)) {
      stroke(edgeless(), edgeless(), edgeless(), edgeless(), draws.between(0.015, 0.04) * size);
    } else {
      SceneClass figure = SceneClass.OUTLINES.get(draws.below(SceneClass.OUTLINES.size()));
      figure(figure, edgeless(), edgeless(), draws.between(0.07, 0.13) * size);
    }
  }

  /** A bar over part of the figure. */
  private void occlude(double x, double y, double radius) {
    double turn = draws.between(0, 2 * StrictMath.PI);
    double away = draws.between(0.2, 0.9) * radius;
    double dx = StrictMath.cos(turn);
    double dy = StrictMath.sin(turn);
    double cx = x + away * dx;
    double cy = y + away * dy;
    double half = draws.between(0.5, 1.2) * radius;
    double width = draws.between(0.05, 0.1) * size;
    stroke(cx - half * dy, cy + half * dx, cx + half * dy, cy - half * dx, width);
  }

  /** A line with round ends, {@code width} to each side. */
  private void stroke(double x0, double y0, double x1, double y1, double width) {
    double[] ink = contrasting(ground);
    double dx = x1 - x0;
    double dy = y1 - y0;
    double length = dx * dx + dy * dy + 1e-9;
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        double px = column + 0.5 - x0;
        double py = row + 0.5 - y0;
        double t = Math.max(0, Math.min(1, (px * dx + py * dy) / length));
        double qx = px - t * dx;
        double qy = py - t * dy;
        double cover = cover(Math.sqrt(qx * qx + qy * qy) - width);
        if (cover > 0) {
          blend((row * size + column) * 3, cover, ink, ink, 0, 0);
        }
      }
    }
  }

  /** Lowers the contrast, shifts the brightness, adds noise and rounds to bytes. */
  private void develop(byte[] pixels, int at) {
    double gain = draws.between(Synthetic.FAINTEST, 1);
    double shift = draws.between(-30, 30) + 127.5;
    double noise = draws.between(0.3, 1) * Synthetic.NOISE;
    for (int p = 0; p < canvas.length; p++) {
      double value = (canvas[p] - 127.5) * gain + shift + noise * draws.bell();
      pixels[at + p] = (byte) (int) Math.max(0, Math.min(255, value + 0.5));
    }
  }

  private void blend(
      int p, double cover, double[] ink, double[] other, double mix, double brighter) {
    for (int c = 0; c < 3; c++) {
      double colour = ink[c] + (other[c] - ink[c]) * mix + brighter;
      canvas[p + c] += (colour - canvas[p + c]) * cover;
    }
  }

  private double[] colour(double brightest) {
    return new double[] {
      draws.between(0, brightest), draws.between(0, brightest), draws.between(0, brightest)
    };
  }

  /** Mostly brighter than the ground. */
  private double[] figureInk() {
    double[] ink = contrasting(ground);
    if (draws.chance(Synthetic.BRIGHTER)) {
      while (brightness(ink) < brightness(ground)) {
        ink = contrasting(ground);
      }
    }
    return ink;
  }

  private static double brightness(double[] colour) {
    return colour[0] + colour[1] + colour[2];
  }

  private double[] contrasting(double[] to) {
    double[] colour = colour(255);
    while (distance(colour, to) < Synthetic.CONTRAST) {
      colour = colour(255);
    }
    return colour;
  }

  private static double distance(double[] a, double[] b) {
    return (Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2])) / 3;
  }

  private double edgeless() {
    return draws.between(0, size);
  }

  /** Share of a pixel that lies inside, by its centre's distance to the edge in pixels. */
  private static double cover(double distance) {
    return Math.max(0, Math.min(1, 0.5 - distance));
  }

  private int from(double position) {
    return Math.max(0, (int) Math.floor(position));
  }

  private int to(double position) {
    return Math.min(size, (int) Math.ceil(position));
  }

  /** Turned, stretched along a random axis, turned again: canvas to figure coordinates. */
  private static final class Pose {
    private final double x;
    private final double y;
    private final double xx;
    private final double xy;
    private final double yx;
    private final double yy;

    Pose(Draws draws, double x, double y, double radius) {
      double first = draws.between(0, 2 * StrictMath.PI);
      double second = draws.between(0, 2 * StrictMath.PI);
      double stretch = draws.between(0.82, 1.22);
      double c1 = StrictMath.cos(first) * stretch / radius;
      double s1 = StrictMath.sin(first) * stretch / radius;
      double c2 = StrictMath.cos(first) / stretch / radius;
      double s2 = StrictMath.sin(first) / stretch / radius;
      double c = StrictMath.cos(second);
      double s = StrictMath.sin(second);
      this.x = x - 0.5;
      this.y = y - 0.5;
      this.xx = c * c1 + s * s2;
      this.xy = c * s1 - s * c2;
      this.yx = s * c1 - c * s2;
      this.yy = s * s1 + c * c2;
    }

    double across(int column, int row) {
      return xx * (column - x) + xy * (row - y);
    }

    double along(int column, int row) {
      return yx * (column - x) + yy * (row - y);
    }
  }

  /** Smooth noise between about -1 and 1 over the unit square: random values on a grid. */
  private static final class Blotches {
    private static final int GRID = 13;

    private final double[] values = new double[GRID * GRID];
    private final double cells;

    /**
     * @param cells grid cells along a side, below GRID - 1
     */
    Blotches(Draws draws, double cells) {
      this.cells = cells;
      for (int i = 0; i < values.length; i++) {
        values[i] = draws.between(-1, 1);
      }
    }

    double at(double x, double y) {
      double u = x * cells;
      double v = y * cells;
      int column = (int) u;
      int row = (int) v;
      double a = ease(u - column);
      double b = ease(v - row);
      int i = row * GRID + column;
      double above = values[i] + a * (values[i + 1] - values[i]);
      double below = values[i + GRID] + a * (values[i + GRID + 1] - values[i + GRID]);
      return above + b * (below - above);
    }

    private static double ease(double t) {
      return t * t * (3 - 2 * t);
    }
  }
}
