package io.archscape.space;

import io.archscape.arch.BlockKind.Fitted;
import io.archscape.arch.BlockParameter;
import io.archscape.space.Membership.StageShape;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Looks for draws of an AnyNet space that are adjusted to the stages of a network. */
final class AnyNetMembership {
  private final AnyNetSpace space;
  private final BlockSpace blocks;
  private final List<StageShape> stages;

  AnyNetMembership(AnyNetSpace space, List<StageShape> stages) {
    this.space = space;
    this.blocks = space.blocks();
    this.stages = stages;
  }

  /** The first rule that the stages break, in words. */
  Optional<String> broken() {
    return Membership.outside("depth", space.d(), stages, stage -> (double) stage.depth())
        .or(this::depthOrder)
        .or(() -> Membership.ofBlocks(blocks, stages))
        .or(this::undrawn)
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

  /** The first stage that no draw gives: widths and what is adjusted to them hang together. */
  private Optional<String> undrawn() {
    for (int i = 0; i < stages.size(); i++) {
      StageShape stage = stages.get(i);
      if (drawn(stage, blocks.settings(stage.values(), blocks::isAdjusted)).isEmpty()) {
        return Optional.of(
            "%s must be drawn from %s%s, got %s in stage %d, which no draw gives"
                .formatted(
                    joined("w", adjusted(BlockParameter::name)),
                    joined(Membership.brief(space.w()), adjustedRanges()),
                    adjusted(BlockParameter::name).isEmpty() ? "" : " and adjusted",
                    shown(stage),
                    i + 1));
      }
    }
    return Optional.empty();
  }

  private IntStream parameters(boolean adjusted) {
    return IntStream.range(0, blocks.ranges().size())
        .filter(parameter -> blocks.isAdjusted(parameter) == adjusted);
  }

  private List<String> adjusted(Function<BlockParameter, String> text) {
    return parameters(true).mapToObj(blocks.kind().parameters()::get).map(text).toList();
  }

  private List<String> adjustedRanges() {
    return parameters(true).mapToObj(blocks.ranges()::get).map(Membership::brief).toList();
  }

  private static String joined(String first, List<String> others) {
    return others.stream().map(each -> " and " + each).collect(Collectors.joining("", first, ""));
  }

  /** {@code width 26 and group width 2 with b=1}. */
  private String shown(StageShape stage) {
    List<String> made =
        parameters(true)
            .mapToObj(
                i ->
                    blocks.kind().parameters().get(i).title()
                        + " "
                        + PlainNumber.of(stage.values()[i]))
            .toList();
    String others =
        parameters(false)
            .mapToObj(
                i ->
                    blocks.kind().parameters().get(i).name()
                        + "="
                        + PlainNumber.of(stage.values()[i]))
            .collect(Collectors.joining(" "));
    return joined("width " + stage.width(), made) + (others.isEmpty() ? "" : " with " + others);
  }

  /** Tries what all stages share of the adjusted parameters, one setting after the other. */
  private Optional<String> widths() {
    boolean common = false;
    double[] any = new double[blocks.ranges().size()];
    for (double[] shared : blocks.settings(any, i -> blocks.isAdjusted(i) && blocks.isShared(i))) {
      List<NavigableSet<Double>> widths =
          stages.stream().map(stage -> drawn(stage, settings(stage, shared))).toList();
      if (widths.stream().noneMatch(NavigableSet::isEmpty)) {
        common = true;
        if (space.widths().canHold(widths)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(common ? disorder() : unequal());
  }

  /** What a stage's block may have been drawn as, where the shared ones are these. */
  private List<double[]> settings(StageShape stage, double[] shared) {
    double[] start = stage.values();
    parameters(true).filter(blocks::isShared).forEach(i -> start[i] = shared[i]);
    return blocks.settings(start, i -> blocks.isAdjusted(i) && !blocks.isShared(i));
  }

  private String unequal() {
    int parameter = parameters(true).filter(blocks::isShared).findFirst().orElseThrow();
    BlockParameter told = blocks.kind().parameters().get(parameter);
    List<Number> values =
        stages.stream().map(stage -> PlainNumber.of(stage.values()[parameter])).toList();
    return "%s must be the same in all stages, got %ss %s"
        .formatted(told.name(), told.title(), values);
  }

  private String disorder() {
    return "widths must %s from stage to stage, got %s"
        .formatted(space.widths().words(), Membership.numbers(stages, StageShape::width));
  }

  /** The widths that are adjusted to this stage with a block that was drawn as one of these. */
  private NavigableSet<Double> drawn(StageShape stage, List<double[]> settings) {
    NavigableSet<Double> found = new TreeSet<>();
    for (double[] setting : settings) {
      for (double w : space.w().values()) {
        Optional<Fitted> fit = blocks.fit((int) w, setting);
        if (fit.isPresent() && fit.get().equals(stage.made())) {
          found.add(w);
        }
      }
    }
    return found;
  }
}
