package io.archscape.space;

import static io.archscape.Require.require;

import io.archscape.arch.Attention;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.space.Compatibility.Adjusted;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
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
    String description,
    String source,
    String paperSize,
    int image,
    int classes,
    Stem stem,
    BlockKind block,
    Attention attention,
    List<Integer> strides,
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
    Rules.block(block, attention, b, g);
    Rules.whole("d", d, 1);
    Rules.whole("w", w, 1);
    require(
        monotone == Drawing.SORT || (widths != Order.EQUAL && depths != Order.EQUAL),
        "monotone must be sort where widths or depths are equal (rejection would hardly end),"
            + " got monotone=reject widths=%s depths=%s",
        widths,
        depths);
  }

  private int stages() {
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
  public Optional<Candidate> draw(SplittableRandom random) {
    double[] ds = monotone.draw(d, stages(), depths, random);
    double[] ws = monotone.draw(w, stages(), widths, random);
    double[] bs = Drawing.SORT.draw(b, shareB ? 1 : stages(), Order.FREE, random);
    double[] gs = Drawing.SORT.draw(g, shareG ? 1 : stages(), Order.FREE, random);
    List<Stage> built = new ArrayList<>(stages());
    for (int i = 0; i < stages(); i++) {
      double multiplier = bs[shareB ? 0 : i];
      int groupWidth = (int) gs[shareG ? 0 : i];
      Optional<Adjusted> fit = Compatibility.fit((int) ws[i], multiplier, groupWidth);
      if (fit.isEmpty()) {
        return Optional.empty();
      }
      built.add(stage((int) ds[i], fit.get(), i));
    }
    return Optional.of(new Candidate(new Network(stem, built, Head.PLAIN), list(ds, ws, bs, gs)));
  }

  private Stage stage(int depth, Adjusted fit, int i) {
    return new Stage(
        depth,
        fit.width(),
        strides.get(i),
        block.block(fit.multiplier(), fit.groupWidth(), attention));
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
  public BigInteger cardinality() {
    return depths
        .sequences(d.count(), stages())
        .multiply(widths.sequences(w.count(), stages()))
        .multiply(BigInteger.valueOf(b.count()).pow(shareB ? 1 : stages()))
        .multiply(BigInteger.valueOf(g.count()).pow(shareG ? 1 : stages()));
  }
}
