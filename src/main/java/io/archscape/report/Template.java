package io.archscape.report;

import static io.archscape.Require.require;

import io.archscape.Resource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with places for values: {@code {{name}}}. What is put in is not searched for places. */
record Template(String text) {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)}}");

  /** A resource of this package. */
  static Template named(String name) {
    return new Template(resource(name));
  }

  static String resource(String name) {
    return Resource.text("/io/archscape/report/" + name);
  }

  /** Every place needs its value, and every value its place. */
  String fill(Map<String, String> values) {
    Set<String> unused = new HashSet<>(values.keySet());
    StringBuilder out = new StringBuilder(text.length());
    Matcher place = PLACE.matcher(text);
    int from = 0;
    while (place.find()) {
      String name = place.group(1);
      require(values.containsKey(name), "a template must have all values, lacks %s", name);
      out.append(text, from, place.start()).append(values.get(name));
      from = place.end();
      unused.remove(name);
    }
    require(unused.isEmpty(), "a template must have places for all values, lacks %s", unused);
    return out.append(text, from, text.length()).toString();
  }
}
