package io.archscape.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What was measured of one network in one mode.
 *
 * @param macs multiply-adds of one image forward
 * @param images a second, of ours
 * @param sgemm multiplications and additions a second of the matrix product
 * @param peers images a second, by name
 */
public record BenchResult(
    String net,
    long macs,
    BenchMode mode,
    String engine,
    double images,
    double sgemm,
    int fallbacks,
    Map<String, Double> peers) {
  public BenchResult {
    peers = Map.copyOf(peers);
  }

  /**
   * Images a second of the best peer; without a peer, 0.
   *
   * @param asShipped whether those whose allocator is tuned are left out
   */
  double bestPeer(boolean asShipped) {
    return best(asShipped).map(Map.Entry::getValue).orElse(0.0);
  }

  private Optional<Map.Entry<String, Double>> best(boolean asShipped) {
    return peers.entrySet().stream()
        .filter(peer -> !asShipped || !peer.getKey().endsWith(BenchContender.KEPT))
        .max(Map.Entry.comparingByValue());
  }

  /** Ours over the best peer's; empty without a peer. */
  public OptionalDouble ratio() {
    return best(false).stream().mapToDouble(peer -> images / peer.getValue()).findFirst();
  }

  /** Forward, backward to data and to weights: three times two operations a multiply-add. */
  public double sgemmFraction() {
    return 6.0 * macs * images / sgemm;
  }

  /** As JSON objects, one a peer. */
  public List<Map<String, Object>> lines() {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (Map.Entry<String, Double> peer : new TreeMap<>(peers).entrySet()) {
      Map<String, Object> line = own();
      compare(line, peer);
      lines.add(line);
    }
    return lines.isEmpty() ? List.of(own()) : lines;
  }

  /** As one JSON object: the best peer, and all of them. */
  public Map<String, Object> line() {
    Map<String, Object> line = own();
    best(false).ifPresent(peer -> compare(line, peer));
    Map<String, Long> all = new TreeMap<>();
    peers.forEach((peer, rate) -> all.put(peer, Math.round(rate)));
    line.put("peers", all);
    return line;
  }

  private void compare(Map<String, Object> line, Map.Entry<String, Double> peer) {
    line.put("peer", peer.getKey());
    line.put("peer_images_per_s", Math.round(peer.getValue()));
    line.put("ratio", rounded(images / peer.getValue(), 2));
  }

  private Map<String, Object> own() {
    Map<String, Object> line = new TreeMap<>();
    line.put("bench", "train");
    line.put("net", net);
    line.put("macs", macs);
    line.put("mode", mode.label());
    line.put("engine", engine);
    line.put("images_per_s", Math.round(images));
    line.put("sgemm_fraction", rounded(sgemmFraction(), 3));
    line.put("fallbacks", fallbacks);
    return line;
  }

  static double rounded(double value, int digits) {
    double scale = Math.pow(10, digits);
    return Math.round(value * scale) / scale;
  }
}
