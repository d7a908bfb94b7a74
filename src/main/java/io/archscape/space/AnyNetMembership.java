package io.archscape.space;

import io.archscape.space.Compatibility.Adjusted;
import io.archscape.space.Membership.StageShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks for draws of an AnyNet space that are adjusted to the stages of a network. */
final class AnyNetMembership {
  private final AnyNetSpace space;
  private final List<StageShape> stages;

  AnyNetMembership(AnyNetSpace space, List<StageShape> stages) {
    this.space = space;
    this.stages = stages;
  }

  /** The first rule that the stages break, in words. */
  Optional<String> broken() {
    return Membership.outside("depth", space.d(), stages, stage -> (double) stage.depth())
        .or(this::depthOrder)
        .or(
            () ->
                Membership.outside("b", space.b(), stages, stage -> stage.adjusted().multiplier()))
        .or(this::sharedMultiplier)
        .or(this::widths);
  }

  private Optional<String> depthOrder() {
    double[] depths = stages.stream().mapToDouble(StageShape::depth).toArray();
    return space.depths().holds(depths)
        ? Optional.empty()
        : Optional.of(
            "depths must %s from stage to stage, got %s"
                .formatted(space.depths().words(), Membership.numbers(stages, StageShape::depth)));
  }

  private Optional<String> sharedMultiplier() {
    List<Double> all = stages.stream().map(stage -> stage.adjusted().multiplier()).toList();
    return space.shareB() && new HashSet<>(all).size() > 1
        ? Optional.of("b must be the same in all stages, got " + all)
        : Optional.empty();
  }

  /** Widths and group widths hang together by the adjustment. */
  private Optional<String> widths() {
    List<Set<Integer>> groups = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      Adjusted made = stages.get(i).adjusted();
      Set<Integer> found = new TreeSet<>();
      for (double g : space.g().values()) {
        if (!drawn(made, (int) g).isEmpty()) {
          found.add((int) g);
        }
      }
      if (found.isEmpty()) {
        return Optional.of(
            "w and g must be drawn from %s and %s and adjusted, got width %d and group width %d with"
                    .formatted(
                        Membership.brief(space.w()),
                        Membership.brief(space.g()),
                        made.width(),
                        made.groupWidth())
                + " b=%s in stage %d, which no draw gives"
                    .formatted(PlainNumber.of(made.multiplier()), i + 1));
      }
      groups.add(found);
    }
    return space.shareG() ? sharedGroups(groups) : ordered(groups);
  }

  private Optional<String> sharedGroups(List<Set<Integer>> groups) {
    Set<Integer> common = new TreeSet<>(groups.get(0));
    groups.forEach(common::retainAll);
    if (common.isEmpty()) {
      return Optional.of(
          "g must be the same in all stages, got group widths "
              + Membership.numbers(stages, stage -> stage.adjusted().groupWidth()));
    }
    boolean found =
        common.stream()
            .anyMatch(g -> ordered(stages.stream().map(stage -> Set.of(g)).toList()).isEmpty());
    return found ? Optional.empty() : Optional.of(disorder());
  }

  private Optional<String> ordered(List<Set<Integer>> groups) {
    List<NavigableSet<Double>> widths = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      TreeSet<Double> drawn = new TreeSet<>();
      for (int g : groups.get(i)) {
        drawn.addAll(drawn(stages.get(i).adjusted(), g));
      }
      widths.add(drawn);
    }
    return space.widths().canHold(widths) ? Optional.empty() : Optional.of(disorder());
  }

  private String disorder() {
    return "widths must %s from stage to stage, got %s"
        .formatted(
            space.widths().words(), Membership.numbers(stages, stage -> stage.adjusted().width()));
  }

  /** The widths that are adjusted to this stage with a group width that was drawn. */
  private Set<Double> drawn(Adjusted made, int g) {
    Set<Double> found = new HashSet<>();
    for (double w : space.w().values()) {
      Optional<Adjusted> fit = Compatibility.fit((int) w, made.multiplier(), g);
      if (fit.isPresent() && fit.get().equals(made)) {
        found.add(w);
      }
    }
    return found;
  }
}
