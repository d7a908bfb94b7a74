package io.archscape.figures;

import io.archscape.graph.Cost;
import io.archscape.study.Model;
import io.archscape.study.SpaceStudy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;

/** Spaces whose errors depend on what is known, or on nothing. */
public final class MadeUpSpaces {
  private MadeUpSpaces() {}

  /** Models of a depth, another number and a component, all at random. */
  private static SpaceStudy space(String label, int models, DoubleBinaryOperator error) {
    SplittableRandom random = new SplittableRandom(7);
    List<Model> drawn = new ArrayList<>();
    for (int i = 0; i < models; i++) {
      double d = 12 + random.nextInt(17);
      drawn.add(
          new Model(
              "sweep",
              label,
              i,
              label + i,
              error.applyAsDouble(d, random.nextDouble()),
              new Cost(1_000_000 + random.nextInt(1_000_000), 1000, 1000),
              Map.of("d", d, "idle", random.nextDouble()),
              Map.of("attention", random.nextBoolean() ? "none" : "se"),
              Optional.empty(),
              List.of(),
              OptionalDouble.of(1)));
    }
    return new SpaceStudy(label, "sweep", label, drawn, List.of(), 0);
  }

  /** Best at a depth of 20. */
  public static SpaceStudy valley(int models) {
    return space("valley", models, (d, chance) -> 40 + Math.abs(d - 20) + chance);
  }

  /** All by chance. */
  public static SpaceStudy noise(int models) {
    return space("noise", models, (d, chance) -> 40 + 10 * chance);
  }

  /** All the same. */
  static SpaceStudy flat(int models) {
    return space("flat", models, (d, chance) -> 50);
  }
}
