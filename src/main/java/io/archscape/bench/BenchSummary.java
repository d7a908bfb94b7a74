package io.archscape.bench;

import static io.archscape.Require.require;

import io.archscape.stats.Quantile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * How ours compares with the best peer configuration of each network, and with the matrix product.
 *
 * @param mode of both; "best" compares ours in its better mode with the peers in theirs
 * @param asShipped whether peers whose allocator is tuned are left out
 * @param ratios by network, of those that a peer was measured on
 * @param shares of the matrix product's rate, by network
 */
public record BenchSummary(
    String mode, boolean asShipped, Map<String, Double> ratios, Map<String, Double> shares) {
  private static final double[] QUARTILES = {0.25, 0.5, 0.75};

  public BenchSummary {
    ratios = new TreeMap<>(ratios);
    shares = new TreeMap<>(shares);
    require(!shares.isEmpty(), "a summary must have a network, got none");
  }

  /** One for each mode, and one over the better mode if there are two. Without peers, none. */
  public static List<BenchSummary> of(List<BenchResult> results) {
    List<BenchSummary> summaries = new ArrayList<>(of(results, true));
    summaries.addAll(of(results, false));
    return summaries;
  }

  /** One for each mode, over all peers, if there are any. */
  public static List<BenchSummary> ofModes(List<BenchResult> results) {
    List<BenchSummary> summaries = new ArrayList<>();
    for (BenchMode mode : BenchMode.values()) {
      List<BenchResult> some = results.stream().filter(result -> result.mode() == mode).toList();
      if (!some.isEmpty()) {
        summaries.add(over(mode.label(), false, some));
      }
    }
    return summaries;
  }

  private static List<BenchSummary> of(List<BenchResult> results, boolean asShipped) {
    List<BenchResult> compared =
        results.stream().filter(result -> result.bestPeer(asShipped) > 0).toList();
    List<BenchSummary> summaries = new ArrayList<>();
    for (BenchMode mode : BenchMode.values()) {
      List<BenchResult> some = compared.stream().filter(result -> result.mode() == mode).toList();
      if (!some.isEmpty()) {
        summaries.add(over(mode.label(), asShipped, some));
      }
    }
    if (summaries.size() > 1) {
      summaries.add(over("best", asShipped, compared));
    }
    return summaries;
  }

  private static BenchSummary over(String mode, boolean asShipped, List<BenchResult> results) {
    Map<String, Double> ours = new TreeMap<>();
    Map<String, Double> theirs = new TreeMap<>();
    Map<String, Double> shares = new TreeMap<>();
    for (BenchResult result : results) {
      ours.merge(result.net(), result.images(), Math::max);
      theirs.merge(result.net(), result.bestPeer(asShipped), Math::max);
      shares.merge(result.net(), result.sgemmFraction(), Math::max);
    }
    ours.keySet().removeIf(net -> theirs.getOrDefault(net, 0.0) == 0);
    ours.replaceAll((net, images) -> images / theirs.getOrDefault(net, images));
    return new BenchSummary(mode, asShipped, ours, shares);
  }

  public double geometricMean() {
    double logs = ratios.values().stream().mapToDouble(Math::log).sum();
    return Math.exp(logs / ratios.size());
  }

  /** The network with the lowest ratio. */
  public String lowest() {
    return ratios.entrySet().stream()
        .min(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElseThrow(() -> new IllegalStateException("a comparison has a network"));
  }

  /** As a JSON object; without a peer there is nothing about ratios. */
  public Map<String, Object> line() {
    Map<String, Object> line = new TreeMap<>();
    line.put("bench", "train");
    line.put("mode", mode);
    line.put("nets", shares.size());
    line.put("sgemm_fraction_quartiles", quartiles(shares.values(), 3));
    line.put("summary", "share of the matrix product");
    if (!ratios.isEmpty()) {
      line.put("summary", "ratio to the best peer configuration of each net");
      line.put("nets", ratios.size());
      line.put("peers", asShipped ? "as shipped" : "all");
      line.put("geometric_mean", BenchResult.rounded(geometricMean(), 2));
      line.put("ratio_quartiles", quartiles(ratios.values(), 2));
      line.put("lowest", BenchResult.rounded(ratios.getOrDefault(lowest(), 0.0), 2));
      line.put("lowest_net", lowest());
    }
    return line;
  }

  private static List<Double> quartiles(Collection<Double> values, int digits) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return DoubleStream.of(QUARTILES)
        .mapToObj(p -> BenchResult.rounded(Quantile.linear(sorted, p), digits))
        .toList();
  }
}
