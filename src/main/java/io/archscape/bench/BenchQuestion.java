package io.archscape.bench;

import static io.archscape.Require.require;

import io.archscape.arch.Network;
import io.archscape.graph.Cost;
import io.archscape.graph.Shape;

/**
 * What a measured process is asked: the first line on its standard input.
 *
 * @param image the side of square images in three colours
 * @param warmup untimed steps before the process says that it is ready
 * @param steps timed ones of each round
 */
public record BenchQuestion(
    Network network, int image, int classes, int batch, int warmup, int steps, int threads) {
  public BenchQuestion {
    require(batch >= 1, "bench batch must be at least 1, got batch=%d", batch);
    require(warmup >= 0, "bench warmup must be 0 or more, got warmup=%d", warmup);
    require(steps >= 1, "bench steps must be at least 1, got steps=%d", steps);
    require(threads >= 1, "bench threads must be at least 1, got threads=%d", threads);
  }

  /** About one network. */
  public static BenchQuestion of(BenchNet net, int batch, int warmup, int steps, int threads) {
    return new BenchQuestion(
        net.network(), net.image(), net.classes(), batch, warmup, steps, threads);
  }

  /** Of one image forward. */
  public Cost cost() {
    return network.cost(Shape.image(image), classes);
  }
}
