package io.archscape.space;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.archscape.Defaults;
import io.archscape.arch.Attention;
import io.archscape.arch.BlockKind;
import io.archscape.arch.CrossStage;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.graph.Activation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/** A set of networks with a law by which they are drawn; one YAML file of spaces/. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface DesignSpace permits AnyNetSpace, RegNetSpace {
  /** What every space may leave out. */
  static Defaults defaults(Class<? extends Record> space) {
    return Defaults.of(space)
        .with("refines", "")
        .with("source", "")
        .with("paperSize", "")
        .with("head", Head.PLAIN)
        .with("activation", Activation.RELU)
        .with("attention", ComponentChoice.fixed(new Attention.None()))
        .with("csp", ComponentChoice.fixed(new ChannelSplit.None()))
        .with("constraints", Constraints.NONE);
  }

  /** What one of these makes of it, by its law. */
  <R> R either(Function<AnyNetSpace, R> stages, Function<RegNetSpace, R> line);

  String name();

  /** The space that this one was written as a change of; empty if none. */
  String refines();

  /** What it is, in a line. */
  String description();

  /** Where it comes from; may be empty. */
  String source();

  /** The size that the source gives, as text; may be empty. */
  String paperSize();

  /** The image size it is meant for, in pixels a side. */
  int image();

  /** The classes it is meant for. */
  int classes();

  Stem stem();

  Head head();

  Activation activation();

  /** What its stages repeat. */
  BlockSpace blocks();

  /** The attention of all blocks. */
  ComponentChoice<Attention> attention();

  /** Whether stages are cross-stage partial. */
  ComponentChoice<ChannelSplit> csp();

  /** One stride a stage. */
  List<Integer> strides();

  /** What its networks may cost. */
  Constraints constraints();

  /** The names of the numbers that are drawn, in order. */
  List<String> parameters();

  /** What each of the {@link #parameters} may be, in their order. */
  Map<String, Range> ranges();

  /** One draw; empty if what was drawn makes no valid network. */
  Optional<Candidate> draw(SplittableRandom random);

  /**
   * The network of these numbers, with the components of this space.
   *
   * @param values of all {@link #parameters}, by name
   * @return empty if they make no valid network, or are not in the order that widths or depths of
   *     this space have; costs are not looked at
   * @throws io.archscape.InputException if a parameter is missing or beyond what it may be, or if a
   *     component of this space is drawn
   */
  Optional<Candidate> at(Map<String, Double> values);

  /**
   * How many settings of the parameters there are, exactly. Several may make one network: group
   * widths wider than the stage, or RegNet parameters that round to the same widths; and a RegNet
   * setting may be invalid. The number of distinct networks is therefore smaller.
   */
  BigInteger cardinality();

  /**
   * How many different networks the settings make, exactly, whatever they cost; empty where it
   * cannot be counted.
   */
  Optional<BigInteger> distinct();

  /** The names of the components that are drawn, in order. */
  @JsonIgnore
  default List<String> choices() {
    List<String> names = new ArrayList<>();
    if (attention().sampled()) {
      names.add("attention");
    }
    if (csp().sampled()) {
      names.add("csp");
    }
    return names;
  }

  /** What each of the {@link #choices} may be, in the words of {@link Sample#choices}. */
  @JsonIgnore
  default Map<String, List<String>> choiceValues() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String name : choices()) {
      values.put(
          name,
          name.equals("attention")
              ? attention().all().stream().map(Attention::word).toList()
              : csp().all().stream().map(ChannelSplit::word).toList());
    }
    return values;
  }

  /** How many numbers and components are drawn. */
  @JsonIgnore
  default int dimensions() {
    return parameters().size() + choices().size();
  }

  /** The network with this body. */
  default Network network(List<Stage> stages) {
    return new Network(stem(), stages, head(), activation());
  }

  /**
   * The stage that is made of what was drawn, after the adjustment of {@link BlockKind#fit}; empty
   * if width and block cannot be made to fit.
   *
   * @param index of the stage, from 0
   * @param ofBlock the numbers of its block, in the order of the kind's parameters
   */
  default Optional<Stage> stage(
      int index, int depth, int width, double[] ofBlock, Components parts) {
    return blocks()
        .kind()
        .fit(width, ofBlock, parts.attention())
        .map(
            fit -> {
              CrossStage csp = parts.split().of(depth, fit.width(), fit.block());
              return new Stage(depth, fit.width(), strides().get(index), fit.block(), csp);
            });
  }
}
