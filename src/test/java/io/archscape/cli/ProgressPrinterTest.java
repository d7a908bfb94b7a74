package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.experiment.Experiment;
import io.archscape.experiment.PlannedTrial;
import io.archscape.sweep.InFlight;
import io.archscape.sweep.Snapshot;
import io.archscape.sweep.SweepEvent;
import io.archscape.sweep.SweepSummary;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressPrinterTest {
  private static final List<PlannedTrial> TRIALS =
      Experiment.parse(
              "test",
              """
              name: test
              description: ""
              spaces: [cifar-anynetx-c]
              models: 12
              band: {flops: ..2M}
              data: {name: shapes, train: 128, validation: 64, image: 16, seed: 1}
              recipe: {epochs: 4, batch: 32}
              seed: 3
              """)
          .plan()
          .trials();

  private final StringWriter printed = new StringWriter();

  private static Snapshot snapshot(double seconds, int running, boolean paused) {
    Map<String, InFlight> trials = new LinkedHashMap<>();
    for (int i = running; i > 0; i--) {
      PlannedTrial trial = TRIALS.get(i - 1);
      OptionalDouble error = i == 1 ? OptionalDouble.empty() : OptionalDouble.of(0.5 / i);
      trials.put(trial.id(), new InFlight(trial, i, i == 1 ? 0 : i % 4, error, 0));
    }
    return new Snapshot(
        seconds,
        new SweepSummary(3, 0, 1, 0, 8),
        Map.of("cifar-anynetx-c", OptionalDouble.of(0.25)),
        new Snapshot.Labour(1000, 100, 10, 80),
        trials,
        2,
        paused);
  }

  private ProgressPrinter printer(boolean terminal, int columns, int rows) {
    return new ProgressPrinter(
        new PrintWriter(printed, true), terminal, new WorkerBars(columns, rows));
  }

  private static SweepEvent tick(double seconds) {
    return new SweepEvent.Tick(seconds);
  }

  @Test
  void eachWorkerHasABar() {
    assertThat(new WorkerBars(80, 24).lines(snapshot(10, 2, false)))
        .startsWith(
            "  1 cifar-anynetx-c 0 [                              ] 0/4 epochs",
            "  2 cifar-anynetx-c 1 [===============               ] 2/4 epochs, error 25.0 %")
        .hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 33, 47, 60, 80, 200})
  void noLineIsLongerThanTheTerminal(int columns) {
    assertThat(new WorkerBars(columns, 24).lines(snapshot(10, 9, true)))
        .hasSize(10)
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(Math.max(20, columns)));
  }

  @Test
  void aLowTerminalShowsTheFirstWorkers() {
    List<String> lines = new WorkerBars(80, 6).lines(snapshot(10, 9, false));
    assertThat(lines).hasSize(5);
    assertThat(lines.get(3)).isEqualTo("    and 6 more");
  }

  @Test
  void aFrameIsPrintedOverTheLastOne() {
    ProgressPrinter printer = printer(true, 80, 24);
    printer.update(tick(1), snapshot(1, 2, false));
    assertThat(printed.toString())
        .startsWith("\r\u001b[?7l  1 cifar")
        .endsWith("\u001b[K\u001b[J\u001b[?7h")
        .doesNotEndWith("\n");
    printed.getBuffer().setLength(0);
    printer.update(tick(1.01), snapshot(1.01, 2, false));
    assertThat(printed.toString()).as("not more often than eyes can see").isEmpty();
    printer.update(tick(2), snapshot(2, 1, false));
    assertThat(printed.toString()).startsWith("\r\u001b[2A\u001b[?7l  1 cifar");
    printed.getBuffer().setLength(0);
    printer.update(
        new SweepEvent.TrialPruned(2.01, TRIALS.get(1), "hopeless"), snapshot(2.01, 1, false));
    assertThat(printed.toString())
        .startsWith("\r\u001b[1A\u001b[Jcifar-anynetx-c 1 pruned: hopeless\n\r\u001b[?7l  1 ");
    printer.end();
    assertThat(printed.toString()).endsWith("\u001b[?7h" + System.lineSeparator());
  }

  @Test
  void elsewhereALineAMinuteIsPrintedAndTheLast() {
    ProgressPrinter printer = printer(false, 80, 24);
    for (int second = 0; second <= 130; second++) {
      printer.update(tick(second), snapshot(second, 2, false));
    }
    assertThat(printed.toString().lines()).hasSize(3).allMatch(line -> line.startsWith("3/12"));
    assertThat(printed.toString()).doesNotContain("\u001b");
    printer.update(
        new SweepEvent.Adjusted(131, "1 worker, going on", 1, false), snapshot(131, 2, false));
    assertThat(printed.toString().lines().skip(3)).containsExactly("adjusted: 1 worker, going on");
    printer.end();
    assertThat(printed.toString().lines()).hasSize(5);
    printer.end();
    assertThat(printed.toString().lines()).hasSize(5);
  }

  @Test
  void aPauseIsSaid() {
    assertThat(snapshot(10, 2, true).line()).endsWith("| paused, 2 still in flight");
    assertThat(snapshot(10, 2, false).line()).doesNotContain("paused").contains(" left");
  }
}
