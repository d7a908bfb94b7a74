package io.archscape.bench;

import io.archscape.bench.BenchProfile.OfOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A profile as JSON objects: one a row, and at the end one about the step. */
public final class BenchProfileLines {
  private final BenchProfile profile;

  public BenchProfileLines(BenchProfile profile) {
    this.profile = profile;
  }

  public List<Map<String, Object>> lines() {
    List<Map<String, Object>> lines = new ArrayList<>();
    profile.rows().forEach(row -> lines.add(line(row)));
    lines.add(step());
    return lines;
  }

  private Map<String, Object> line() {
    Map<String, Object> line = new TreeMap<>();
    line.put("bench", "profile");
    line.put("net", profile.net());
    return line;
  }

  private Map<String, Object> line(BenchProfileRow row) {
    Map<String, Object> line = line();
    line.put("op", row.op());
    line.put("direction", row.direction());
    line.put("implementation", row.implementation());
    line.put("calls", row.calls());
    line.put("ms", milliseconds(row.seconds()));
    line.put("share", share(row.seconds()));
    if (row.flops() > 0) {
      line.put("gflop", BenchResult.rounded(row.flops() / 1e9, 6));
      line.put("gflops_per_s", BenchResult.rounded(row.rate() / 1e9, 1));
      line.put("sgemm_fraction", BenchResult.rounded(row.rate() / profile.sgemm(), 3));
    }
    return line;
  }

  private Map<String, Object> step() {
    Map<String, Object> over = new TreeMap<>();
    Map<String, Object> nd4j = new TreeMap<>();
    for (OfOp op : profile.ops()) {
      if (profile.share(op.seconds()) > BenchProfileTable.MUCH) {
        over.put(op.op(), share(op.seconds()));
      }
      if (op.nd4j() > 0) {
        nd4j.put(op.op(), share(op.nd4j()));
      }
    }
    Map<String, Object> line = line();
    line.put("engine", profile.engine());
    line.put("batch", profile.step().batch());
    line.put("threads", profile.threads());
    line.put("images_per_s", Math.round(profile.imagesPerSecond()));
    line.put("step_ms", milliseconds(profile.step().whole()));
    line.put("divided_step_ms", milliseconds(profile.step().divided()));
    line.put("pieces_ms", milliseconds(profile.step().sum()));
    line.put("sgemm_gflops_per_s", BenchResult.rounded(profile.sgemm() / 1e9, 1));
    line.put("over_2_percent", over);
    line.put("left_to_nd4j", nd4j);
    return line;
  }

  private static double milliseconds(double seconds) {
    return BenchResult.rounded(1e3 * seconds, 4);
  }

  private double share(double seconds) {
    return BenchResult.rounded(profile.share(seconds), 5);
  }
}
