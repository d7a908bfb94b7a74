package io.archscape.train;

import io.archscape.Defaults;
import io.archscape.InputException;
import io.archscape.Resource;
import io.archscape.data.Augment;
import io.archscape.document.Documents;
import io.archscape.document.Spelling;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Recipes as documents, and those that are shipped, by name. */
public final class Recipes {
  private static final String FOLDER = "/recipes/";

  private Recipes() {}

  /** Reads recipes, and what has them; keys left out are those of the defaults. */
  public static Documents documents(Defaults... further) {
    Stream<Record> examples =
        Stream.of(
            Recipe.DEFAULT,
            Optimizer.Sgd.DEFAULT,
            Optimizer.AdamW.DEFAULT,
            Optimizer.Lars.DEFAULT,
            Optimizer.Lamb.DEFAULT,
            Schedule.Cosine.DEFAULT,
            Schedule.Exponential.DEFAULT,
            Schedule.Linear.DEFAULT,
            Schedule.Constant.DEFAULT,
            Schedule.OneCycle.DEFAULT,
            Average.Decaying.DEFAULT,
            Average.Pycls.DEFAULT,
            Augment.DEFAULT);
    return new Documents(
        Stream.concat(Stream.of(further), examples.map(Defaults::of)).toArray(Defaults[]::new));
  }

  /** Names of the recipes that are shipped. */
  public static List<String> names() {
    return resource("index.txt").lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
  }

  /**
   * The YAML text of a shipped recipe.
   *
   * @throws InputException if there is none of this name
   */
  public static String text(String name) {
    if (!names().contains(name)) {
      throw new InputException(
          "recipe must be one of %s, got '%s'%s"
              .formatted(String.join(", ", names()), name, Spelling.hint(name, names())));
    }
    return resource(name + ".yaml");
  }

  /**
   * The recipe in a YAML text, which may begin with a shipped one ({@code base: pycls-cifar}).
   *
   * @param source the name that errors give
   */
  public static Recipe parse(String source, String yaml) {
    return parse(source, yaml, Map.of());
  }

  /**
   * The same with other numbers in place of some of its keys'.
   *
   * @param instead what these keys are, whatever the text says
   */
  public static Recipe parse(String source, String yaml, Map<String, Integer> instead) {
    return documents().readYaml(source, yaml, "", Recipes::text, instead, Recipe.class);
  }

  private static String resource(String file) {
    return Resource.text(FOLDER + file);
  }
}
