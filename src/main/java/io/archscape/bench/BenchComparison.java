package io.archscape.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Ours against the peers, network by network. A peer that fails on a network is left out there; one
 * that compiles its networks, from there on.
 */
public final class BenchComparison {
  private final BenchContender product;
  private final BenchContender own;
  private final List<BenchContender> peers;
  private final BenchEffort effort;
  private final Consumer<String> progress;

  /**
   * Nothing is measured yet.
   *
   * @param product the matrix product
   * @param progress takes lines for the user: what is being done, and which peer fails
   */
  public BenchComparison(
      BenchContender product,
      BenchContender own,
      List<BenchContender> peers,
      BenchEffort effort,
      Consumer<String> progress) {
    this.product = product;
    this.own = own;
    this.peers = new ArrayList<>(peers);
    this.effort = effort;
    this.progress = progress;
  }

  /** Measures one network on all of this machine's cores. */
  public BenchResult measure(BenchNet net, BenchMode mode)
      throws IOException, InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    BenchQuestion question = effort.question(net, mode.threads(cores));
    String where = net.label() + " " + mode.label() + ": ";
    Consumer<String> failures = why -> progress.accept(where + why + "; it is left out");
    try (BenchTurns turns = new BenchTurns(failures)) {
      for (BenchContender contender : List.of(product, own)) {
        progress.accept(where + contender.name() + " warms up");
        turns.addOwn(contender, question, mode.processes(cores));
      }
      for (BenchContender peer : List.copyOf(peers)) {
        progress.accept(where + peer.name() + " warms up");
        boolean started = turns.addPeer(peer, question, mode.processes(cores));
        if (!started && peer.compiles()) {
          peers.remove(peer);
        }
      }
      for (int round = 1; round <= effort.rounds(); round++) {
        progress.accept(where + "round %d of %d".formatted(round, effort.rounds()));
        turns.round();
      }
      return turns.result(net.label(), question.cost().flops(), mode);
    }
  }
}
