package io.archscape.space;

import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.CrossStage;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.document.Documents;
import io.archscape.graph.Cost;
import io.archscape.graph.Shape;
import io.archscape.space.Compatibility.Adjusted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Whether a network lies in a space: whether some setting of the space's parameters gives it. Rules
 * of a space hold of the widths and group widths that are drawn, the network has the adjusted ones,
 * so the settings that could have given it are looked for.
 */
public final class Membership {
  private static final Documents DOCUMENTS = new Documents();

  private final DesignSpace space;
  private final Network network;
  private final List<Stage> stages;

  private Membership(DesignSpace space, Network network) {
    this.space = space;
    this.network = network;
    this.stages = network.stages();
  }

  /**
   * The first rule of the space that a network breaks, in words: what must hold, what was got;
   * empty if it lies in the space.
   *
   * @param image the shape of the images, at which the space's limits on costs are looked at
   */
  public static Optional<String> broken(
      DesignSpace space, Network network, Shape image, int classes) {
    return broken(space, network)
        .or(
            () -> {
              Cost cost = network.cost(image, classes);
              return space.constraints().broken(cost);
            });
  }

  /** The same without the space's limits on costs. */
  public static Optional<String> broken(DesignSpace space, Network network) {
    Membership membership = new Membership(space, network);
    return membership
        .template()
        .or(membership::components)
        .or(
            () ->
                space instanceof AnyNetSpace any
                    ? new AnyNetMembership(any, membership.shapes()).broken()
                    : new RegNetMembership((RegNetSpace) space, membership.shapes()).broken());
  }

  /** What is adjusted of a stage, and its depth. */
  record StageShape(int depth, Adjusted adjusted) {}

  private List<StageShape> shapes() {
    return stages.stream().map(stage -> new StageShape(stage.depth(), adjusted(stage))).toList();
  }

  private static Adjusted adjusted(Stage stage) {
    if (stage.block() instanceof Block.Bottleneck block) {
      return new Adjusted(stage.width(), block.multiplier(), block.groupWidth());
    }
    if (stage.block() instanceof Block.LinearBottleneck block) {
      return new Adjusted(stage.width(), block.multiplier(), block.groupWidth());
    }
    return new Adjusted(stage.width(), 1, 1);
  }

  private Optional<String> template() {
    return differs("stem", space.stem(), network.stem())
        .or(() -> differs("head", space.head(), network.head()))
        .or(() -> differs("activation", space.activation(), network.activation()))
        .or(this::strides)
        .or(() -> each("block", space.block(), stage -> BlockKind.of(stage.block())))
        .or(() -> each("shuffle", false, stage -> isShuffled(stage.block())));
  }

  private Optional<String> strides() {
    int most = space.strides().size();
    boolean fits =
        space instanceof RegNetSpace regnet
            ? regnet.stages().contains(stages.size())
            : stages.size() == most;
    if (!fits) {
      return Optional.of(
          space instanceof RegNetSpace regnet
              ? "stages must be %d to %d, got %d"
                  .formatted(regnet.stages().low(), regnet.stages().high(), stages.size())
              : "stages must be %d, got %d".formatted(most, stages.size()));
    }
    List<Integer> got = stages.stream().map(Stage::stride).toList();
    return differs("strides", space.strides().subList(0, stages.size()), got);
  }

  private Optional<String> components() {
    List<Attention> attentions = space.attention().all();
    Attention first = attention(stages.get(0).block());
    if (!attentions.contains(first)) {
      return Optional.of("attention must be %s, got %s".formatted(oneOf(attentions), text(first)));
    }
    return each("attention of all stages", first, stage -> attention(stage.block())).or(this::csp);
  }

  private Optional<String> csp() {
    List<CrossStage> got = stages.stream().map(Stage::crossStage).toList();
    boolean found = space.csp().all().stream().map(this::split).anyMatch(got::equals);
    return found
        ? Optional.empty()
        : Optional.of("csp must be %s, got %s".formatted(oneOf(space.csp().all()), text(got)));
  }

  private List<CrossStage> split(Split split) {
    List<CrossStage> all = new ArrayList<>();
    for (StageShape stage : shapes()) {
      Adjusted a = stage.adjusted();
      all.add(split.of(stage.depth(), a.width(), a.multiplier(), a.groupWidth()));
    }
    return all;
  }

  /** No space draws it. */
  private static boolean isShuffled(Block block) {
    return block instanceof Block.Bottleneck bottleneck && bottleneck.shuffle();
  }

  static Attention attention(Block block) {
    if (block instanceof Block.Basic basic) {
      return basic.attention();
    }
    if (block instanceof Block.Bottleneck bottleneck) {
      return bottleneck.attention();
    }
    return block instanceof Block.LinearBottleneck linear
        ? linear.attention()
        : new Attention.None();
  }

  /** As a space's YAML could have it. */
  private static String text(Object value) {
    return value instanceof Iterable<?> values
        ? StreamSupport.stream(values.spliterator(), false)
            .map(Membership::text)
            .collect(Collectors.joining(", ", "[", "]"))
        : DOCUMENTS.canonicalJson(value).replace("\"", "");
  }

  private static Optional<String> differs(String name, Object wanted, Object got) {
    return wanted.equals(got)
        ? Optional.empty()
        : Optional.of("%s must be %s, got %s".formatted(name, text(wanted), text(got)));
  }

  private Optional<String> each(String name, Object wanted, Function<Stage, Object> part) {
    for (int i = 0; i < stages.size(); i++) {
      Object got = part.apply(stages.get(i));
      if (!wanted.equals(got)) {
        return Optional.of(
            "%s must be %s, got %s in stage %d".formatted(name, text(wanted), text(got), i + 1));
      }
    }
    return Optional.empty();
  }

  private static String oneOf(List<?> options) {
    return options.size() == 1 ? text(options.get(0)) : "one of " + text(options);
  }

  /** The first stage whose number is not in a range, in words. */
  static Optional<String> outside(
      String name, Range range, List<StageShape> stages, Function<StageShape, Double> number) {
    for (int i = 0; i < stages.size(); i++) {
      double value = number.apply(stages.get(i));
      if (!range.contains(value)) {
        return Optional.of(
            "%s must be one of %s, got %s in stage %d"
                .formatted(name, brief(range), PlainNumber.of(value), i + 1));
      }
    }
    return Optional.empty();
  }

  /** A range's values, of many the ends. */
  static String brief(Range range) {
    List<Number> values = range.values().stream().map(PlainNumber::of).toList();
    return values.size() <= 8
        ? values.toString()
        : "the "
            + values.size()
            + " from "
            + values.get(0)
            + " to "
            + values.get(values.size() - 1);
  }

  static List<Integer> numbers(List<StageShape> stages, ToIntFunction<StageShape> number) {
    return stages.stream().map(number::applyAsInt).toList();
  }
}
