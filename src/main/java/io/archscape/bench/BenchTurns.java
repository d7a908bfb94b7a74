package io.archscape.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Crews that take turns: the matrix product first, then ours, then the peers. While one works the
 * others wait for a line and take no time.
 */
public final class BenchTurns implements AutoCloseable {
  private final List<BenchCrew> crews = new ArrayList<>();

  /** Starts a crew and waits until it is warm. */
  public void add(BenchContender contender, BenchQuestion question, int processes)
      throws IOException, InterruptedException {
    crews.add(BenchCrew.start(contender, question, processes));
  }

  /** Each crew once. */
  public void round() throws IOException, InterruptedException {
    for (BenchCrew crew : crews) {
      crew.round();
    }
  }

  /** What the rounds so far say. */
  public BenchResult result(String net, long macs, BenchMode mode) {
    BenchCrew own = crews.get(1);
    Map<String, Double> peers = new TreeMap<>();
    crews.subList(2, crews.size()).forEach(peer -> peers.put(peer.name(), peer.rate()));
    return new BenchResult(
        net, macs, mode, own.name(), own.rate(), crews.get(0).rate(), own.fallbacks(), peers);
  }

  @Override
  public void close() throws IOException {
    for (BenchCrew crew : crews) {
      crew.close();
    }
  }
}
