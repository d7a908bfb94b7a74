package io.archscape.space;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.archscape.Defaults;
import io.archscape.arch.Attention;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.graph.Activation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Networks whose widths and depths follow a quantised line (arXiv:2003.13678, section 3.3). A draw
 * is valid only if no level of the line is skipped and none merged, and the stages are as many as
 * allowed.
 *
 * @param blocks what all stages repeat, and what the parameters of that may be
 * @param strides one a stage, of which a network with fewer stages takes the first
 * @param d depth of the network, in blocks
 * @param w0 initial width
 * @param wa slope
 * @param wm multiplier between widths
 * @param stages how many a network may have
 */
@JsonTypeName("regnet")
public record RegNetSpace(
    String name,
    String refines,
    String description,
    String source,
    String paperSize,
    int image,
    int classes,
    Stem stem,
    Head head,
    Activation activation,
    @JsonUnwrapped BlockSpace blocks,
    ComponentChoice<Attention> attention,
    ComponentChoice<ChannelSplit> csp,
    List<Integer> strides,
    Constraints constraints,
    Range d,
    Range w0,
    Range wa,
    Range wm,
    Stages stages)
    implements DesignSpace {

  private static final BigInteger MOST_TRIED = BigInteger.valueOf(2_000_000);

  /** From low to high stages, both included. */
  public record Stages(int low, int high) {
    public Stages {
      require(
          low >= 1 && low <= high,
          "stages low must lie in [1,high], got low=%d high=%d",
          low,
          high);
    }

    boolean contains(int count) {
      return count >= low && count <= high;
    }
  }

  static final Defaults DEFAULTS = DesignSpace.defaults(RegNetSpace.class);

  public RegNetSpace {
    strides = List.copyOf(strides);
    Rules.named(name);
    Rules.setting(image, classes);
    Rules.strides(strides);
    Rules.block(blocks.kind(), attention, csp);
    Rules.whole("d", d, 1);
    Rules.whole("w0", w0, RegNetParams.Q);
    wa.values().forEach(slope -> require(slope >= 0, "wa must not be negative, got %s", slope));
    wm.values().forEach(m -> require(m > 1, "wm must be greater than 1, got %s", m));
    require(
        stages.high() <= strides.size(),
        "stages must not outnumber strides, got stages up to %d for strides %s",
        stages.high(),
        strides);
  }

  @Override
  public <R> R either(Function<AnyNetSpace, R> stages, Function<RegNetSpace, R> line) {
    return line.apply(this);
  }

  @Override
  public List<String> parameters() {
    return List.copyOf(ranges().keySet());
  }

  @Override
  public Map<String, Range> ranges() {
    Map<String, Range> ranges = new LinkedHashMap<>();
    ranges.put("d", d);
    ranges.put("w0", w0);
    ranges.put("wa", wa);
    ranges.put("wm", wm);
    ranges.putAll(blocks.named(1));
    return ranges;
  }

  @Override
  public Optional<Candidate> draw(SplittableRandom random) {
    RegNetParams params =
        new RegNetParams(
            (int) d.sample(random), (int) w0.sample(random), wa.sample(random), wm.sample(random));
    double[] values = blocks.draw(1, random);
    return candidate(params, values, () -> Components.draw(this, random));
  }

  @Override
  public Optional<Candidate> at(Map<String, Double> values) {
    double[] given = Components.values(this, values);
    RegNetParams params = new RegNetParams((int) given[0], (int) given[1], given[2], given[3]);
    double[] ofBlocks = Arrays.copyOfRange(given, 4, given.length);
    return candidate(params, ofBlocks, () -> Components.fixed(this));
  }

  /** Components are drawn last, and only for what is valid so far. */
  private Optional<Candidate> candidate(
      RegNetParams params, double[] ofBlocks, Supplier<Components> components) {
    if (!stages.contains(RegNet.levels(params))) {
      return Optional.empty();
    }
    RegNet line = RegNet.of(params);
    if (!line.unskipped()) {
      return Optional.empty();
    }
    Components parts = components.get();
    return network(line, ofBlocks, parts)
        .map(network -> new Candidate(network, () -> list(params, ofBlocks), parts.choices()));
  }

  private static List<Double> list(RegNetParams params, double[] ofBlocks) {
    List<Double> values = new ArrayList<>();
    values.add((double) params.d());
    values.add((double) params.w0());
    values.add(params.wa());
    values.add(params.wm());
    Arrays.stream(ofBlocks).forEach(values::add);
    return values;
  }

  private Optional<Network> network(RegNet line, double[] ofBlocks, Components parts) {
    List<Stage> built = new ArrayList<>(line.widths().size());
    for (int i = 0; i < line.widths().size(); i++) {
      Optional<Stage> stage = stage(i, line.depths().get(i), line.widths().get(i), ofBlocks, parts);
      if (stage.isEmpty()) {
        return Optional.empty();
      }
      built.add(stage.get());
    }
    return Optional.of(network(built));
  }

  /** By trying all settings, where they are few enough. */
  @Override
  public Optional<BigInteger> distinct() {
    return cardinality().compareTo(MOST_TRIED) > 0
        ? Optional.empty()
        : Optional.of(BigInteger.valueOf(networks().size()));
  }

  /** The networks of all settings, whatever they cost. */
  Set<Network> networks() {
    Set<Network> met = new HashSet<>();
    for (double depth : d.values()) {
      for (double initial : w0.values()) {
        for (double slope : wa.values()) {
          for (double multiplier : wm.values()) {
            addNetworks(new RegNetParams((int) depth, (int) initial, slope, multiplier), met);
          }
        }
      }
    }
    return met;
  }

  private void addNetworks(RegNetParams params, Set<Network> met) {
    RegNet line = RegNet.of(params);
    if (!stages.contains(line.widths().size()) || !line.unskipped()) {
      return;
    }
    for (double[] ofBlocks : blocks.settings()) {
      for (Attention one : attention.all()) {
        for (ChannelSplit split : csp.all()) {
          network(line, ofBlocks, new Components(one, split, Map.of())).ifPresent(met::add);
        }
      }
    }
  }

  @Override
  public BigInteger cardinality() {
    return Stream.of(d, w0, wa, wm)
        .map(range -> BigInteger.valueOf(range.count()))
        .reduce(blocks.cardinality(1), BigInteger::multiply)
        .multiply(BigInteger.valueOf((long) attention.count() * csp.count()));
  }
}
