package io.archscape.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The ten classes of the built-in set: six outlines and four textures, in coordinates where an
 * outline reaches about 1 from the origin. Plain arithmetic and square roots, so that every
 * platform draws the same bytes.
 */
enum SceneClass {
  DISC {
    @Override
    double edge(double x, double y) {
      return Math.sqrt(x * x + y * y) - 0.8;
    }
  },
  RING {
    @Override
    double edge(double x, double y) {
      return Math.abs(Math.sqrt(x * x + y * y) - 0.64) - 0.2;
    }
  },
  SQUARE {
    @Override
    double edge(double x, double y) {
      return Math.max(Math.abs(x), Math.abs(y)) - 0.7;
    }
  },
  TRIANGLE {
    @Override
    double edge(double x, double y) {
      return Math.max(-y, 0.5 * y + COS_30 * Math.abs(x)) - 0.5;
    }
  },
  CROSS {
    @Override
    double edge(double x, double y) {
      double longer = Math.max(Math.abs(x), Math.abs(y));
      double shorter = Math.min(Math.abs(x), Math.abs(y));
      return Math.max(longer - 0.9, shorter - 0.27);
    }
  },
  STAR {
    /** Folds the plane onto half a ray, where the outline is one straight line. */
    @Override
    double edge(double x, double y) {
      double along = -Double.MAX_VALUE;
      double across = 0;
      for (int ray = 0; ray < 5; ray++) {
        double reach = x * RAY_X[ray] + y * RAY_Y[ray];
        if (reach > along) {
          along = reach;
          across = Math.abs(x * RAY_Y[ray] - y * RAY_X[ray]);
        }
      }
      return 0.9366 * across + 0.3503 * (along - 1);
    }
  },
  STRIPES {
    @Override
    double pattern(double u, double v) {
      return wave(u);
    }
  },
  CHECKER {
    @Override
    double pattern(double u, double v) {
      double a = wave(0.75 * u);
      double b = wave(0.75 * v);
      double nearest = Math.min(Math.abs(a), Math.abs(b));
      return (a > 0) == (b > 0) ? nearest : -nearest;
    }
  },
  DOTS {
    @Override
    double pattern(double u, double v) {
      double a = u - Math.floor(u) - 0.5;
      double b = v - Math.floor(v) - 0.5;
      return Math.sqrt(a * a + b * b) - 0.32;
    }
  },
  ZIGZAG {
    @Override
    double pattern(double u, double v) {
      return wave(u + 2.4 * wave(0.6 * v));
    }
  };

  private static final double COS_30 = 0.8660254037844386;

  // the five directions of a star's rays: (sin, cos) of 0, 72, 144, 216 and 288 degrees
  private static final double[] RAY_X = {
    0, 0.9510565162951535, 0.5877852522924731, -0.5877852522924731, -0.9510565162951535
  };
  private static final double[] RAY_Y = {
    1, 0.30901699437494745, -0.8090169943749475, -0.8090169943749475, 0.30901699437494745
  };

  static final List<SceneClass> OUTLINES = List.of(DISC, RING, SQUARE, TRIANGLE, CROSS, STAR);

  static List<String> names() {
    return Arrays.stream(values()).map(f -> f.name().toLowerCase(Locale.ROOT)).toList();
  }

  boolean textured() {
    return !OUTLINES.contains(this);
  }

  /** Distance to the outline, about; negative inside. A texture fills a patch. */
  double edge(double x, double y) {
    return Math.sqrt(x * x + y * y) - 0.9;
  }

  /** Distance to where the texture changes colour, in periods; an outline is of one colour. */
  double pattern(double u, double v) {
    return -1;
  }

  /** A triangle wave of period 1 between -0.25 and 0.25. */
  private static double wave(double u) {
    return Math.abs(u - Math.floor(u) - 0.5) - 0.25;
  }
}
