package io.archscape.sweep;

import io.archscape.experiment.Plan;
import java.nio.file.Path;

/** A process of its own that runs a sweep of fake trials, to be killed, or asked to end. */
final class FakeCoordinator {
  static final Plan PLAN = Fakes.plan("c", 1, FakeWorker.WAITS, 2);

  private FakeCoordinator() {}

  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    try (Sweep sweep = Fakes.open(folder, PLAN)) {
      Runtime.getRuntime().addShutdownHook(new Thread(sweep::stop));
      sweep.run(Fakes.workers(folder, 1), Progress.silent());
    }
  }
}
