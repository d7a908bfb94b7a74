package io.archscape.space;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.archscape.arch.Attention;
import io.archscape.arch.Stem;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A set of networks with a law by which they are drawn; one YAML file of spaces/. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AnyNetSpace.class, name = "anynet"),
  @JsonSubTypes.Type(value = RegNetSpace.class, name = "regnet")
})
public sealed interface DesignSpace permits AnyNetSpace, RegNetSpace {
  String name();

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

  BlockKind block();

  Attention attention();

  /** One stride a stage. */
  List<Integer> strides();

  /** The names of what is drawn, in order. */
  List<String> parameters();

  /** One draw; empty if what was drawn makes no valid network. */
  Optional<Candidate> draw(SplittableRandom random);

  /**
   * How many settings of the parameters there are, exactly. Several may make one network: group
   * widths wider than the stage, or RegNet parameters that round to the same widths; and a RegNet
   * setting may be invalid. The number of distinct networks is therefore smaller.
   */
  BigInteger cardinality();
}
