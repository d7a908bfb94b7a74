package io.archscape.cli;

import static io.archscape.Require.require;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.archscape.document.Documents;
import io.archscape.graph.Shape;
import io.archscape.space.Candidate;
import io.archscape.space.DesignSpace;
import io.archscape.space.Spaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures how fast architectures are drawn. */
@Command(
    name = "sample",
    description = {
      "Measure how many architectures a second are drawn, generated and costed. candidates_per_s",
      "counts every draw, costed_per_s only those that give a valid network."
    },
    mixinStandardHelpOptions = true)
final class BenchSampleCommand implements Runnable {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "SPACE", arity = "0..*", defaultValue = "regnetx")
  List<String> spaces;

  @Option(names = "--seconds", defaultValue = "3")
  double seconds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads that draw in parallel (default: one per core)")
  Optional<Integer> threads = Optional.empty();

  @Option(names = "--json", description = "print JSON; always on")
  boolean json;

  private final Documents documents = new Documents();

  @SuppressWarnings("NullAway.Init")
  BenchSampleCommand() {}

  @Override
  public void run() {
    int count = threads.orElseGet(() -> Runtime.getRuntime().availableProcessors());
    require(count >= 1, "bench threads must be at least 1, got threads=%d", count);
    for (String name : spaces) {
      DesignSpace space = new Spaces().open(name);
      Shape image = Shape.image(space.image());
      draw(space, image, count, seconds); // warm-up
      Draws draws = draw(space, image, count, seconds);
      Map<String, Object> line = new TreeMap<>();
      line.put("bench", "sample");
      line.put("space", name);
      line.put("threads", count);
      line.put("candidates_per_s", Math.round(draws.drawn / seconds));
      line.put("costed_per_s", Math.round(draws.costed / seconds));
      spec.commandLine().getOut().println(documents.canonicalJson(line));
    }
  }

  /**
   * @param drawn candidates
   * @param costed those of them that make a network
   * @param flops of all networks: what is counted must be looked at, or it need not be counted
   */
  private record Draws(long drawn, long costed, double flops) {
    Draws plus(Draws other) {
      return new Draws(drawn + other.drawn, costed + other.costed, flops + other.flops);
    }
  }

  @CanIgnoreReturnValue
  private static Draws draw(DesignSpace space, Shape image, int threads, double seconds) {
    List<CompletableFuture<Draws>> running = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (int i = 0; i < threads; i++) {
        SplittableRandom random = new SplittableRandom(i);
        running.add(CompletableFuture.supplyAsync(() -> draw(space, image, random, seconds), pool));
      }
      Draws all =
          running.stream()
              .map(CompletableFuture::join)
              .reduce(Draws::plus)
              .orElseThrow(() -> new IllegalStateException("no thread drew"));
      require(all.flops > 0, "space %s must hold a network, found none", space.name());
      return all;
    } finally {
      pool.shutdown();
    }
  }

  private static Draws draw(
      DesignSpace space, Shape image, SplittableRandom random, double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    long drawn = 0;
    long costed = 0;
    double flops = 0;
    while (System.nanoTime() < end) {
      for (int i = 0; i < 1000; i++, drawn++) {
        Optional<Candidate> candidate = space.draw(random);
        if (candidate.isPresent()) {
          flops += candidate.get().network().cost(image, space.classes()).flops();
          costed++;
        }
      }
    }
    return new Draws(drawn, costed, flops);
  }
}
