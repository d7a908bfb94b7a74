package io.archscape.sweep;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.archscape.InputException;
import io.archscape.claims.Claim;
import io.archscape.claims.Claims;
import io.archscape.claims.Coordinates;
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
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a sweep is asked to do: so many models of each space, within a band of costs, trained on the
 * same data by the same recipe.
 *
 * @param spaces names of shipped spaces, or YAML files
 * @param models of each space that {@code modelsOf} has not
 * @param band that costs must lie in; counted at the data's image size and classes
 * @param seed of the draws and the trainings
 * @param prune the rule by which hopeless trials end early; without the key there is none
 * @param modelsOf of single spaces, by their name in {@code spaces}: another number of models
 * @param claims what is to be found true or not, each a line as {@code a better-than b}; they
 *     change nothing of what is trained
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
    @JsonProperty(defaultValue = "{\"above\":1.0,\"after\":1}") Prune prune,
    @JsonProperty(defaultValue = "{}") Map<String, Integer> modelsOf,
    @JsonProperty(defaultValue = "[]") @JsonDeserialize(contentUsing = ClaimText.class)
        List<String> claims) {
  private static final Pattern MODELS = Pattern.compile("(?m)^models:[ \\t]*[0-9]+");

  public Experiment {
    spaces = List.copyOf(spaces);
    modelsOf = Collections.unmodifiableMap(new LinkedHashMap<>(modelsOf));
    claims = List.copyOf(claims);
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
    for (Map.Entry<String, Integer> other : modelsOf.entrySet()) {
      require(
          spaces.contains(other.getKey()),
          "experiment modelsOf must name spaces of the experiment, got '%s' where there are %s",
          other.getKey(),
          spaces);
      require(
          other.getValue() >= 1,
          "experiment modelsOf must be at least 1 each, got %s: %d",
          other.getKey(),
          other.getValue());
    }
    recipe.requireFits(
        data.train(), data.image(), data.image(), DataSource.named(data.name()).channels());
    require(
        prune.equals(Prune.NEVER) || prune.after() < recipe.epochs(),
        "prune after must be less than the recipe's epochs, got after=%d epochs=%d",
        prune.after(),
        recipe.epochs());
    List<Claim> parsed = Claims.parse(claims);
    if (spaces.stream().noneMatch(Spaces::isFile)) { // the name of one in a file is inside
      Claims.requireSpaces(parsed, spaces);
    }
  }

  /** Reads experiments and recipes: keys of the recipe and the band may be left out. */
  public static Documents documents() {
    return Recipes.documents(Band.NONE);
  }

  /** The experiment in a YAML text; {@code source} is the name that errors give. */
  public static Experiment parse(String source, String yaml) {
    return documents().readYaml(source, yaml, "recipe", Recipes::text, Experiment.class);
  }

  /**
   * This experiment in YAML: the text given, with its comments, if it differs in no more than the
   * number of models; else without comments.
   *
   * @param given YAML of a similar experiment
   */
  public String yaml(String given) {
    String changed = MODELS.matcher(given).replaceAll("models: " + models);
    return Stream.of(given, changed)
        .filter(text -> parse("experiment", text).equals(this))
        .findFirst()
        .orElseGet(() -> documents().yaml(this));
  }

  /** How many models of a space, by the name that the experiment has for it. */
  public int modelsOf(String space) {
    return modelsOf.getOrDefault(space, models);
  }

  /** The same with this number of models of every space; the first ones stay the same. */
  public Experiment withModels(int number) {
    return with(number, Map.of(), claims);
  }

  /** The same with at least this number of models of every space. */
  public Experiment grownTo(int number) {
    Map<String, Integer> more = new LinkedHashMap<>(modelsOf);
    more.values().removeIf(n -> n <= number);
    return with(number, more, claims);
  }

  /** The same with other claims. */
  Experiment claiming(List<String> lines) {
    return with(models, modelsOf, lines);
  }

  /** What tells trainings apart: neither numbers of models nor claims do. */
  Experiment bare() {
    return with(1, Map.of(), List.of());
  }

  private Experiment with(int number, Map<String, Integer> numbers, List<String> lines) {
    return new Experiment(
        name, description, spaces, number, band, data, recipe, seed, prune, numbers, lines);
  }

  /** Whether any space has more models than in the other. */
  boolean isMoreThan(Experiment other) {
    return spaces.stream().anyMatch(space -> modelsOf(space) > other.modelsOf(space));
  }

  /**
   * Demands that claims use names and values which the spaces have, so that a mistake is told
   * before hours of training.
   *
   * @param source the name that errors give
   * @throws InputException if one does not, or a space is unknown
   */
  public void requireClaimsKnown(String source) {
    if (claims.isEmpty()) {
      return;
    }
    List<Coordinates> known = new ArrayList<>();
    for (String name : spaces) {
      DesignSpace space = new Spaces().open(name);
      Map<String, List<Double>> numbers = new LinkedHashMap<>();
      space.ranges().forEach((parameter, range) -> numbers.put(parameter, range.values()));
      known.add(new Coordinates(space.name(), numbers, space.choiceValues()));
    }
    try {
      Claims.requireKnown(Claims.parse(claims), known);
    } catch (InputException e) {
      throw new InputException(source + ": " + e.getMessage(), e);
    }
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
      List<Sample> samples = sampler.take(modelsOf(name));
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
