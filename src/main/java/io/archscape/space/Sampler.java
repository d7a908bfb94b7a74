package io.archscape.space;

import static io.archscape.Require.require;

import io.archscape.InputException;
import io.archscape.arch.Network;
import io.archscape.graph.Cost;
import io.archscape.graph.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Draws distinct networks of a space within a band of cost, in an order that follows from the seed
 * alone: asked for more, it continues where it stopped.
 */
public final class Sampler {
  /** It gives up after this many draws without a new network. */
  public static final long PATIENCE = 1_000_000;

  /** Draws that share a generator, so that chunks drawn side by side are those drawn in turn. */
  private static final int CHUNK = 1024;

  /** Chunks are drawn in parallel only after this many draws: most searches end sooner. */
  private static final int SLOW_START = 4 * CHUNK;

  private static final int SIDE_BY_SIDE = 16;

  private final DesignSpace space;
  private final Band band;
  private final Shape image;
  private final int classes;
  private final long patience;
  private final SplittableRandom seeds;
  private SplittableRandom random;
  private long fetched;
  private final Queue<Lot> ahead = new ArrayDeque<>();
  private final Set<Network> met = new HashSet<>();
  private long drawn;
  private long valid;
  private long inBand;
  private Optional<Cost> nearest = Optional.empty();

  /** A search that gives up after {@link #PATIENCE} vain draws. */
  public Sampler(DesignSpace space, Band band, int image, int classes, long seed) {
    this(space, band, image, classes, seed, PATIENCE);
  }

  /** The same for images that are not square or not in three colours. */
  public Sampler(DesignSpace space, Band band, Shape image, int classes, long seed) {
    this(space, band, image, classes, seed, PATIENCE);
  }

  /**
   * @param image pixels a side
   * @param patience draws without a new network before it gives up
   */
  public Sampler(DesignSpace space, Band band, int image, int classes, long seed, long patience) {
    this(space, band, Shape.image(image), classes, seed, patience);
  }

  private Sampler(
      DesignSpace space, Band band, Shape image, int classes, long seed, long patience) {
    require(classes >= 1, "classes must be at least 1, got classes=%d", classes);
    require(patience >= 1, "patience must be at least 1 draw, got patience=%d", patience);
    this.space = space;
    this.band = band;
    this.image = image;
    this.classes = classes;
    this.patience = patience;
    this.seeds = new SplittableRandom(seed);
    this.random = seeds;
  }

  /**
   * The next {@code count} networks.
   *
   * @throws InputException if the search found too few
   */
  public List<Sample> take(int count) {
    require(count >= 0, "count must not be negative, got count=%d", count);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(next());
    }
    return samples;
  }

  /**
   * The next network.
   *
   * @throws InputException if the search found too few
   */
  public Sample next() {
    for (long vain = 0; vain < patience; vain++) {
      Optional<Sample> found = tryOne();
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new InputException(failure());
  }

  /** What became of the draws so far. */
  public Acceptance acceptance() {
    return new Acceptance(drawn, valid, inBand, inBand - met.size());
  }

  private Optional<Sample> tryOne() {
    while (ahead.isEmpty()) {
      ahead.addAll(fetch());
    }
    Lot lot = ahead.element();
    Outcome outcome = lot.next();
    if (!lot.hasNext()) {
      ahead.remove();
    }
    drawn++;
    if (outcome == Outcome.INVALID) {
      return Optional.empty();
    }
    valid++;
    if (outcome == Outcome.OUTSIDE) {
      rememberNearest(lot.nearest);
      return Optional.empty();
    }
    inBand++;
    Found found = lot.inBand.remove();
    boolean isNew = met.add(found.candidate.network());
    return isNew ? Optional.of(sample(found.candidate, found.cost)) : Optional.empty();
  }

  /** The first draws bit by bit, later ones many at a time and side by side. */
  private List<Lot> fetch() {
    if (fetched < SLOW_START) {
      int done = (int) (fetched % CHUNK);
      if (done == 0) {
        random = seeds.split();
      }
      int count = (int) Math.min(CHUNK - done, Math.max(1, fetched));
      fetched += count;
      return List.of(new Lot(random, count));
    }
    List<SplittableRandom> generators = new ArrayList<>();
    for (int i = 0; i < SIDE_BY_SIDE; i++) {
      generators.add(seeds.split());
    }
    fetched += (long) SIDE_BY_SIDE * CHUNK;
    return generators.parallelStream().map(generator -> new Lot(generator, CHUNK)).toList();
  }

  private enum Outcome {
    INVALID,
    OUTSIDE,
    IN_BAND
  }

  private record Found(Candidate candidate, Cost cost) {}

  /** Draws from one generator, in their order. */
  private final class Lot {
    private final Outcome[] outcomes;
    private final Queue<Found> inBand = new ArrayDeque<>();
    private Optional<Cost> nearest = Optional.empty();
    private int read;

    Lot(SplittableRandom generator, int count) {
      outcomes = new Outcome[count];
      for (int i = 0; i < count; i++) {
        outcomes[i] = draw(generator);
      }
    }

    private Outcome draw(SplittableRandom generator) {
      Candidate candidate = space.draw(generator).orElse(null);
      if (candidate == null) {
        return Outcome.INVALID;
      }
      Cost cost = candidate.network().cost(image, classes);
      if (band.contains(cost) && space.constraints().allow(cost)) {
        inBand.add(new Found(candidate, cost));
        return Outcome.IN_BAND;
      }
      if (nearest.isEmpty() || missedBy(cost) < missedBy(nearest.get())) {
        nearest = Optional.of(cost);
      }
      return Outcome.OUTSIDE;
    }

    boolean hasNext() {
      return read < outcomes.length;
    }

    Outcome next() {
      return outcomes[read++];
    }
  }

  private void rememberNearest(Optional<Cost> near) {
    if (inBand == 0
        && near.isPresent()
        && (nearest.isEmpty() || missedBy(near.get()) < missedBy(nearest.get()))) {
      nearest = near;
    }
  }

  private double missedBy(Cost cost) {
    return Math.max(band.factor(cost), space.constraints().factor(cost));
  }

  private Sample sample(Candidate candidate, Cost cost) {
    Map<String, Double> parameters = new LinkedHashMap<>();
    List<String> names = space.parameters();
    List<Double> values = candidate.values().get();
    for (int i = 0; i < names.size(); i++) {
      parameters.put(names.get(i), values.get(i));
    }
    return new Sample(
        space.name(),
        parameters,
        candidate.choices(),
        candidate.network(),
        cost,
        image.height(),
        classes);
  }

  private String failure() {
    String close =
        inBand > 0
            ? "%d draws in the band gave %d distinct networks".formatted(inBand, met.size())
            : nearest
                .map(
                    c ->
                        "none in the band, the nearest had flops=%d params=%d acts=%d"
                            .formatted(c.flops(), c.params(), c.acts()))
                .orElse("none in the band");
    return String.format(
        Locale.ROOT,
        "space %s must hold more networks with %s at %d px and %d classes, got no new one in %d"
            + " draws: of %d drawn %d were valid, %s",
        space.name(),
        space.constraints().equals(Constraints.NONE)
            ? band
            : band + " and its own " + space.constraints(),
        image.height(),
        classes,
        patience,
        drawn,
        valid,
        close);
  }
}
