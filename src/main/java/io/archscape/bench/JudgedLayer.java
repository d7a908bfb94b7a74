package io.archscape.bench;

import io.archscape.engine.Mode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What layers of one kind cost in one direction, and whether they are slow.
 *
 * @param matters whether they take enough of a step for their speed to be of interest
 * @param fraction of the speed that the machine has at best
 */
public record JudgedLayer(LayerCost cost, boolean slow, boolean matters, double fraction) {

  /** What has most likely one cause. */
  List<Object> cause() {
    return List.of(cost.op(), mode(), cost.time().direction(), cost.time().implementation());
  }

  private Mode mode() {
    return cost.kind().mode();
  }

  double share() {
    return cost.share();
  }

  /** As a JSON object. */
  Map<String, Object> line() {
    Map<String, Object> line = new TreeMap<>();
    line.put("op", cost.op());
    line.put("mode", mode().name().toLowerCase(Locale.ROOT));
    line.put("direction", cost.time().direction().label());
    line.put("input", cost.kind().inputs().get(0).toString());
    line.put("layout", cost.kind().layout());
    line.put("implementation", cost.time().implementation());
    line.put("layers", cost.layers());
    line.put("share", BenchResult.rounded(cost.share(), 4));
    line.put("us", BenchResult.rounded(1e6 * cost.time().seconds(), 1));
    if (cost.computes()) {
      line.put("gflops_per_s", BenchResult.rounded(cost.rate() / 1e9, 2));
      line.put("sgemm_fraction", BenchResult.rounded(fraction, 4));
    } else {
      line.put("gb_per_s", BenchResult.rounded(cost.flow() / 1e9, 2));
      line.put("copy_fraction", BenchResult.rounded(fraction, 4));
    }
    line.put("fallback", slow);
    return line;
  }
}
