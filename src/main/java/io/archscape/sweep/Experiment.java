package io.archscape.sweep;

import static io.archscape.Require.require;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.archscape.Defaults;
import io.archscape.InputException;
import io.archscape.Sha256;
import io.archscape.claims.Claim;
import io.archscape.claims.Claims;
import io.archscape.claims.Coordinates;
import io.archscape.data.DataSource;
import io.archscape.data.DataSpec;
import io.archscape.document.Documents;
import io.archscape.graph.Cost;
import io.archscape.graph.Shape;
import io.archscape.space.Band;
import io.archscape.space.Candidate;
import io.archscape.space.DesignSpace;
import io.archscape.space.Sample;
import io.archscape.space.Sampler;
import io.archscape.space.Spaces;
import io.archscape.train.Recipe;
import io.archscape.train.Recipes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * @param bandOf of single spaces, by their name in {@code spaces}: another band
 * @param trainings of each network, with the seeds {@code seed, seed + 1, ..}: one, or several to
 *     see how much of an error is chance. The models of a space are trainings then, and no claims
 *     are made, since trainings of one network are no independent draws
 * @param drawsOf of single spaces, by their name in {@code spaces}: another of them, without such
 *     an entry, whose draws they have instead of their own, each with their own components. Model i
 *     of both is one setting then, and claims compare them in pairs. Their models are as many, and
 *     their costs follow from the draws, whatever the band
 * @param explore claims that are asked besides, to learn from: they are answered with an error
 *     level of their own, so that those of {@code claims} stay what they are
 * @param edfs error distributions to draw besides that of all spaces: a name, and the spaces
 * @param figures names of the figures that {@code redraw} keeps; as {@code edfs}, they change
 *     nothing of what is trained
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
    Prune prune,
    Map<String, Integer> modelsOf,
    @JsonDeserialize(contentUsing = ClaimText.class) List<String> claims,
    Map<String, Band> bandOf,
    int trainings,
    @JsonDeserialize(contentUsing = ClaimText.class) List<String> explore,
    Map<String, String> drawsOf,
    Map<String, List<String>> edfs,
    List<String> figures) {
  static final Defaults DEFAULTS =
      Defaults.of(Experiment.class)
          .with("prune", Prune.NEVER)
          .with("modelsOf", Map.of())
          .with("claims", List.of())
          .with("bandOf", Map.of())
          .with("trainings", 1)
          .with("explore", List.of())
          .with("drawsOf", Map.of())
          .with("edfs", Map.of())
          .with("figures", List.of());

  private static final String EXPLORE = "explore";
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";
  private static final Pattern MODELS = Pattern.compile("(?m)^models:[ \\t]*[0-9]+");

  public Experiment {
    spaces = List.copyOf(spaces);
    modelsOf = Collections.unmodifiableMap(new LinkedHashMap<>(modelsOf));
    claims = List.copyOf(claims);
    bandOf = Collections.unmodifiableMap(new LinkedHashMap<>(bandOf));
    requireValues("modelsOf", modelsOf);
    requireValues("bandOf", bandOf);
    requireValues("edfs", edfs);
    requireValues("drawsOf", drawsOf);
    drawsOf = Collections.unmodifiableMap(new LinkedHashMap<>(drawsOf));
    requireOwn("drawsOf", drawsOf.keySet(), spaces);
    requireOwn("drawsOf", drawsOf.values(), spaces);
    for (Map.Entry<String, String> draws : drawsOf.entrySet()) {
      require(
          !drawsOf.containsKey(draws.getValue()),
          "experiment drawsOf must name spaces with draws of their own, got %s: %s",
          draws.getKey(),
          draws.getValue());
      require(
          !modelsOf.containsKey(draws.getKey()) && !bandOf.containsKey(draws.getKey()),
          "experiment modelsOf and bandOf must not have spaces with the draws of another, got %s",
          draws.getKey());
    }
    require(
        figures.stream().noneMatch(Objects::isNull),
        "experiment figures must be names, got %s",
        figures);
    figures = List.copyOf(figures);
    explore = List.copyOf(explore);
    edfs = copy(edfs);
    require(
        name.matches(NAME),
        "experiment name must be letters, digits, '.', '_' or '-', got '%s'",
        name);
    require(!spaces.isEmpty(), "experiment spaces must be at least one, got none");
    require(
        new HashSet<>(spaces).size() == spaces.size(),
        "experiment spaces must differ, got %s",
        spaces);
    require(models >= 1, "experiment models must be at least 1, got models=%d", models);
    requireOwn("modelsOf", modelsOf.keySet(), spaces);
    requireOwn("bandOf", bandOf.keySet(), spaces);
    modelsOf.forEach(
        (space, number) ->
            require(
                number >= 1,
                "experiment modelsOf must be at least 1 each, got %s: %d",
                space,
                number));
    requireEdfs(edfs);
    require(
        new HashSet<>(figures).size() == figures.size(),
        "experiment figures must differ, got %s",
        figures);
    require(trainings >= 1, "experiment trainings must be at least 1, got trainings=%d", trainings);
    require(
        trainings == 1 || (claims.isEmpty() && explore.isEmpty()),
        "experiment claims must be none where a network is trained more than once, got trainings=%d and %d claims",
        trainings,
        claims.size() + explore.size());
    require(
        trainings == 1 || prune.equals(Prune.NEVER),
        "experiment must not prune where a network is trained more than once, since the worst trainings would be missing, got trainings=%d and after=%d above=%s",
        trainings,
        prune.after(),
        prune.above());
    recipe.requireFits(
        data.train(), data.image(), data.image(), DataSource.named(data.name()).channels());
    require(
        prune.equals(Prune.NEVER) || prune.after() < recipe.epochs(),
        "prune after must be less than the recipe's epochs, got after=%d epochs=%d",
        prune.after(),
        recipe.epochs());
    List<Claim> claimed = Claims.parse("claims", claims);
    List<Claim> explored = Claims.parse(EXPLORE, explore);
    for (Claim each : explored) {
      require(
          !claimed.contains(each),
          "experiment explore must differ from claims, got '%s' in both",
          each.text());
    }
    if (spaces.stream().noneMatch(Spaces::isFile)) { // the name of one in a file is inside
      Claims.requireSpaces("claims", claimed, spaces);
      Claims.requireSpaces(EXPLORE, explored, spaces);
      for (Map.Entry<String, List<String>> edf : edfs.entrySet()) {
        requireOwn("edfs " + edf.getKey(), edf.getValue(), spaces);
      }
    }
  }

  private static void requireValues(String key, Map<String, ?> map) {
    map.forEach(
        (name, value) ->
            require(value != null, "experiment %s must have a value for %s, got none", key, name));
  }

  private static void requireOwn(String key, Collection<String> named, List<String> spaces) {
    for (String space : named) {
      require(
          spaces.contains(space),
          "experiment %s must name spaces of the experiment, got '%s' where there are %s",
          key,
          space,
          spaces);
    }
  }

  private static void requireEdfs(Map<String, List<String>> edfs) {
    edfs.forEach(
        (name, of) -> {
          require(
              !name.equals("weighted"),
              "experiment edfs must not be called weighted, which is the name of another figure");
          require(
              name.matches(NAME),
              "experiment edfs must have names of letters, digits, '.', '_' or '-', got '%s'",
              name);
          require(
              !of.isEmpty()
                  && of.stream().noneMatch(Objects::isNull)
                  && new HashSet<>(of).size() == of.size(),
              "experiment edfs %s must be of spaces that differ, at least one, got %s",
              name,
              of);
        });
  }

  private static Map<String, List<String>> copy(Map<String, List<String>> edfs) {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    edfs.forEach((name, of) -> copy.put(name, Collections.unmodifiableList(new ArrayList<>(of))));
    return Collections.unmodifiableMap(copy);
  }

  /** Reads experiments and recipes: keys of the recipe and the band may be left out. */
  public static Documents documents() {
    return Recipes.documents(Defaults.of(Band.NONE));
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
    String drawn = drawsOf.getOrDefault(space, space);
    return modelsOf.getOrDefault(drawn, models);
  }

  /** The band that a space is drawn in, by the name that the experiment has for it. */
  public Band bandOf(String space) {
    return bandOf.getOrDefault(drawsOf.getOrDefault(space, space), band);
  }

  /** The same with this number of models of every space; the first ones stay the same. */
  public Experiment withModels(int number) {
    return with(number, Map.of(), this);
  }

  /** The same with at least this number of models of every space. */
  public Experiment grownTo(int number) {
    Map<String, Integer> more = new LinkedHashMap<>(modelsOf);
    more.values().removeIf(n -> n <= number);
    return with(number, more, this);
  }

  /** The same with the claims and figures of another. */
  Experiment asking(Experiment other) {
    return with(models, modelsOf, other);
  }

  /** Whether claims and figures are those of the other. */
  boolean asksTheSame(Experiment other) {
    return ClaimHistory.same(claims, other.claims)
        && explore.equals(other.explore)
        && edfs.equals(other.edfs)
        && figures.equals(other.figures);
  }

  /** What tells trainings apart: numbers of models, claims and figures do not. */
  Experiment bare() {
    return new Experiment(
        name,
        description,
        spaces,
        1,
        band,
        data,
        recipe,
        seed,
        prune,
        Map.of(),
        List.of(),
        bandOf,
        trainings,
        List.of(),
        drawsOf,
        Map.of(),
        List.of());
  }

  private Experiment with(int number, Map<String, Integer> numbers, Experiment asking) {
    return new Experiment(
        name,
        description,
        spaces,
        number,
        band,
        data,
        recipe,
        seed,
        prune,
        numbers,
        asking.claims,
        bandOf,
        trainings,
        asking.explore,
        drawsOf,
        asking.edfs,
        asking.figures);
  }

  /** Whether any space has more models than in the other. */
  boolean isMoreThan(Experiment other) {
    return spaces.stream().anyMatch(space -> modelsOf(space) > other.modelsOf(space));
  }

  /**
   * Demands that claims and distributions use names and values which the spaces have, so that a
   * mistake is told before hours of training.
   *
   * @param source the name that errors give
   * @throws InputException if one does not, or a space is unknown
   */
  public void requireClaimsKnown(String source) {
    if (claims.isEmpty() && explore.isEmpty() && edfs.isEmpty()) {
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
      Claims.requireKnown("claims", Claims.parse("claims", claims), known);
      Claims.requireKnown(EXPLORE, Claims.parse(EXPLORE, explore), known);
      requireEdfsKnown(known.stream().map(Coordinates::space).toList());
    } catch (InputException e) {
      throw new InputException(source + ": " + e.getMessage(), e);
    }
  }

  private void requireEdfsKnown(List<String> names) {
    edfs.forEach(
        (name, of) ->
            of.stream()
                .filter(space -> !names.contains(space))
                .findFirst()
                .ifPresent(
                    space -> {
                      throw new InputException(
                          "experiment edfs %s must name spaces of the experiment, got '%s' where there are %s"
                              .formatted(name, space, names));
                    }));
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
      List<Sample> samples = samples(space, name);
      for (int i = 0; i < samples.size() * trainings; i++) {
        trials.add(planned(space.name(), i, samples.get(i / trainings)));
      }
    }
    return new Plan(trials);
  }

  private List<Sample> samples(DesignSpace space, String name) {
    DataSource source = DataSource.named(data.name());
    Shape image = new Shape(data.image(), data.image(), source.channels());
    int classes = source.classes().size();
    String drawn = drawsOf.getOrDefault(name, name);
    DesignSpace drawing = drawn.equals(name) ? space : new Spaces().open(drawn);
    Sampler sampler = new Sampler(drawing, bandOf(name), image, classes, seedOf(drawing.name()));
    List<Sample> samples = sampler.take(modelsOf(name));
    return drawn.equals(name)
        ? samples
        : samples.stream().map(sample -> remade(sample, space, image, classes)).toList();
  }

  private static Sample remade(Sample sample, DesignSpace space, Shape image, int classes) {
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

  private PlannedTrial planned(String space, int index, Sample sample) {
    Trial trial = new Trial(sample.network(), recipe, data, seed + index % trainings);
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
