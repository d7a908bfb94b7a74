package io.archscape.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BatchFeedTest {
  /** The thread of the feed under test, as its filler sees it. */
  private final AtomicReference<Thread> maker = new AtomicReference<>();

  private static final Normalisation NORMALISATION =
      new Normalisation(List.of(100.0, 50.0), List.of(20.0, 10.0));

  private static Images images(int count) {
    byte[] pixels = new byte[count * 3 * 4 * 2];
    new SplittableRandom(1).nextBytes(pixels);
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % 3);
    }
    return Images.of(3, 4, 2, List.of("a", "b", "c"), pixels, labels);
  }

  /** The slow twin: each batch made by the caller, in memory of its own. */
  private static void assertSameAsInTurn(Batches batches, int batch) {
    try (BatchFeed feed = BatchFeed.of(batches)) {
      assertThat(feed.count()).isEqualTo(batches.count());
      for (int k = 0; k < batches.count(); k++) {
        BatchFeed.Batch alone = new BatchFeed.Batch(batch, 24);
        batches.fill(k, alone);
        int count = alone.count();
        BatchFeed.Batch ahead = feed.next();
        assertThat(ahead.count()).isEqualTo(count);
        for (int i = 0; i < count * 24; i++) {
          assertThat(Float.floatToRawIntBits(ahead.values()[i]))
              .isEqualTo(Float.floatToRawIntBits(alone.values()[i]));
        }
        assertThat(ahead.labels()).startsWith(Arrays.copyOf(alone.labels(), count));
        assertThat(ahead.partners()).startsWith(Arrays.copyOf(alone.partners(), count));
        assertThat(ahead.share()).isEqualTo(alone.share());
      }
      assertThatThrownBy(feed::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Property(tries = 100)
  void givesTheBitsThatTheCallerWouldMake(
      @ForAll @IntRange(min = 1, max = 40) int count,
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(max = 3) int pad,
      @ForAll long seed) {
    Images images = images(count);
    assertSameAsInTurn(Batches.inOrder(images, NORMALISATION, batch), batch);
    if (batch <= count) {
      Augment augment = new Augment(true, pad);
      assertSameAsInTurn(Batches.shuffled(images, NORMALISATION, batch, augment, seed, 1), batch);
      assertSameAsInTurn(
          Batches.shuffled(images, NORMALISATION, batch, augment, new Mix(0.5, 0.5), seed, 1),
          batch);
    }
  }

  @Test
  void makesOneBatchAheadAndNoMore() throws InterruptedException {
    CountDownLatch second = new CountDownLatch(2);
    AtomicInteger made = new AtomicInteger();
    try (BatchFeed feed =
        new BatchFeed(
            5,
            1,
            1,
            (k, batch) -> {
              maker.set(Thread.currentThread());
              batch.values()[0] = made.getAndIncrement();
              second.countDown();
            })) {
      BatchFeed.Batch first = feed.next();
      second.await(); // made without being asked for
      awaitIdleMaker(); // with a third to make it would go on with that
      assertThat(made).hasValue(2);
      assertThat(first.values()).as("still the first").containsExactly(0f);
      assertThat(feed.next().values()).containsExactly(1f);
    }
  }

  /** The feed's thread has nothing left to make, and waits for work. */
  private void awaitIdleMaker() throws InterruptedException {
    while (maker.get().getState() != Thread.State.WAITING) {
      if (Thread.interrupted()) { // by the class's time limit
        throw new InterruptedException();
      }
      Thread.onSpinWait();
    }
  }

  @Test
  void aBatchThatCannotBeMadeIsReportedWhenItsTurnComes() throws InterruptedException {
    RuntimeException cause = new IllegalArgumentException("torn image");
    try (BatchFeed feed = failingAt(2, cause)) {
      assertThat(feed.next().values()).containsExactly(0f);
      assertThat(feed.next().values()).containsExactly(1f);
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(feed::next)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("batch 2 must be made, got")
            .hasMessageContaining("torn image")
            .hasRootCause(cause);
      }
    }
    awaitEndOfMaker();
  }

  @Test
  void anErrorStaysAnError() {
    Error cause = new OutOfMemoryError("heap");
    try (BatchFeed feed = failingAt(0, cause)) {
      assertThatThrownBy(feed::next).isSameAs(cause);
    }
  }

  private BatchFeed failingAt(int bad, Throwable cause) {
    return new BatchFeed(
        4,
        1,
        1,
        (k, batch) -> {
          maker.set(Thread.currentThread());
          if (k == bad) {
            throw BatchFeedTest.<RuntimeException>sneaky(cause);
          }
          batch.values()[0] = k;
        });
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T sneaky(Throwable cause) throws T {
    throw (T) cause;
  }

  /** Fills for ever, until it is interrupted. */
  private BatchFeed stuck(CountDownLatch begun) {
    return new BatchFeed(
        2,
        1,
        1,
        (k, batch) -> {
          maker.set(Thread.currentThread());
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Test
  void closingEndsTheThreadInTheMiddleOfABatch() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    BatchFeed feed = stuck(begun);
    begun.await();
    assertThat(maker.get().isAlive()).isTrue();
    feed.close();
    awaitEndOfMaker();
    feed.close(); // and again does no harm
  }

  @Test
  void closingWhileInterruptedStillEndsTheThread() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    BatchFeed feed = stuck(begun);
    begun.await();
    Thread.currentThread().interrupt();
    feed.close();
    assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
    awaitEndOfMaker();
  }

  @Test
  void anInterruptEndsTheWait() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    try (BatchFeed feed = stuck(begun)) {
      begun.await();
      Thread.currentThread().interrupt();
      assertThatThrownBy(feed::next).isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    awaitEndOfMaker();
  }

  @Test
  void tellsWhoWaitedAndWhoWorked() {
    CountDownLatch made = new CountDownLatch(2);
    try (BatchFeed feed =
        new BatchFeed(
            2,
            1,
            1,
            (k, batch) -> {
              pause();
              made.countDown();
            })) {
      assertThat(feed.time()).isEqualTo(FeedTime.NONE);
      feed.next();
      double first = feed.time().waited();
      made.await(); // the second is made while this thread does something else
      pause();
      feed.next();
      FeedTime time = feed.time();
      assertThat(time.busy()).isGreaterThanOrEqualTo(0.04);
      assertThat(time.waited()).isGreaterThanOrEqualTo(first);
      assertThat(time.plus(time)).isEqualTo(new FeedTime(2 * time.waited(), 2 * time.busy()));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void awaitEndOfMaker() throws InterruptedException {
    maker.get().join(); // until the class's time limit
    assertThat(maker.get().isAlive()).isFalse();
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
