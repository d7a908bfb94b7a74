package io.archscape.experiment;

import io.archscape.InputException;
import io.archscape.Sha256;
import io.archscape.data.DataSource;
import io.archscape.graph.Cost;
import io.archscape.graph.Shape;
import io.archscape.space.Candidate;
import io.archscape.space.DesignSpace;
import io.archscape.space.Sample;
import io.archscape.space.Sampler;
import io.archscape.space.Spaces;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Draws the models of an experiment: the trials that follow from it, the same each time. */
final class Planner {
  private final DrawRules draws;
  private final TrainingRules trainings;
  private final Shape image;
  private final int classes;

  Planner(DrawRules draws, TrainingRules trainings) {
    this.draws = draws;
    this.trainings = trainings;
    DataSource source = DataSource.named(trainings.data().name());
    int side = trainings.data().image();
    this.image = new Shape(side, side, source.channels());
    this.classes = source.classes().size();
  }

  /**
   * The models of every space.
   *
   * @throws InputException if a space is unknown, or a band cannot be met
   */
  Plan plan() {
    List<PlannedTrial> trials = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String name : draws.spaces()) {
      DesignSpace space = new Spaces().open(name);
      if (!names.add(space.name())) {
        throw new InputException(
            "spaces of an experiment must have names of their own, got '%s' in %s too"
                .formatted(space.name(), name));
      }
      trials.addAll(trials(space.name(), samples(space, name)));
    }
    return new Plan(trials);
  }

  private List<PlannedTrial> trials(String space, List<Sample> samples) {
    List<PlannedTrial> trials = new ArrayList<>();
    int each = trainings.trainings();
    for (int i = 0; i < samples.size() * each; i++) {
      trials.add(planned(space, i, samples.get(i / each)));
    }
    return trials;
  }

  private PlannedTrial planned(String space, int index, Sample sample) {
    Trial trial = trainings.trial(sample.network(), index);
    return new PlannedTrial(
        space, index, trial, sample.parameters(), sample.choices(), sample.cost());
  }

  private List<Sample> samples(DesignSpace space, String name) {
    String drawn = draws.drawnFrom(name);
    if (drawn.equals(name)) {
      return drawn(space, name);
    }
    List<Sample> others = drawn(new Spaces().open(drawn), name);
    return others.stream().map(sample -> remade(sample, space)).toList();
  }

  private List<Sample> drawn(DesignSpace space, String name) {
    Sampler sampler = new Sampler(space, draws.bandOf(name), image, classes, seedOf(space.name()));
    return sampler.take(draws.modelsOf(name));
  }

  /** The network of another space's setting in this one. */
  private Sample remade(Sample sample, DesignSpace space) {
    Candidate made =
        space.at(sample.parameters()).orElseThrow(() -> unmade(sample, space, "got none"));
    Cost cost = made.network().cost(image, classes);
    space
        .constraints()
        .broken(cost)
        .ifPresent(
            why -> {
              throw unmade(sample, space, why);
            });
    return new Sample(
        space.name(),
        sample.parameters(),
        made.choices(),
        made.network(),
        cost,
        image.height(),
        classes);
  }

  private static InputException unmade(Sample sample, DesignSpace space, String why) {
    return new InputException(
        "drawsOf %s: it must have a network of each setting of %s, %s of %s"
            .formatted(space.name(), sample.space(), why, sample.parameters()));
  }

  /**
   * Each space has its own stream of draws, or C and its sorted twin D would not be independent.
   */
  private long seedOf(String space) {
    byte[] digest = HexFormat.of().parseHex(Sha256.hex(trainings.seed() + " " + space));
    return ByteBuffer.wrap(digest).getLong();
  }
}
