package io.archscape.bench;

import static io.archscape.Require.require;

/**
 * How much is measured.
 *
 * @param batch images a step
 * @param warmup untimed steps at the start of each process
 * @param steps timed ones of each round
 * @param rounds in each of which every contender has a turn
 */
public record BenchEffort(int batch, int warmup, int steps, int rounds) {
  public BenchEffort {
    require(rounds >= 1, "bench rounds must be at least 1, got rounds=%d", rounds);
    BenchQuestion.of(BenchNet.PANEL.get(0), batch, warmup, steps, 1); // refuses the other numbers
  }

  BenchQuestion question(BenchNet net, int threads) {
    return BenchQuestion.of(net, batch, warmup, steps, threads);
  }
}
