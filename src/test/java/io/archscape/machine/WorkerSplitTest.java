package io.archscape.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.store.WorkerEngine;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerSplitTest {
  private static final long GIB = 1L << 30;

  /** A worker needs 1 GiB; 0 stands for an option that is not given. */
  @ParameterizedTest
  @CsvSource({
    "8, 100, 50, 0, 0, 8 workers x 1 thread (8 cores)",
    "1, 100, 50, 0, 0, 1 worker x 1 thread (1 cores)",
    "8, 100,  3, 0, 0, 3 workers x 2 threads (3 models left for 8 cores)",
    "8, 100,  1, 0, 0, 1 worker x 8 threads (1 models left for 8 cores)",
    "8, 100,  5, 0, 0, 5 workers x 1 thread (5 models left for 8 cores)",
    "8,   4, 50, 0, 0, 4 workers x 2 threads (a worker needs about 1.0 of the 4.0 GiB free)",
    "8,   0, 50, 0, 0, 1 worker x 8 threads (a worker needs about 1.0 of the 0.0 GiB free)",
    "8, 100, 50, 3, 0, 3 workers x 1 thread (as asked)",
    "8, 100,  1, 3, 5, 3 workers x 5 threads (as asked)",
    "8, 100, 50, 0, 4, 2 workers x 4 threads (8 cores)",
    "8, 100, 50, 0, 3, 2 workers x 3 threads (8 cores)",
    "8, 100, 50, 0, 9, 1 worker x 9 threads (8 cores)",
    "8, 100,  1, 0, 1, 1 worker x 1 thread (1 models left for 8 cores)",
    "8,   2, 50, 0, 1, 2 workers x 1 thread (a worker needs about 1.0 of the 2.0 GiB free)",
    "8, 100,  0, 0, 0, 1 worker x 8 threads (0 models left for 8 cores)"
  })
  void oneThreadAWorkerUnlessModelsOrMemoryAreFew(
      int cores, int gib, int trials, int workers, int threads, String text) {
    WorkerSplit split =
        WorkerSplit.choose(
            new WorkerSplit.Supply(cores, gib * GIB, GIB, 1_000_000_000, trials),
            Optional.of(workers).filter(n -> n > 0),
            Optional.of(threads).filter(n -> n > 0));
    assertThat(split.text()).isEqualTo(text);
  }

  @Test
  void aSmallNetworkHasNoUseForManyThreads() {
    WorkerSplit.Supply small = new WorkerSplit.Supply(64, 100 * GIB, GIB, 100_000_000, 1);
    assertThat(WorkerSplit.choose(small, Optional.empty(), Optional.empty()).threads())
        .isEqualTo(2);
    WorkerSplit.Supply tiny = new WorkerSplit.Supply(64, 100 * GIB, GIB, 1, 1);
    assertThat(WorkerSplit.choose(tiny, Optional.empty(), Optional.empty()).threads()).isEqualTo(1);
    assertThat(WorkerSplit.choose(tiny, Optional.empty(), Optional.of(8)).threads()).isEqualTo(8);
  }

  @Test
  void nothingBelowOneIsASplit() {
    assertThatThrownBy(() -> new WorkerSplit(0, 1, "")).hasMessageContaining("got workers=0");
    assertThatThrownBy(() -> new WorkerSplit(1, 0, "")).hasMessageContaining("got threads=0");
  }

  @Test
  void oneThreadGoesWithoutSayingInAStore() {
    assertThat(new WorkerEngine("onednn", 1).text()).isEqualTo("onednn");
    assertThat(new WorkerEngine("onednn", 12).text()).isEqualTo("onednn, 12 threads");
    for (int threads : new int[] {1, 2, 64}) {
      WorkerEngine engine = new WorkerEngine("onednn", threads);
      assertThat(WorkerEngine.parse(engine.text())).isEqualTo(engine);
    }
  }
}
