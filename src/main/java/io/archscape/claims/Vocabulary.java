package io.archscape.claims;

import io.archscape.InputException;
import io.archscape.document.Spelling;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names that claims may use.
 *
 * @param spaces their names
 * @param coordinates of each; empty if only the names are known
 */
record Vocabulary(List<String> spaces, List<Coordinates> coordinates) {

  Vocabulary(List<String> spaces) {
    this(spaces, List.of());
  }

  /** Errors begin with the key that the claims stand under. */
  void require(String key, List<Claim> claims) {
    for (int i = 0; i < claims.size(); i++) {
      Claim claim = claims.get(i);
      Optional<String> wrong = claim.mistake(this);
      if (wrong.isPresent()) {
        throw new InputException(
            "%s item %d: %s, in '%s'".formatted(key, i + 1, wrong.get(), claim.text()));
      }
    }
  }

  /** Of a claim that one side improves the other. */
  Optional<String> mistake(Claim.Improves claim) {
    return mistake(claim.right()).or(() -> improver(claim));
  }

  /** Of a claim about the best value of a parameter. */
  Optional<String> mistake(Claim.BestValue claim) {
    return claim.where().flatMap(this::mistake).or(() -> parameter(claim));
  }

  /** Of the first of two sides that has one. */
  Optional<String> mistake(Side left, Side right) {
    return mistake(left).or(() -> mistake(right));
  }

  /** Of a space or a part of one; empty if there is none. */
  Optional<String> mistake(Side side) {
    if (!spaces.contains(side.space())) {
      return unlike("space", side.space(), spaces);
    }
    for (Condition condition : side.conditions()) {
      List<Coordinates> where = of(side.space());
      Optional<String> wrong = key(where, condition.key()).or(() -> unmet(where, condition));
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private List<Coordinates> of(String space) {
    return coordinates.stream().filter(each -> each.space().equals(space)).toList();
  }

  /** What {@code improves} begins with: a space, or a component of the other side's. */
  private Optional<String> improver(Claim.Improves claim) {
    String word = claim.left().space();
    if (spaces.contains(word)) {
      return mistake(claim.left());
    }
    List<Coordinates> other = of(claim.right().space());
    if (coordinates.isEmpty()
        || (claim.left().conditions().isEmpty()
            && other.stream().anyMatch(each -> each.hasComponent(word)))) {
      return Optional.empty();
    }
    Set<String> known = new LinkedHashSet<>(spaces);
    other.forEach(each -> each.components().values().forEach(known::addAll));
    return unlike("what improves a space", word, known);
  }

  private Optional<String> parameter(Claim.BestValue claim) {
    List<Coordinates> where = claim.where().map(side -> of(side.space())).orElse(coordinates);
    return key(where, claim.parameter()).or(() -> value(where, claim));
  }

  /** Whether a model may have the value, and another one not. */
  private static Optional<String> value(List<Coordinates> where, Claim.BestValue claim) {
    String parameter = claim.parameter();
    List<Choices> all =
        where.stream()
            .flatMap(space -> space.choices(parameter).stream())
            .map(choices -> narrowed(choices, claim.where()))
            .toList();
    if (all.isEmpty()) {
      return Optional.empty(); // as of blocks or flops
    }
    List<Choices> several = all.stream().filter(choices -> choices.count() > 1).toList();
    Choices known = union(parameter, several.isEmpty() ? all : several);
    if (!claim.value().isNumeric() && known.isNumeric()) {
      return Optional.of(
          "best value of %s must be a number or a range as 18..22, got '%s'"
              .formatted(parameter, claim.value().text()));
    }
    if (several.isEmpty()) {
      return Optional.of(
          "parameter of a best value must vary, but '%s' is %s in every model"
              .formatted(parameter, known.text()));
    }
    return mistake(known, several, claim.value());
  }

  private static Optional<String> mistake(Choices known, List<Choices> several, Value value) {
    if (known.of(value).count() == 0) {
      return Optional.of(
          "best value of %s must be one of %s, got '%s'%s"
              .formatted(
                  known.key(),
                  known.text(),
                  value.text(),
                  known.isNumeric()
                      ? known.ratioHint(value)
                      : Spelling.hint(value.text(), known.words())));
    }
    return several.stream().anyMatch(choices -> choices.of(value).count() < choices.count())
        ? Optional.empty()
        : Optional.of(
            "best value of %s must leave values to compare with, got '%s' of %s"
                .formatted(known.key(), value.text(), known.text()));
  }

  private static Choices narrowed(Choices choices, Optional<Side> where) {
    Choices left = choices;
    for (Condition condition : where.map(Side::conditions).orElse(List.of())) {
      left = condition.key().equals(choices.key()) ? left.that(condition) : left;
    }
    return left;
  }

  private static Choices union(String key, List<Choices> all) {
    return new Choices(
        key,
        all.stream()
            .flatMap(choices -> choices.values().stream())
            .distinct()
            .sorted(Comparator.comparingDouble(drawn -> drawn.numbers().getOrDefault(key, 0.0)))
            .toList());
  }

  /** Whether a model may meet the condition. */
  private static Optional<String> unmet(List<Coordinates> where, Condition condition) {
    return where.stream()
        .flatMap(space -> space.choices(condition.key()).stream())
        .filter(choices -> choices.that(condition).count() == 0)
        .findFirst()
        .map(
            choices ->
                "%s must be one of %s, got '%s'%s"
                    .formatted(
                        condition.key(),
                        choices.text(),
                        condition.text(),
                        choices.ratioHint(condition.value())));
  }

  /** Whether one of the spaces has the key. */
  private static Optional<String> key(List<Coordinates> where, String key) {
    Set<String> known = new LinkedHashSet<>();
    where.forEach(each -> known.addAll(each.keys()));
    return where.isEmpty() || known.contains(key)
        ? Optional.empty()
        : unlike("parameter", key, known);
  }

  private static Optional<String> unlike(String what, String got, Collection<String> known) {
    return Optional.of(
        "%s must be one of %s, got '%s'%s"
            .formatted(what, String.join(", ", known), got, Spelling.hint(got, known)));
  }
}
