package io.archscape.bench;

import io.archscape.bench.BenchProfile.OfOp;
import io.archscape.wording.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A profile to be read by people. */
public final class BenchProfileTable {
  /** The share of a step from which on an operation is worth a look. */
  static final double MUCH = 0.02;

  private static final int WORDS = 3;
  private static final String NONE = "-";
  private static final List<String> HEADINGS =
      List.of(
          "op", "direction", "implementation", "calls", "ms", "share %", "GFLOP/s", "of SGEMM %");

  private final BenchProfile profile;

  public BenchProfileTable(BenchProfile profile) {
    this.profile = profile;
  }

  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(profile.heading());
    lines.add(
        text(
            "a step %.2f ms, piece by piece %.2f ms (%+.1f %%), all pieces %.2f ms; SGEMM %.1f GFLOP/s",
            1e3 * profile.step().whole(),
            1e3 * profile.step().divided(),
            100 * profile.costOfDividing(),
            1e3 * profile.step().sum(),
            profile.sgemm() / 1e9));
    lines.addAll(table().lines());
    lines.add(shares("over 2 % of a step", OfOp::seconds, this::isMuch));
    lines.add(shares("under 2 %", OfOp::seconds, op -> !isMuch(op)));
    lines.add(shares("left to ND4J", OfOp::nd4j, op -> op.nd4j() > 0));
    lines.add(shares("of these over 2 %", OfOp::nd4j, op -> op.nd4j() > 0 && isMuch(op)));
    return lines;
  }

  private boolean isMuch(OfOp op) {
    return profile.share(op.seconds()) > MUCH;
  }

  private TextTable table() {
    TextTable table = new TextTable(WORDS);
    table.row(HEADINGS);
    List<BenchProfileRow> rows = profile.rows();
    rows.forEach(row -> table.row(texts(row)));
    table.row(
        texts(
            new BenchProfileRow(
                "total",
                "",
                "",
                rows.stream().mapToInt(BenchProfileRow::calls).sum(),
                profile.step().sum(),
                rows.stream().mapToDouble(BenchProfileRow::flops).sum())));
    return table;
  }

  private List<String> texts(BenchProfileRow row) {
    boolean counts = row.flops() > 0;
    return List.of(
        row.op(),
        row.direction(),
        row.implementation(),
        String.valueOf(row.calls()),
        text("%.3f", 1e3 * row.seconds()),
        percent(row.seconds()),
        counts ? text("%.1f", row.rate() / 1e9) : NONE,
        counts ? text("%.1f", 100 * row.rate() / profile.sgemm()) : NONE);
  }

  private String shares(String what, ToDoubleFunction<OfOp> seconds, Predicate<OfOp> which) {
    List<OfOp> some = profile.ops().stream().filter(which).toList();
    if (some.isEmpty()) {
      return what + ": none";
    }
    double sum = some.stream().mapToDouble(seconds).sum();
    return some.stream()
        .map(op -> op.op() + " " + percent(seconds.applyAsDouble(op)))
        .collect(Collectors.joining(", ", what + ": ", "; together " + percent(sum)));
  }

  private String percent(double seconds) {
    return text("%.1f", 100 * profile.share(seconds));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
