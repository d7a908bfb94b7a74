package io.archscape.experiment;

import static io.archscape.Require.require;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.archscape.Defaults;
import io.archscape.InputException;
import io.archscape.data.DataSpec;
import io.archscape.document.Documents;
import io.archscape.space.Band;
import io.archscape.space.Spaces;
import io.archscape.train.Recipe;
import io.archscape.train.Recipes;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a sweep is asked to do: a number of models of each space, within a band of costs, trained on
 * the same data by the same recipe.
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
  /** The name of the copy in a sweep's folder. */
  public static final String FILE = "experiment.yaml";

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

  private static final Pattern MODELS = Pattern.compile("(?m)^models:[ \\t]*[0-9]+");

  public Experiment {
    require(
        name.matches(KeyChecks.NAME),
        "experiment name must be letters, digits, '.', '_' or '-', got '%s'",
        name);
    DrawRules draws = new DrawRules(spaces, models, modelsOf, band, bandOf, drawsOf);
    new TrainingRules(data, recipe, seed, trainings, prune)
        .requireSingleFor(claims.size() + explore.size());
    Analysis analysis = new Analysis(claims, explore, edfs, figures);
    if (spaces.stream().noneMatch(Spaces::isFile)) { // the name of one in a file is inside
      analysis.requireSpaces(spaces);
    }
    spaces = draws.spaces();
    modelsOf = draws.modelsOf();
    bandOf = draws.bandOf();
    drawsOf = draws.drawsOf();
    claims = analysis.claims();
    explore = analysis.explore();
    edfs = analysis.edfs();
    figures = analysis.figures();
  }

  // A record has no room for the groups besides the keys that they are made of, so they are made
  // when they are asked for: a few checks of short lists.

  private DrawRules draws() {
    return new DrawRules(spaces, models, modelsOf, band, bandOf, drawsOf);
  }

  private TrainingRules trainingRules() {
    return new TrainingRules(data, recipe, seed, trainings, prune);
  }

  private Analysis analysis() {
    return new Analysis(claims, explore, edfs, figures);
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
    return draws().modelsOf(space);
  }

  /** The band that a space is drawn in, by the name that the experiment has for it. */
  public Band bandOf(String space) {
    return draws().bandOf(space);
  }

  /** The same with this number of models of every space; the first ones stay the same. */
  public Experiment withModels(int number) {
    return with(draws().withModels(number, Map.of()), analysis());
  }

  /** The same with at least this number of models of every space. */
  public Experiment grownTo(int number) {
    return with(draws().grownTo(number), analysis());
  }

  /** The same with the claims and figures of another. */
  public Experiment asking(Experiment other) {
    return with(draws(), other.analysis());
  }

  /** Whether claims and figures are those of the other. */
  public boolean asksTheSame(Experiment other) {
    return analysis().isSameAs(other.analysis());
  }

  /** What tells trainings apart: numbers of models, claims and figures do not. */
  public Experiment bare() {
    return with(draws().withModels(1, Map.of()), Analysis.NONE);
  }

  private Experiment with(DrawRules drawn, Analysis asked) {
    return new Experiment(
        name,
        description,
        spaces,
        drawn.models(),
        band,
        data,
        recipe,
        seed,
        prune,
        drawn.modelsOf(),
        asked.claims(),
        bandOf,
        trainings,
        asked.explore(),
        drawsOf,
        asked.edfs(),
        asked.figures());
  }

  /** Whether any space has more models than in the other. */
  public boolean isMoreThan(Experiment other) {
    return draws().isMoreThan(other.draws());
  }

  /**
   * Demands that claims and distributions use names and values which the spaces have, so that a
   * mistake is told before hours of training.
   *
   * @param source the name that errors give
   * @throws InputException if one does not, or a space is unknown
   */
  public void requireClaimsKnown(String source) {
    analysis().requireKnown(source, spaces);
  }

  /**
   * Draws the models of every space.
   *
   * @throws InputException if a space is unknown, or a band cannot be met
   */
  public Plan plan() {
    return new Planner(draws(), trainingRules()).plan();
  }
}
