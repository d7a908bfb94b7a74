package io.archscape.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.archscape.InputException;
import io.archscape.RunFailed;
import io.archscape.document.Documents;
import io.archscape.graph.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A pool of processes of one thread each that train networks. Each takes the next network as soon
 * as it is done with one, as the workers of a sweep do; data and libraries are loaded once.
 */
public final class BenchPool {
  private final Documents documents = new Documents();
  private final BenchContender contender;
  private final PoolTask task;
  private final List<BenchNet> nets;
  private final BenchSweepRun.Trained[] trained;
  private final AtomicInteger next = new AtomicInteger();
  private final Queue<BenchProcess> running = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable RuntimeException> firstFailure = new AtomicReference<>();

  private BenchPool(BenchContender contender, PoolTask task, List<BenchNet> nets) {
    this.contender = contender;
    this.task = task;
    this.nets = List.copyOf(nets);
    this.trained = new BenchSweepRun.Trained[nets.size()];
  }

  /**
   * Trains all networks.
   *
   * @param processes at a time
   * @throws RunFailed if a process fails, or builds another network than it was asked for
   */
  public static BenchSweepRun train(
      BenchContender contender, PoolTask task, List<BenchNet> nets, int processes)
      throws InterruptedException {
    BenchPool pool = new BenchPool(contender, task, nets);
    long start = System.nanoTime();
    pool.run(Math.min(processes, nets.size()));
    double seconds = (System.nanoTime() - start) / 1e9;
    return new BenchSweepRun(contender.name(), seconds, Arrays.asList(pool.trained));
  }

  private void run(int processes) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      threads.add(new Thread(this::serve, "pool " + i));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    RuntimeException failure = firstFailure.get();
    if (failure != null) {
      throw failure;
    }
  }

  /** One process, from its start to its end; if it fails, all end. */
  private void serve() {
    try (BenchProcess process = BenchProcess.start(contender, task, 1)) {
      running.add(process);
      for (int i = next.getAndIncrement(); i < nets.size(); i = next.getAndIncrement()) {
        process.say(documents.canonicalJson(Map.of("network", nets.get(i).network())));
        trained[i] = trained(nets.get(i), process.answer());
      }
    } catch (RunFailed | InputException e) {
      fail(e);
    } catch (IOException | InterruptedException e) {
      fail(new RunFailed("%s must train networks, got %s".formatted(contender.name(), e), e));
    }
  }

  private void fail(RuntimeException failure) {
    firstFailure.compareAndSet(null, failure);
    next.set(nets.size());
    running.forEach(BenchProcess::stop);
  }

  private BenchSweepRun.Trained trained(BenchNet net, JsonNode answer) {
    long asked = net.network().cost(Shape.image(net.image()), net.classes()).params();
    long built = answer.path("params").asLong();
    if (built != asked) {
      throw new RunFailed(
          "%s must train %s with %d parameters, got %d"
              .formatted(contender.name(), net.label(), asked, built));
    }
    OptionalDouble error = OptionalDouble.of(answer.path("error").asDouble());
    return new BenchSweepRun.Trained(net.label(), error, answer.path("seconds").asDouble());
  }
}
