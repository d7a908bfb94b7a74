package io.archscape.space;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonProperty;
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

/**
 * Networks whose stages are drawn one by one (arXiv:2003.13678, section 3). As in pycls, the widths
 * drawn are then adjusted to bottleneck and groups; order rules hold of the widths drawn.
 *
 * @param d depth of a stage, in blocks
 * @param w width of a stage
 * @param b bottleneck multiplier; the paper's ratio is its inverse
 * @param g group width
 * @param shareB whether all stages have one b
 * @param shareG whether all stages have one g
 * @param widths what holds of the widths from stage to stage
 * @param depths likewise of the depths
 * @param monotone how sequences in order are drawn
 */
public record AnyNetSpace(
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
    Range w,
    Range b,
    Range g,
    boolean shareB,
    boolean shareG,
    Order widths,
    Order depths,
    Drawing monotone)
    implements DesignSpace {
  public AnyNetSpace {
    strides = List.copyOf(strides);
    Rules.named(name);
    Rules.setting(image, classes);
    Rules.strides(strides);
    Rules.block(block, attention, csp, b, g);
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
  public List<String> parameters() {
    List<String> names = new ArrayList<>();
    name(names, "d", false);
    name(names, "w", false);
    name(names, "b", shareB);
    name(names, "g", shareG);
    return names;
  }

  /** What is equal in all stages is one number. */
  @Override
  public int dimensions() {
    int equal = (depths == Order.EQUAL ? 1 : 0) + (widths == Order.EQUAL ? 1 : 0);
    return DesignSpace.super.dimensions() - equal * (stages() - 1);
  }

  private void name(List<String> names, String letter, boolean shared) {
    if (shared) {
      names.add(letter);
    } else {
      for (int i = 1; i <= stages(); i++) {
        names.add(letter + i);
      }
    }
  }

  @Override
  public Map<String, Range> ranges() {
    Map<String, Range> letters = Map.of("d", d, "w", w, "b", b, "g", g);
    Map<String, Range> ranges = new LinkedHashMap<>();
    for (String name : parameters()) {
      Optional.ofNullable(letters.get(name.substring(0, 1)))
          .ifPresent(range -> ranges.put(name, range));
    }
    return ranges;
  }

  @Override
  public Optional<Candidate> draw(SplittableRandom random) {
    double[] ds = monotone.draw(d, stages(), depths, random);
    double[] ws = monotone.draw(w, stages(), widths, random);
    double[] bs = Drawing.SORT.draw(b, shareB ? 1 : stages(), Order.FREE, random);
    double[] gs = Drawing.SORT.draw(g, shareG ? 1 : stages(), Order.FREE, random);
    return candidate(ds, ws, bs, gs, Components.draw(this, random));
  }

  @Override
  public Optional<Candidate> at(Map<String, Double> values) {
    double[] given = Components.values(this, values);
    int n = stages();
    int bs = 2 * n + (shareB ? 1 : n);
    double[] ds = Arrays.copyOfRange(given, 0, n);
    double[] ws = Arrays.copyOfRange(given, n, 2 * n);
    if (!depths.holds(ds) || !widths.holds(ws)) {
      return Optional.empty();
    }
    return candidate(
        ds,
        ws,
        Arrays.copyOfRange(given, 2 * n, bs),
        Arrays.copyOfRange(given, bs, given.length),
        Components.fixed(this));
  }

  private Optional<Candidate> candidate(
      double[] ds, double[] ws, double[] bs, double[] gs, Components parts) {
    List<Stage> built = new ArrayList<>(stages());
    for (int i = 0; i < stages(); i++) {
      Optional<Stage> stage =
          stage(
              i,
              (int) ds[i],
              (int) ws[i],
              bs[shareB ? 0 : i],
              (int) gs[shareG ? 0 : i],
              parts.attention(),
              parts.split());
      if (stage.isEmpty()) {
        return Optional.empty();
      }
      built.add(stage.get());
    }
    return Optional.of(new Candidate(network(built), () -> list(ds, ws, bs, gs), parts.choices()));
  }

  private static List<Double> list(double[]... parts) {
    List<Double> values = new ArrayList<>();
    for (double[] part : parts) {
      for (double value : part) {
        values.add(value);
      }
    }
    return values;
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
        .multiply(BigInteger.valueOf(b.count()).pow(shareB ? 1 : stages()))
        .multiply(BigInteger.valueOf(g.count()).pow(shareG ? 1 : stages()))
        .multiply(BigInteger.valueOf((long) attention.count() * csp.count()));
  }
}
