package io.archscape.sweep;

import java.nio.file.Path;
import java.util.Map;

/** A process of its own that runs a sweep of fake trials, to be killed. */
final class FakeCoordinator {
  static final String EXPERIMENT = "name: killed\n";
  static final Plan PLAN = Fakes.plan("c", 1, FakeWorker.WAITS, 2);

  private FakeCoordinator() {}

  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    try (Sweep sweep = Sweep.open(folder, EXPERIMENT, PLAN, "test", "fake")) {
      sweep.run(
          new LocalRunner.Settings(FakeWorker.command(folder), Map.of(), 1, 2), Progress.silent());
    }
  }
}
