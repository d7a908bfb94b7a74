package io.archscape.data;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.archscape.Defaults;
import java.util.List;

/**
 * Which operations a training image of three colours goes through, before it is normalised. What an
 * operation moves into the image has the mean colour of the data set.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Policy {

  /** Changes the picture as drawn. */
  void apply(Picture picture, Draws draws);

  /** Whether images are changed. */
  boolean redraws();

  /** The {@code type} that names it in a document. */
  String type();

  /** None at all. */
  @JsonTypeName("none")
  record None() implements Policy {
    @Override
    public void apply(Picture picture, Draws draws) {}

    @Override
    public boolean redraws() {
      return false;
    }

    @Override
    public String type() {
      return "none";
    }
  }

  /**
   * RandAugment (arXiv:1909.13719): {@code ops} operations, each drawn from the same 15. They and
   * their strengths are those of pycls (pycls/datasets/augment.py), which all grow with the
   * magnitude; pycls' magnitude is a tenth of this one, and it interpolates where this one takes
   * the nearest pixel.
   *
   * @param ops how many
   * @param magnitude of each, 0 to 10
   * @param std of the magnitude, drawn for each operation from a normal distribution and cut at 0
   *     and 10
   * @param probability with which an operation that was drawn is carried out
   */
  @JsonTypeName("randaugment")
  record RandAugment(int ops, double magnitude, double std, double probability) implements Policy {
    static final Defaults DEFAULTS =
        Defaults.of(RandAugment.class)
            .with("ops", 2)
            .with("magnitude", 5.0)
            .with("std", 0.0)
            .with("probability", 1.0);

    private static final int HIGHEST = 10;

    public RandAugment {
      require(ops >= 1, "randaugment ops must be at least 1, got ops=%d", ops);
      require(
          magnitude >= 0 && magnitude <= HIGHEST,
          "randaugment magnitude must lie in [0,10], got magnitude=%s",
          magnitude);
      require(
          std >= 0 && Double.isFinite(std),
          "randaugment std must be finite and not negative, got std=%s",
          std);
      require(
          probability > 0 && probability <= 1,
          "randaugment probability must lie in (0,1], got probability=%s",
          probability);
    }

    /** With the same magnitude always, each operation carried out. */
    public RandAugment(int ops, double magnitude) {
      this(ops, magnitude, 0, 1);
    }

    @Override
    public void apply(Picture picture, Draws draws) {
      PictureOp[] all = PictureOp.values();
      for (int i = 0; i < ops; i++) {
        PictureOp op = all[draws.below(all.length)];
        double share = (std == 0 ? magnitude : drawn(draws)) / HIGHEST;
        boolean negative = draws.chance(0.5);
        if (draws.chance(probability)) {
          op.apply(picture, value(op, share, negative));
        }
      }
    }

    /**
     * What the operation is called with.
     *
     * @param magnitude 0 to 1
     * @param negative to which side, where it has two
     */
    static double value(PictureOp op, double magnitude, boolean negative) {
      double m = negative ? -magnitude : magnitude;
      return switch (op) {
        case AUTO_CONTRAST, EQUALIZE, INVERT -> 0;
        case ROTATE -> 30 * m;
        // one bit at the least: none would leave nothing
        case POSTERIZE -> Math.max(1, 4 - (int) (4 * magnitude));
        case SOLARIZE -> 256 - 256 * magnitude;
        case SOLARIZE_ADD -> Math.rint(110 * magnitude);
        case COLOUR, CONTRAST, BRIGHTNESS, SHARPNESS -> 1 + 0.9 * m;
        case SHEAR_X, SHEAR_Y -> 0.3 * m;
        case TRANSLATE_X, TRANSLATE_Y -> 0.45 * m;
      };
    }

    private double drawn(Draws draws) {
      return Math.max(0, Math.min(magnitude + std * draws.normal(), HIGHEST));
    }

    @Override
    public boolean redraws() {
      return true;
    }

    @Override
    public String type() {
      return "randaugment";
    }
  }

  /**
   * The policy that AutoAugment found on CIFAR-10 (arXiv:1805.09501, table 7): one of 25 pairs of
   * operations, each with its probability and level. A level means what it means in the authors'
   * program for CIFAR-10 (tensorflow/models, research/autoaugment), on images of any size.
   */
  @JsonTypeName("autoaugment")
  record AutoAugment() implements Policy {
    @Override
    public void apply(Picture picture, Draws draws) {
      List<AutoOp> pair = AutoOp.PAIRS.get(draws.below(AutoOp.PAIRS.size()));
      for (AutoOp op : pair) {
        boolean negative = draws.chance(0.5);
        if (draws.chance(op.probability())) {
          op.apply(picture, negative);
        }
      }
    }

    @Override
    public boolean redraws() {
      return true;
    }

    @Override
    public String type() {
      return "autoaugment";
    }
  }
}
