package io.archscape.claims;

import io.archscape.document.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds the models that a claim speaks of. */
final class Selection {
  private static final String NONE = "none";

  private final Evidence evidence;

  Selection(Evidence evidence) {
    this.evidence = evidence;
  }

  /** The models of two sides. */
  List<Group> groups(Side left, Side right) {
    return List.of(group(left), group(right));
  }

  Group group(Side side) {
    return Group.of(side.text(), space(side), drawn -> meets(drawn, side));
  }

  private Evidence.Space space(Side side) {
    Evidence.Space space = evidence.find(side.space()).orElseThrow(() -> unknown(side.space()));
    for (Condition condition : side.conditions()) {
      requireKey(space, condition.key());
    }
    return space;
  }

  private static boolean meets(Evidence.Drawn drawn, Side side) {
    return side.conditions().stream().allMatch(condition -> condition.holds(drawn));
  }

  private UnansweredException unknown(String name) {
    List<String> same =
        evidence.spaces().stream()
            .filter(space -> space.name().equals(name))
            .map(Evidence.Space::label)
            .toList();
    return new UnansweredException(
        same.isEmpty()
            ? "space must be one of %s, got '%s'%s"
                .formatted(
                    String.join(", ", evidence.labels()),
                    name,
                    Spelling.hint(name, evidence.labels()))
            : "several sweeps have '%s': say which of %s".formatted(name, String.join(", ", same)));
  }

  private static void requireKey(Evidence.Space space, String key) {
    Collection<String> known = keys(space);
    if (!known.contains(key) && !space.models().isEmpty()) {
      throw new UnansweredException(
          "parameter of %s must be one of %s, got '%s'%s"
              .formatted(space.label(), String.join(", ", known), key, Spelling.hint(key, known)));
    }
  }

  private static Collection<String> keys(Evidence.Space space) {
    return space.models().stream()
        .map(Evidence.Model::drawn)
        .flatMap(
            drawn ->
                java.util.stream.Stream.concat(
                    drawn.numbers().keySet().stream(), drawn.words().keySet().stream()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The spaces of a claim that may leave them open. */
  List<Group> groups(Optional<Side> where) {
    return where
        .map(side -> List.of(group(side)))
        .orElseGet(
            () ->
                evidence.spaces().stream()
                    .map(space -> Group.of(space.label(), space, drawn -> true))
                    .toList());
  }

  /** As {@link #groups(Optional)}; without a side, those whose models differ in the parameter. */
  List<Group> groupsWith(String parameter, Optional<Side> where) {
    if (where.isPresent()) {
      requireKey(space(where.get()), parameter);
      return groups(where);
    }
    List<Group> found = groups(where).stream().filter(group -> differs(group, parameter)).toList();
    if (found.isEmpty()) {
      throw new UnansweredException(
          "no space has models that differ in '%s'%s"
              .formatted(parameter, Spelling.hint(parameter, allKeys())));
    }
    return found;
  }

  private Collection<String> allKeys() {
    return evidence.spaces().stream()
        .flatMap(space -> keys(space).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static boolean differs(Group group, String parameter) {
    return group.models().stream()
            .map(model -> text(model.drawn(), parameter))
            .flatMap(Optional::stream)
            .distinct()
            .count()
        > 1;
  }

  /** The value of a parameter or component, as text; empty if the trial has none. */
  static Optional<String> text(Evidence.Drawn drawn, String key) {
    return Optional.ofNullable(drawn.numbers().get(key))
        .map(Value::plain)
        .or(() -> Optional.ofNullable(drawn.words().get(key)));
  }

  /** The models with a component, then those without, or two spaces. */
  List<Group> improvement(Claim.Improves claim) {
    String word = claim.left().space();
    if (evidence.find(word).isPresent()) {
      return List.of(group(claim.left()), group(claim.right()));
    }
    Evidence.Space space = space(claim.right());
    if (!claim.left().conditions().isEmpty()) {
      throw unknown(word);
    }
    String component = component(space, word);
    Predicate<Evidence.Drawn> with =
        component.equals(word)
            ? drawn -> !NONE.equals(drawn.words().get(component))
            : new Condition(component, Condition.Relation.EQUAL, new Value.Word(word))::holds;
    Predicate<Evidence.Drawn> without = drawn -> NONE.equals(drawn.words().get(component));
    Group all = group(claim.right());
    return List.of(
        all.narrowed(component + (component.equals(word) ? "!=none" : "=" + word), with),
        all.narrowed(component + "=none", without));
  }

  /** The name of the component that is called so, or has this value. */
  private String component(Evidence.Space space, String word) {
    TreeSet<String> components = new TreeSet<>();
    TreeSet<String> values = new TreeSet<>();
    Value value = new Value.Word(word);
    for (Evidence.Model model : space.models()) {
      model
          .drawn()
          .words()
          .forEach(
              (component, drawn) -> {
                values.add(drawn.split(" ", 2)[0]);
                if (component.equals(word) || value.matches(drawn)) {
                  components.add(component);
                }
              });
    }
    if (components.isEmpty()) {
      throw new UnansweredException(
          "'%s' is neither a space (%s) nor a component that models of %s differ in%s"
              .formatted(
                  word,
                  String.join(", ", evidence.labels()),
                  space.label(),
                  values.isEmpty() ? "" : " (" + String.join(", ", values) + ")"));
    }
    return components.first();
  }
}
