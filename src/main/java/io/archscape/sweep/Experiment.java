package io.archscape.sweep;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.archscape.InputException;
import io.archscape.data.DataSource;
import io.archscape.data.DataSpec;
import io.archscape.document.Documents;
import io.archscape.graph.Shape;
import io.archscape.space.Band;
import io.archscape.space.DesignSpace;
import io.archscape.space.Sample;
import io.archscape.space.Sampler;
import io.archscape.space.Spaces;
import io.archscape.train.Recipe;
import io.archscape.train.Recipes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * What a sweep is asked to do: so many models of each space, within a band of costs, trained on the
 * same data by the same recipe.
 *
 * @param spaces names of shipped spaces, or YAML files
 * @param models of each space
 * @param band that costs must lie in; counted at the data's image size and classes
 * @param seed of the draws and the trainings
 * @param prune the rule by which hopeless trials end early; without the key there is none
 */
public record Experiment(
    String name,
    String description,
    List<String> spaces,
    int models,
    Band band,
    DataSpec data,
    Recipe recipe,
    long seed,
    @JsonProperty(defaultValue = "{\"above\":1.0,\"after\":1}") Prune prune) {

  public Experiment {
    spaces = List.copyOf(spaces);
    require(
        name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"),
        "experiment name must be letters, digits, '.', '_' or '-', got '%s'",
        name);
    require(!spaces.isEmpty(), "experiment spaces must be at least one, got none");
    require(
        new HashSet<>(spaces).size() == spaces.size(),
        "experiment spaces must differ, got %s",
        spaces);
    require(models >= 1, "experiment models must be at least 1, got models=%d", models);
    recipe.requireFits(
        data.train(), data.image(), data.image(), DataSource.named(data.name()).channels());
    require(
        prune.equals(Prune.NEVER) || prune.after() < recipe.epochs(),
        "prune after must be less than the recipe's epochs, got after=%d epochs=%d",
        prune.after(),
        recipe.epochs());
  }

  /** Reads experiments and recipes: keys of the recipe and the band may be left out. */
  public static Documents documents() {
    return Recipes.documents(Band.NONE);
  }

  /** The experiment in a YAML text; {@code source} is the name that errors give. */
  public static Experiment parse(String source, String yaml) {
    return documents().readYaml(source, yaml, "recipe", Recipes::text, Experiment.class);
  }

  /** The same with another number of models; the first ones of each space stay the same. */
  public Experiment withModels(int number) {
    return new Experiment(name, description, spaces, number, band, data, recipe, seed, prune);
  }

  /**
   * Draws the models of every space.
   *
   * @throws InputException if a space is unknown, or a band cannot be met
   */
  public Plan plan() {
    List<PlannedTrial> trials = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String name : spaces) {
      DesignSpace space = new Spaces().open(name);
      if (!names.add(space.name())) {
        throw new InputException(
            "spaces of an experiment must have names of their own, got '%s' in %s too"
                .formatted(space.name(), name));
      }
      DataSource source = DataSource.named(data.name());
      Shape image = new Shape(data.image(), data.image(), source.channels());
      Sampler sampler =
          new Sampler(space, band, image, source.classes().size(), seedOf(space.name()));
      List<Sample> samples = sampler.take(models);
      for (int i = 0; i < samples.size(); i++) {
        trials.add(planned(space.name(), i, samples.get(i)));
      }
    }
    return new Plan(trials);
  }

  private PlannedTrial planned(String space, int index, Sample sample) {
    Trial trial = new Trial(sample.network(), recipe, data, seed);
    return new PlannedTrial(
        space, index, trial, sample.parameters(), sample.choices(), sample.cost());
  }

  /**
   * Each space has its own stream of draws, or C and its sorted twin D would not be independent.
   */
  private long seedOf(String space) {
    byte[] digest = HexFormat.of().parseHex(Sha256.hex((seed + " " + space)));
    return ByteBuffer.wrap(digest).getLong();
  }
}
