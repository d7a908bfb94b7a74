package io.archscape.bench;

import static io.archscape.Require.require;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A whole sweep, by one contender.
 *
 * @param seconds from the start of the first process to the end of the last training
 * @param models by name
 */
public record BenchSweepRun(String name, double seconds, List<Trained> models) {
  private static final int SECONDS_AN_HOUR = 3600;

  public BenchSweepRun {
    models = models.stream().sorted(Comparator.comparing(Trained::net)).toList();
    require(seconds > 0, "a sweep must take time, got %s s of %s", seconds, name);
    require(!models.isEmpty(), "a sweep must train a model, got none of %s", name);
  }

  /**
   * One model.
   *
   * @param error share of the held-out images that it gets wrong; empty if it has diverged
   * @param seconds of training and evaluation
   */
  public record Trained(String net, OptionalDouble error, double seconds) {
    private Map<String, Object> line() {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("net", net);
      line.put("seconds", BenchResult.rounded(seconds, 1));
      error.ifPresent(share -> line.put("error", BenchResult.rounded(100 * share, 2)));
      return line;
    }
  }

  public double modelsAnHour() {
    return models.size() * SECONDS_AN_HOUR / seconds;
  }

  /** As a JSON object, errors in percent. */
  public Map<String, Object> line() {
    Map<String, Object> line = summary();
    line.put("engine", name);
    line.put("seconds", BenchResult.rounded(seconds, 1));
    line.put("results", models.stream().map(Trained::line).toList());
    meanError().ifPresent(mean -> line.put("mean_error", mean));
    return line;
  }

  /** As a JSON object that compares it with a peer. */
  public Map<String, Object> line(BenchSweepRun peer) {
    Map<String, Object> line = compared(peer);
    line.put("peer_seconds", BenchResult.rounded(peer.seconds, 1));
    line.put("peer_results", peer.models.stream().map(Trained::line).toList());
    peer.meanError().ifPresent(mean -> line.put("peer_mean_error", mean));
    return line;
  }

  /** The last line: how it compares with the best of the peers, of which there is at least one. */
  public Map<String, Object> lastLine(List<BenchSweepRun> peers) {
    BenchSweepRun best =
        peers.stream().reduce((a, b) -> a.seconds <= b.seconds ? a : b).orElseThrow();
    Map<String, Object> line = compared(best);
    line.put("summary", "ratio to the best peer");
    return line;
  }

  private Map<String, Object> compared(BenchSweepRun peer) {
    Map<String, Object> line = summary();
    line.put("peer", peer.name);
    line.put("peer_models_per_hour", BenchResult.rounded(peer.modelsAnHour(), 1));
    line.put("ratio", BenchResult.rounded(modelsAnHour() / peer.modelsAnHour(), 2));
    return line;
  }

  private Map<String, Object> summary() {
    Map<String, Object> line = new TreeMap<>();
    line.put("bench", "sweep");
    line.put("models", models.size());
    line.put("models_per_hour", BenchResult.rounded(modelsAnHour(), 1));
    return line;
  }

  /** In percent, of the models that have an error. */
  private OptionalDouble meanError() {
    List<Double> errors = new ArrayList<>();
    models.forEach(model -> model.error.ifPresent(errors::add));
    OptionalDouble mean = errors.stream().mapToDouble(Double::doubleValue).average();
    return mean.isPresent()
        ? OptionalDouble.of(BenchResult.rounded(100 * mean.getAsDouble(), 2))
        : mean;
  }
}
