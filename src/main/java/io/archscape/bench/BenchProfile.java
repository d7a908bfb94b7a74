package io.archscape.bench;

import static io.archscape.Require.require;

import io.archscape.engine.Kernel.Direction;
import io.archscape.train.StepProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A training step of a network, taken apart.
 *
 * @param net its name
 * @param sgemm multiplications and additions a second of the matrix product on as many threads
 */
public record BenchProfile(String net, String engine, int threads, double sgemm, StepProfile step) {
  /** What rows are called by, in order. */
  public static final List<String> DIRECTIONS =
      Stream.concat(
              Stream.of(Direction.values()).map(Direction::label), Stream.of(BenchProfileRow.STEP))
          .toList();

  public BenchProfile {
    require(sgemm > 0, "bench sgemm must be positive, got sgemm=%s", sgemm);
  }

  /**
   * All rows of an operation.
   *
   * @param nd4j seconds in ND4J
   */
  public record OfOp(String op, double seconds, double nd4j) {
    private static OfOp of(String op, List<BenchProfileRow> rows) {
      return new OfOp(op, seconds(rows), seconds(inNd4j(rows)));
    }

    private static List<BenchProfileRow> inNd4j(List<BenchProfileRow> rows) {
      return rows.stream().filter(BenchProfileRow::inNd4j).toList();
    }

    private static double seconds(List<BenchProfileRow> rows) {
      return rows.stream().mapToDouble(BenchProfileRow::seconds).sum();
    }
  }

  public List<BenchProfileRow> rows() {
    return BenchProfileRow.of(step);
  }

  /** The longest first. */
  public List<OfOp> ops() {
    Map<String, List<BenchProfileRow>> ops = new LinkedHashMap<>();
    rows().forEach(row -> ops.computeIfAbsent(row.op(), op -> new ArrayList<>()).add(row));
    List<OfOp> all = new ArrayList<>();
    ops.forEach((op, rows) -> all.add(OfOp.of(op, rows)));
    return List.copyOf(all);
  }

  /** Of all pieces, so that all shares are 1 together. */
  double share(double seconds) {
    return seconds / step.sum();
  }

  /** Of undivided steps. */
  double imagesPerSecond() {
    return step.batch() / step.whole();
  }

  /** By how much of itself a step takes longer in pieces. */
  double costOfDividing() {
    return step.divided() / step.whole() - 1;
  }

  /** In one line. */
  public String heading() {
    return "%s, batch %d, %s, %d %s: %.0f images/s"
        .formatted(
            net,
            step.batch(),
            engine,
            threads,
            threads == 1 ? "thread" : "threads",
            imagesPerSecond());
  }
}
