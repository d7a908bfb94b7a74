package io.archscape.space;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.archscape.Defaults;
import io.archscape.arch.Attention;
import io.archscape.arch.Head;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.graph.Activation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Networks whose stages are drawn one by one (arXiv:2003.13678, section 3). As in pycls, the widths
 * drawn are then adjusted to bottleneck and groups; order rules hold of the widths drawn.
 *
 * @param blocks what a stage repeats, and what the parameters of that may be
 * @param d depth of a stage, in blocks
 * @param w width of a stage
 * @param widths what holds of the widths from stage to stage
 * @param depths what holds of the depths
 * @param monotone how sequences in order are drawn
 */
@JsonTypeName("anynet")
public record AnyNetSpace(
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
    Range w,
    Order widths,
    Order depths,
    Drawing monotone)
    implements DesignSpace {
  static final Defaults DEFAULTS = DesignSpace.defaults(AnyNetSpace.class);

  public AnyNetSpace {
    strides = List.copyOf(strides);
    Rules.named(name);
    Rules.setting(image, classes);
    Rules.strides(strides);
    Rules.block(blocks.kind(), attention, csp);
    Rules.whole("d", d, 1);
    Rules.whole("w", w, 1);
    require(
        monotone == Drawing.SORT || (widths != Order.EQUAL && depths != Order.EQUAL),
        "monotone must be sort where widths or depths are equal (rejection would hardly end),"
            + " got monotone=reject widths=%s depths=%s",
        widths,
        depths);
  }

  int stages() {
    return strides.size();
  }

  @Override
  public <R> R either(Function<AnyNetSpace, R> stages, Function<RegNetSpace, R> line) {
    return stages.apply(this);
  }

  @Override
  public List<String> parameters() {
    return List.copyOf(ranges().keySet());
  }

  /** What is equal in all stages is one number. */
  @Override
  public int dimensions() {
    int equal = (depths == Order.EQUAL ? 1 : 0) + (widths == Order.EQUAL ? 1 : 0);
    return DesignSpace.super.dimensions() - equal * (stages() - 1);
  }

  @Override
  public Map<String, Range> ranges() {
    Map<String, Range> ranges = new LinkedHashMap<>();
    for (int i = 1; i <= stages(); i++) {
      ranges.put("d" + i, d);
    }
    for (int i = 1; i <= stages(); i++) {
      ranges.put("w" + i, w);
    }
    ranges.putAll(blocks.named(stages()));
    return ranges;
  }

  @Override
  public Optional<Candidate> draw(SplittableRandom random) {
    double[] ds = monotone.draw(d, stages(), depths, random);
    double[] ws = monotone.draw(w, stages(), widths, random);
    double[] drawn = blocks.draw(stages(), random);
    return candidate(ds, ws, drawn, Components.draw(this, random));
  }

  @Override
  public Optional<Candidate> at(Map<String, Double> values) {
    double[] given = Components.values(this, values);
    int n = stages();
    double[] ds = Arrays.copyOfRange(given, 0, n);
    double[] ws = Arrays.copyOfRange(given, n, 2 * n);
    if (!depths.holds(ds) || !widths.holds(ws)) {
      return Optional.empty();
    }
    double[] drawn = Arrays.copyOfRange(given, 2 * n, given.length);
    return candidate(ds, ws, drawn, Components.fixed(this));
  }

  private Optional<Candidate> candidate(
      double[] ds, double[] ws, double[] drawn, Components parts) {
    List<Stage> built = new ArrayList<>(stages());
    for (int i = 0; i < stages(); i++) {
      double[] values = blocks.values(drawn, i, stages());
      Optional<Stage> stage = stage(i, (int) ds[i], (int) ws[i], values, parts);
      if (stage.isEmpty()) {
        return Optional.empty();
      }
      built.add(stage.get());
    }
    return Optional.of(new Candidate(network(built), () -> list(ds, ws, drawn), parts.choices()));
  }

  private static List<Double> list(double[]... parts) {
    return Stream.of(parts).flatMapToDouble(Arrays::stream).boxed().toList();
  }

  @Override
  public Optional<BigInteger> distinct() {
    return new DistinctNetworks(this).count();
  }

  @Override
  public BigInteger cardinality() {
    return depths
        .sequences(d.count(), stages())
        .multiply(widths.sequences(w.count(), stages()))
        .multiply(blocks.cardinality(stages()))
        .multiply(BigInteger.valueOf((long) attention.count() * csp.count()));
  }
}
