package io.archscape.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BusyTimeTest {
  private static double sum(int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.sqrt(i);
    }
    return sum;
  }

  @Test
  void isPositiveAndNoLongerThanItTook() {
    double[] result = new double[1];
    long start = System.nanoTime();
    double busy = BusyTime.of(() -> result[0] = sum(1_000_000));
    double elapsed = (System.nanoTime() - start) / 1e9;
    assertThat(result[0]).isPositive();
    assertThat(busy).isPositive().isLessThanOrEqualTo(elapsed);
  }

  /** As a thread waits for a processor while another program has it. */
  @Test
  void waitingDoesNotCount() throws InterruptedException {
    assumeTrue(ManagementFactory.getThreadMXBean().isCurrentThreadCpuTimeSupported());
    CountDownLatch done = new CountDownLatch(1);
    double[] sum = new double[1];
    double[] other = new double[1];
    Thread thread =
        new Thread(
            () -> {
              other[0] = BusyTime.of(() -> sum[0] = sum(100_000_000));
              done.countDown();
            });
    double busy =
        BusyTime.of(
            () -> {
              thread.start();
              await(done);
            });
    thread.join();
    assertThat(sum[0]).isPositive();
    assertThat(busy).isPositive().isLessThan(other[0]);
  }

  private static void await(CountDownLatch done) {
    try {
      done.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
