package io.archscape.space;

import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.BlockKind.Fitted;
import io.archscape.arch.CrossStage;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.document.Documents;
import io.archscape.graph.Cost;
import io.archscape.graph.Shape;
import java.util.ArrayList;
import java.util.HashSet;
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
                space.either(
                    any -> new AnyNetMembership(any, membership.shapes()).broken(),
                    line -> new RegNetMembership(line, membership.shapes()).broken()));
  }

  /**
   * What a space draws of a stage.
   *
   * @param made its width and block as adjusted, without attention
   */
  record StageShape(int depth, Fitted made) {
    static StageShape of(Stage stage) {
      Block block = stage.block();
      Block bare = block.kind().block(block.values(), new Attention.None());
      return new StageShape(stage.depth(), new Fitted(stage.width(), bare));
    }

    int width() {
      return made.width();
    }

    /** Of the parameters of its block's kind. */
    double[] values() {
      return made.block().values();
    }
  }

  private List<StageShape> shapes() {
    return stages.stream().map(StageShape::of).toList();
  }

  private Optional<String> template() {
    return differs("stem", space.stem(), network.stem())
        .or(() -> differs("head", space.head(), network.head()))
        .or(() -> differs("activation", space.activation(), network.activation()))
        .or(this::strides)
        .or(() -> each("block", space.blocks().kind(), stage -> stage.block().kind()))
        .or(this::extras);
  }

  /** What no parameter says, no space draws. */
  private Optional<String> extras() {
    for (int i = 0; i < stages.size(); i++) {
      Block block = stages.get(i).block();
      if (!block.equals(block.kind().block(block.values(), block.attention()))) {
        String extra = String.join(", ", block.extras().keySet());
        return Optional.of(
            "block must have no %s, which no space draws, got one in stage %d"
                .formatted(extra, i + 1));
      }
    }
    return Optional.empty();
  }

  private Optional<String> strides() {
    Optional<String> count = space.either(any -> wrongCount(any), line -> wrongCount(line));
    if (count.isPresent()) {
      return count;
    }
    List<Integer> got = stages.stream().map(Stage::stride).toList();
    return differs("strides", space.strides().subList(0, stages.size()), got);
  }

  private Optional<String> wrongCount(AnyNetSpace space) {
    return stages.size() == space.stages()
        ? Optional.empty()
        : Optional.of("stages must be %d, got %d".formatted(space.stages(), stages.size()));
  }

  private Optional<String> wrongCount(RegNetSpace space) {
    RegNetSpace.Stages allowed = space.stages();
    return allowed.contains(stages.size())
        ? Optional.empty()
        : Optional.of(
            "stages must be %d to %d, got %d"
                .formatted(allowed.low(), allowed.high(), stages.size()));
  }

  private Optional<String> components() {
    List<Attention> attentions = space.attention().all();
    Attention first = stages.get(0).block().attention();
    if (!attentions.contains(first)) {
      return Optional.of("attention must be %s, got %s".formatted(oneOf(attentions), text(first)));
    }
    return each("attention of all stages", first, stage -> stage.block().attention()).or(this::csp);
  }

  private Optional<String> csp() {
    List<CrossStage> got = stages.stream().map(Stage::crossStage).toList();
    boolean found = space.csp().all().stream().map(this::split).anyMatch(got::equals);
    return found
        ? Optional.empty()
        : Optional.of("csp must be %s, got %s".formatted(oneOf(space.csp().all()), text(got)));
  }

  private List<CrossStage> split(ChannelSplit split) {
    List<CrossStage> all = new ArrayList<>();
    for (StageShape stage : shapes()) {
      all.add(split.of(stage.depth(), stage.width(), stage.made().block()));
    }
    return all;
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

  /** The first of the parameters that are not adjusted whose values a space does not draw. */
  static Optional<String> ofBlocks(BlockSpace blocks, List<StageShape> stages) {
    Optional<String> broken = Optional.empty();
    for (int i = 0; i < blocks.ranges().size() && broken.isEmpty(); i++) {
      if (!blocks.isAdjusted(i)) {
        int index = i;
        String name = blocks.kind().parameters().get(i).name();
        broken =
            outside(name, blocks.ranges().get(i), stages, stage -> stage.values()[index])
                .or(() -> unequal(name, blocks.isShared(index), stages, index));
      }
    }
    return broken;
  }

  private static Optional<String> unequal(
      String name, boolean shared, List<StageShape> stages, int parameter) {
    List<Double> all = stages.stream().map(stage -> stage.values()[parameter]).toList();
    return shared && new HashSet<>(all).size() > 1
        ? Optional.of(name + " must be the same in all stages, got " + all)
        : Optional.empty();
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
