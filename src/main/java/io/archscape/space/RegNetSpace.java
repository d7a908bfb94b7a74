package io.archscape.space;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.archscape.arch.Attention;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.graph.Activation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Networks whose widths and depths follow a quantised line (arXiv:2003.13678, section 3.3). A draw
 * is valid only if no level of the line is skipped and none merged, and the stages are as many as
 * allowed.
 *
 * @param strides one a stage, of which a network with fewer stages takes the first
 * @param d depth of the network, in blocks
 * @param w0 initial width
 * @param wa slope
 * @param wm multiplier between widths
 * @param b bottleneck multiplier of all stages; the paper's ratio is its inverse
 * @param g group width of all stages
 * @param stages how many a network may have
 */
public record RegNetSpace(
    String name,
    @JsonProperty(defaultValue = "\"\"") String refines,
    String description,
    @JsonProperty(defaultValue = "\"\"") String source,
    @JsonProperty(defaultValue = "\"\"") String paperSize,
    int image,
    int classes,
    Stem stem,
    @JsonProperty(defaultValue = "{\"width\":0}") Head head,
    @JsonProperty(defaultValue = "\"relu\"") Activation activation,
    BlockKind block,
    @JsonProperty(defaultValue = "\"none\"") Options<Attention> attention,
    @JsonProperty(defaultValue = "\"none\"") Options<Split> csp,
    List<Integer> strides,
    @JsonProperty(defaultValue = "{}") Constraints constraints,
    Range d,
    Range w0,
    Range wa,
    Range wm,
    Range b,
    Range g,
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

  public RegNetSpace {
    strides = List.copyOf(strides);
    Rules.named(name);
    Rules.setting(image, classes);
    Rules.strides(strides);
    Rules.block(block, attention, csp, b, g);
    Rules.whole("d", d, 1);
    Rules.whole("w0", w0, RegNetParams.Q);
    wa.values().forEach(slope -> require(slope >= 0, "wa must not be negative, got %s", slope));
    wm.values().forEach(m -> require(m > 1, "wm must be greater than 1, got %s", m));
    require(
        stages.high() <= strides.size(),
        "stages must be at most as many as strides, got stages up to %d for strides %s",
        stages.high(),
        strides);
  }

  @Override
  public List<String> parameters() {
    return List.of("d", "w0", "wa", "wm", "b", "g");
  }

  @Override
  public Map<String, Range> ranges() {
    Map<String, Range> ranges = new LinkedHashMap<>();
    List<Range> each = List.of(d, w0, wa, wm, b, g);
    for (String name : parameters()) {
      ranges.put(name, each.get(ranges.size()));
    }
    return ranges;
  }

  @Override
  public Optional<Candidate> draw(SplittableRandom random) {
    RegNetParams params =
        new RegNetParams(
            (int) d.sample(random), (int) w0.sample(random), wa.sample(random), wm.sample(random));
    double multiplier = b.sample(random);
    int groupWidth = (int) g.sample(random);
    return candidate(params, multiplier, groupWidth, () -> Components.draw(this, random));
  }

  @Override
  public Optional<Candidate> at(Map<String, Double> values) {
    double[] given = Components.values(this, values);
    RegNetParams params = new RegNetParams((int) given[0], (int) given[1], given[2], given[3]);
    return candidate(params, given[4], (int) given[5], () -> Components.fixed(this));
  }

  /** Components are drawn last, and only for what is valid so far. */
  private Optional<Candidate> candidate(
      RegNetParams params, double multiplier, int groupWidth, Supplier<Components> components) {
    if (!stages.contains(RegNet.levels(params))) {
      return Optional.empty();
    }
    RegNet line = RegNet.of(params);
    if (!line.unskipped()) {
      return Optional.empty();
    }
    Components parts = components.get();
    return network(line, multiplier, groupWidth, parts)
        .map(
            network ->
                new Candidate(
                    network, () -> list(params, multiplier, groupWidth), parts.choices()));
  }

  private static List<Double> list(RegNetParams params, double multiplier, int groupWidth) {
    return List.of(
        (double) params.d(),
        (double) params.w0(),
        params.wa(),
        params.wm(),
        multiplier,
        (double) groupWidth);
  }

  private Optional<Network> network(
      RegNet line, double multiplier, int groupWidth, Components parts) {
    List<Stage> built = new ArrayList<>(line.widths().size());
    for (int i = 0; i < line.widths().size(); i++) {
      Optional<Stage> stage =
          stage(
              i,
              line.depths().get(i),
              line.widths().get(i),
              multiplier,
              groupWidth,
              parts.attention(),
              parts.split());
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
    for (double multiplier : b.values()) {
      for (double groupWidth : g.values()) {
        for (Attention one : attention.all()) {
          for (Split split : csp.all()) {
            Components parts = new Components(one, split, Map.of());
            network(line, multiplier, (int) groupWidth, parts).ifPresent(met::add);
          }
        }
      }
    }
  }

  @Override
  public BigInteger cardinality() {
    return Stream.of(d, w0, wa, wm, b, g)
        .map(range -> BigInteger.valueOf(range.count()))
        .reduce(BigInteger.valueOf((long) attention.count() * csp.count()), BigInteger::multiply);
  }
}
