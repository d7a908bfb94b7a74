package io.archscape.data;

import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One pass over batches, each made by a thread of its own while the caller works with the one
 * before. Which thread makes a batch changes none of its bits. To be used from one thread; closing
 * it ends the other.
 */
public final class BatchFeed implements AutoCloseable {
  /** Makes batch {@code k}: see {@link Batches#fill}. */
  @FunctionalInterface
  interface Filler {
    void fill(int k, Batch batch);
  }

  /** Images in memory that the feed uses again: good until the next batch is asked for. */
  public static final class Batch {
    private final float[] values;
    private final int[] labels;
    private final int[] partners;
    private int count;
    private double share = 1;
    private long nanos;

    Batch(int images, int imageSize) {
      values = new float[Math.multiplyExact(images, imageSize)];
      labels = new int[images];
      partners = new int[images];
    }

    private Batch fill(int k, Filler filler) {
      long start = System.nanoTime();
      filler.fill(k, this);
      nanos = System.nanoTime() - start;
      return this;
    }

    void holds(int images, double ownShare) {
      count = images;
      share = ownShare;
    }

    /** Normalised, (N,H,W,C); behind the last image lies what an earlier batch left. */
    public float[] values() {
      return values;
    }

    /** Class indices, (N). */
    public int[] labels() {
      return labels;
    }

    /** Class index of the image mixed into each; its own where there is no mixing, (N). */
    public int[] partners() {
      return partners;
    }

    /** What each image keeps of itself, 0 to 1; 1 where there is no mixing. */
    public double share() {
      return share;
    }

    /** Images in this batch: N, or fewer in the last one. */
    public int count() {
      return count;
    }
  }

  private final int count;
  private final Filler filler;
  private final ExecutorService maker;
  private Batch spare;
  private Future<Batch> coming;
  private int taken;
  private long busyNanos;
  private long waitedNanos;

  /**
   * Begins with the first batch.
   *
   * @param count of batches
   * @param images in a full batch
   * @param imageSize values of one image
   */
  BatchFeed(int count, int images, int imageSize, Filler filler) {
    this.count = count;
    this.filler = filler;
    spare = new Batch(images, imageSize);
    Batch first = new Batch(images, imageSize);
    maker = Executors.newSingleThreadExecutor(BatchFeed::thread);
    coming = maker.submit(() -> first.fill(0, filler));
  }

  /** Begins with the first batch; the others follow in order. */
  public static BatchFeed of(Batches batches) {
    return new BatchFeed(batches.count(), batches.size(), batches.imageSize(), batches::fill);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "batches");
    thread.setDaemon(true);
    return thread;
  }

  /** How many batches there are. */
  public int count() {
    return count;
  }

  /**
   * The next batch, as soon as it is there. The one before must not be used any more.
   *
   * @throws NoSuchElementException after the last one
   * @throws IllegalStateException if it could not be made, with the cause
   * @throws CancellationException if this thread is interrupted
   */
  public Batch next() {
    if (taken == count) {
      throw new NoSuchElementException("batches must be at most " + count + ", got one more call");
    }
    long start = System.nanoTime();
    Batch ready = awaited();
    waitedNanos += System.nanoTime() - start;
    busyNanos += ready.nanos;
    taken++;
    if (taken < count) {
      Batch given = spare;
      int k = taken;
      coming = maker.submit(() -> given.fill(k, filler));
      spare = ready;
    }
    return ready;
  }

  private Batch awaited() {
    try {
      return coming.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while batch " + taken + " was being made");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error; // memory that is gone stays what it is
      }
      throw new IllegalStateException("batch " + taken + " must be made, got " + e.getCause(), e);
    }
  }

  /** How long {@link #next()} waited, and how long the batches taken took to make. */
  public FeedTime time() {
    return new FeedTime(waitedNanos / 1e9, busyNanos / 1e9);
  }

  /** Ends the feed's thread, whatever it does, and waits for its end. */
  @Override
  public void close() {
    maker.shutdownNow();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = maker.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
