package io.archscape.bench;

import io.archscape.InputException;
import io.archscape.RunFailed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Crews that take turns: the matrix product first, then ours, then the peers. While one works the
 * others wait for a line and take no time. A peer that fails is left out from then on; of the other
 * two, a failure ends the measurement.
 */
public final class BenchTurns implements AutoCloseable {
  private final List<BenchCrew> own = new ArrayList<>();
  private final List<BenchCrew> peers = new ArrayList<>();
  private final Consumer<String> failures;

  /**
   * None yet.
   *
   * @param failures takes a line for each peer that fails
   */
  public BenchTurns(Consumer<String> failures) {
    this.failures = failures;
  }

  /** Starts the matrix product, or at the second call ours, and waits until it is warm. */
  public void addOwn(BenchContender contender, BenchQuestion question, int processes)
      throws IOException, InterruptedException {
    own.add(BenchCrew.start(contender, question, processes));
  }

  /** Starts a peer and waits until it is warm; gives whether that went well. */
  public boolean addPeer(BenchContender contender, BenchQuestion question, int processes)
      throws IOException, InterruptedException {
    try {
      peers.add(BenchCrew.start(contender, question, processes));
      return true;
    } catch (RunFailed | InputException e) {
      failures.accept(e.getMessage());
      return false;
    }
  }

  /** Each crew once. */
  public void round() throws IOException, InterruptedException {
    for (BenchCrew crew : own) {
      crew.round();
    }
    for (BenchCrew peer : List.copyOf(peers)) {
      try {
        peer.round();
      } catch (RunFailed | InputException e) {
        failures.accept(e.getMessage());
        peers.remove(peer);
        peer.close();
      }
    }
  }

  /** What the rounds so far say. */
  public BenchResult result(String net, long macs, BenchMode mode) {
    BenchCrew sgemm = own.get(0);
    BenchCrew ours = own.get(1);
    Map<String, Double> rates = new TreeMap<>();
    peers.forEach(peer -> rates.put(peer.name(), peer.rate()));
    return new BenchResult(
        net, macs, mode, ours.name(), ours.rate(), sgemm.rate(), ours.fallbacks(), rates);
  }

  @Override
  public void close() throws IOException {
    for (BenchCrew crew : own) {
      crew.close();
    }
    for (BenchCrew peer : peers) {
      peer.close();
    }
  }
}
