package io.archscape.bench;

import static io.archscape.Require.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How ours compares with the best peer configuration of each network.
 *
 * @param mode of both; "best" compares ours in its better mode with the peers in theirs
 * @param asShipped whether peers whose allocator is tuned are left out
 * @param ratios by network
 */
public record BenchSummary(String mode, boolean asShipped, Map<String, Double> ratios) {
  public BenchSummary {
    ratios = new TreeMap<>(ratios);
    require(!ratios.isEmpty(), "a summary must have a network, got none");
  }

  /** One for each mode, and one over the better mode if there are two. Without peers, none. */
  public static List<BenchSummary> of(List<BenchResult> results) {
    List<BenchResult> compared =
        results.stream().filter(result -> !result.peers().isEmpty()).toList();
    List<BenchSummary> summaries = new ArrayList<>(of(compared, true));
    summaries.addAll(of(compared, false));
    return summaries;
  }

  private static List<BenchSummary> of(List<BenchResult> compared, boolean asShipped) {
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
    for (BenchResult result : results) {
      ours.merge(result.net(), result.images(), Math::max);
      theirs.merge(result.net(), result.bestPeer(asShipped), Math::max);
    }
    ours.replaceAll((net, images) -> images / theirs.getOrDefault(net, images));
    return new BenchSummary(mode, asShipped, ours);
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
        .orElseThrow(() -> new IllegalStateException("a summary has a network"));
  }

  public Map<String, Object> line() {
    Map<String, Object> line = new TreeMap<>();
    line.put("bench", "train");
    line.put("summary", "ratio to the best peer configuration of each net");
    line.put("peers", asShipped ? "as shipped" : "all");
    line.put("mode", mode);
    line.put("nets", ratios.size());
    line.put("geometric_mean", BenchResult.rounded(geometricMean(), 2));
    line.put("lowest", BenchResult.rounded(ratios.getOrDefault(lowest(), 0.0), 2));
    line.put("lowest_net", lowest());
    return line;
  }
}
