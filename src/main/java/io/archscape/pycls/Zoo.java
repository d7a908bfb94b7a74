package io.archscape.pycls;

import io.archscape.InputException;
import io.archscape.Resource;
import io.archscape.document.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Published models by name. Each is a pycls config among the resources. */
public final class Zoo {
  private static final String FOLDER = "/zoo/";

  /** The names, in the order of zoo/index.txt. */
  public List<String> names() {
    return text("index.txt").lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /** The name that is meant: in lower case, and {@code regnetx-4gf} is {@code regnetx-4.0gf}. */
  public Optional<String> named(String given) {
    String name = given.toLowerCase(Locale.ROOT).replaceFirst("-(\\d)gf$", "-$1.0gf");
    return names().stream().filter(name::equals).findFirst();
  }

  /** The known name most like this one, if one is. */
  public Optional<String> nearest(String given) {
    return Spelling.nearest(given.toLowerCase(Locale.ROOT), names());
  }

  /**
   * The model of this name.
   *
   * @throws InputException if there is none
   */
  public PyclsConfig open(String given) {
    String name =
        named(given)
            .orElseThrow(
                () ->
                    new InputException(
                        "built-in name must be one of %s, got '%s'%s"
                            .formatted(
                                String.join(", ", names()),
                                given,
                                Spelling.hint(given.toLowerCase(Locale.ROOT), names()))));
    return PyclsConfig.read("zoo/" + name + ".yaml", text(name + ".yaml"));
  }

  static String text(String file) {
    return Resource.text(FOLDER + file);
  }
}
