package io.archscape.cli;

import static io.archscape.Require.require;

import io.archscape.InputException;
import io.archscape.bench.BenchNet;
import io.archscape.space.Band;
import io.archscape.space.Bounds;
import io.archscape.space.DesignSpace;
import io.archscape.space.Sample;
import io.archscape.space.Sampler;
import io.archscape.space.Spaces;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Networks to measure, drawn from spaces as {@code sample} draws them. */
final class BenchSpaceOptions {
  private static final List<String> OF_DRAWS = List.of("--count", "--seed", "--flops");
  private static final int COUNT = 8;
  private static final long SEED = 11;
  private static final Bounds SMALL = new Bounds(1_300_000, 1_700_000);

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--space",
      paramLabel = "SPACE",
      arity = "1..*",
      description =
          "measure networks drawn from these spaces instead of the panel: names of shipped spaces,"
              + " or YAML files")
  List<String> spaces = List.of();

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      description = "networks to draw from each space (default " + COUNT + ")")
  Optional<Integer> count = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "seed of the draws (default " + SEED + ")")
  Optional<Long> seed = Optional.empty();

  @Option(
      names = "--flops",
      paramLabel = "LO..HI",
      converter = BoundsText.class,
      description = "range of multiply-adds to draw from (default 1.3M..1.7M for 32 px, else none)")
  Optional<Bounds> flops = Optional.empty();

  @SuppressWarnings("NullAway.Init")
  BenchSpaceOptions() {}

  /** Whether networks are to be drawn; complains if it is not clear. */
  boolean wanted() {
    for (String name : OF_DRAWS) {
      if (spaces.isEmpty() && spec.commandLine().getParseResult().hasMatchedOption(name)) {
        throw new InputException("bench %s must come with --space".formatted(name));
      }
    }
    return !spaces.isEmpty();
  }

  /**
   * The networks of each space, by its name: {@code cifar-regnetx 1} is the first that it gives.
   */
  Map<String, List<BenchNet>> draw() {
    int each = count.orElse(COUNT);
    require(each >= 1, "bench count must be at least 1, got count=%d", each);
    Map<String, List<BenchNet>> drawn = new LinkedHashMap<>();
    for (String name : spaces) {
      DesignSpace space = new Spaces().open(name);
      require(
          !drawn.containsKey(space.name()),
          "bench spaces must have names of their own, got %s twice",
          space.name());
      drawn.put(space.name(), draw(space, each));
    }
    return drawn;
  }

  private List<BenchNet> draw(DesignSpace space, int each) {
    Bounds bounds = flops.orElse(space.image() == BenchNet.IMAGE ? SMALL : Bounds.NONE);
    Band band = new Band(bounds, Bounds.NONE, Bounds.NONE);
    Sampler sampler = new Sampler(space, band, space.image(), space.classes(), seed.orElse(SEED));
    List<BenchNet> nets = new ArrayList<>();
    for (Sample sample : sampler.take(each)) {
      String label = space.name() + " " + (nets.size() + 1);
      nets.add(new BenchNet(label, sample.network(), sample.image(), sample.classes()));
    }
    return nets;
  }
}
