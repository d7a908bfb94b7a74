package io.archscape.claims;

import io.archscape.InputException;
import io.archscape.document.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a claim: words separated by blanks, of which the second says what is claimed. */
final class ClaimParser {
  /** A bracket may have blanks inside. */
  private static final Pattern WORD = Pattern.compile("(?:\\[[^\\]]*\\]?|[^\\s\\[])+");

  private static final List<String> COMPLEXITIES = List.of("flops", "params", "acts");
  private static final String SECONDS = "seconds";
  private static final String IN = "in";
  private static final String WITHIN = "within";
  private static final String MORE_THAN = "more-than";

  /** What the second word may be, and how the whole then reads. */
  private enum Verb {
    BETTER_THAN("A better-than B"),
    IMPROVES("A improves B"),
    NOT_WORSE_THAN("A not-worse-than B within X"),
    SAME_AS("A same-as B within X"),
    BEST_VALUE("P best-value V [in SPACE]"),
    FOLLOWS("seconds follows acts more-than flops [in SPACE]");

    private final String form;

    Verb(String form) {
      this.form = form;
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final String text;
  private final List<String> words = new ArrayList<>();

  private ClaimParser(String text) {
    this.text = text.strip();
    Matcher word = WORD.matcher(this.text);
    while (word.find()) {
      words.add(word.group());
    }
  }

  static Claim parse(String text) {
    return new ClaimParser(text).claim();
  }

  private Claim claim() {
    if (words.size() < 2) {
      throw new InputException("claim must be one of %s, got '%s'".formatted(forms(), text));
    }
    Verb verb = verb(words.get(1));
    String left = words.get(0);
    List<String> rest = words.subList(2, words.size());
    return switch (verb) {
      case BETTER_THAN -> new Claim.Better(Side.parse(left), only(verb, rest));
      case IMPROVES -> new Claim.Improves(Side.parse(left), only(verb, rest));
      case NOT_WORSE_THAN ->
          new Claim.NotWorse(Side.parse(left), first(verb, rest), margin(verb, rest));
      case SAME_AS -> new Claim.Same(Side.parse(left), first(verb, rest), margin(verb, rest));
      case BEST_VALUE -> bestValue(left, rest);
      case FOLLOWS -> follows(left, rest);
    };
  }

  private Verb verb(String word) {
    List<String> known = new ArrayList<>();
    for (Verb verb : Verb.values()) {
      if (verb.word().equals(word)) {
        return verb;
      }
      known.add(verb.word());
    }
    Optional<String> apart = hyphenated(known);
    if (apart.isPresent()) {
      throw new InputException(
          "claim's second word must be one of %s, got '%s' in '%s'; did you mean '%s', with hyphens?"
              .formatted(String.join(", ", known), word, text, apart.get()));
    }
    throw new InputException(
        "claim's second word must be one of %s, got '%s' in '%s'%s"
            .formatted(String.join(", ", known), word, text, Spelling.hint(word, known)));
  }

  /** The verb that the words after the first are, if they were joined: {@code better than}. */
  private Optional<String> hyphenated(List<String> known) {
    return known.stream()
        .filter(
            verb -> {
              int parts = verb.split("-", -1).length;
              return parts > 1
                  && words.size() > parts
                  && String.join("-", words.subList(1, 1 + parts)).equals(verb);
            })
        .findFirst();
  }

  private static String forms() {
    List<String> forms = new ArrayList<>();
    for (Verb verb : Verb.values()) {
      forms.add("'" + verb.form + "'");
    }
    return String.join(", ", forms);
  }

  private InputException mistake(Verb verb) {
    return new InputException("claim must be '%s', got '%s'".formatted(verb.form, text));
  }

  private Side only(Verb verb, List<String> rest) {
    if (rest.size() != 1) {
      throw mistake(verb);
    }
    return Side.parse(rest.get(0));
  }

  private Side first(Verb verb, List<String> rest) {
    boolean points = rest.size() == 4 && rest.get(3).matches("points?");
    if (!(rest.size() == 3 || points) || !rest.get(1).equals(WITHIN)) {
      throw mistake(verb);
    }
    return Side.parse(rest.get(0));
  }

  private double margin(Verb verb, List<String> rest) {
    OptionalDouble margin = Value.Numbers.parse(rest.get(2));
    return margin.orElseThrow(
        () ->
            new InputException(
                "claim must be '%s' with X in points, got '%s' in '%s'"
                    .formatted(verb.form, rest.get(2), text)));
  }

  private Claim bestValue(String left, List<String> rest) {
    String parameter = left.endsWith(":") ? left.substring(0, left.length() - 1) : left;
    int in = rest.indexOf(IN);
    List<String> value = in < 0 ? rest : rest.subList(0, in);
    if (value.isEmpty()) {
      throw mistake(Verb.BEST_VALUE);
    }
    return new Claim.BestValue(
        parameter,
        Value.parse(String.join(" ", value)),
        where(Verb.BEST_VALUE, rest.subList(value.size(), rest.size())));
  }

  private Claim follows(String left, List<String> rest) {
    if (rest.size() < 3 || !rest.get(1).equals(MORE_THAN)) {
      throw mistake(Verb.FOLLOWS);
    }
    requireOneOf("what follows", left, List.of(SECONDS));
    requireOneOf("complexity", rest.get(0), COMPLEXITIES);
    requireOneOf("complexity", rest.get(2), COMPLEXITIES);
    return new Claim.Follows(
        left, rest.get(0), rest.get(2), where(Verb.FOLLOWS, rest.subList(3, rest.size())));
  }

  private void requireOneOf(String what, String word, List<String> known) {
    if (!known.contains(word)) {
      throw new InputException(
          "%s must be one of %s, got '%s' in '%s'%s"
              .formatted(what, String.join(", ", known), word, text, Spelling.hint(word, known)));
    }
  }

  private Optional<Side> where(Verb verb, List<String> rest) {
    if (rest.isEmpty()) {
      return Optional.empty();
    }
    if (rest.size() != 2 || !rest.get(0).equals(IN)) {
      throw mistake(verb);
    }
    return Optional.of(Side.parse(rest.get(1)));
  }
}
