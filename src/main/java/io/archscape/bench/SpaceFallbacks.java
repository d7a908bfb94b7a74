package io.archscape.bench;

import io.archscape.arch.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The slow layers of the networks of one space. */
public final class SpaceFallbacks {
  private static final int MOST = 10;

  /** Causes that are shown even if fewer are slow, since they tell how close it was. */
  private static final int LEAST = 3;

  private final String space;
  private final Map<List<Object>, Cause> causes = new HashMap<>();
  private int networks;
  private int fallbacks;
  private int slowNetworks;
  private Optional<Network> first = Optional.empty();

  /**
   * Layers that most likely have one cause.
   *
   * @param worst of the slow ones that with the largest share; if none is slow, the slowest
   * @param networks that have slow ones
   */
  private record Cause(JudgedLayer worst, int networks) {
    private static final Comparator<JudgedLayer> WORST_FIRST =
        Comparator.comparing((JudgedLayer layer) -> !layer.slow())
            .thenComparing(layer -> layer.slow() ? -layer.share() : layer.fraction());

    static final Comparator<Cause> ORDER = Comparator.comparing(Cause::worst, WORST_FIRST);

    static Cause of(List<JudgedLayer> layers) {
      JudgedLayer worst = layers.stream().min(WORST_FIRST).orElseThrow();
      return new Cause(worst, worst.slow() ? 1 : 0);
    }

    Cause and(Cause other) {
      JudgedLayer both = Stream.of(worst, other.worst).min(WORST_FIRST).orElseThrow();
      return new Cause(both, networks + other.networks);
    }

    Map<String, Object> line() {
      Map<String, Object> line = worst.line();
      line.put("networks", networks);
      return line;
    }
  }

  public SpaceFallbacks(String space) {
    this.space = space;
  }

  /** Adds a network that has been judged. */
  public void add(Network network, List<JudgedLayer> layers) {
    networks++;
    int found =
        layers.stream().filter(JudgedLayer::slow).mapToInt(layer -> layer.cost().layers()).sum();
    fallbacks += found;
    if (found > 0) {
      slowNetworks++;
      first = first.or(() -> Optional.of(network));
    }
    Map<List<Object>, List<JudgedLayer>> own = new HashMap<>();
    for (JudgedLayer layer : layers) {
      if (layer.slow() || layer.matters()) {
        own.computeIfAbsent(layer.cause(), cause -> new ArrayList<>()).add(layer);
      }
    }
    own.forEach((cause, some) -> causes.merge(cause, Cause.of(some), Cause::and));
  }

  /** How many layers were slow, each direction counted by itself. */
  public int fallbacks() {
    return fallbacks;
  }

  /** As a JSON object. */
  public Map<String, Object> line() {
    Map<String, Object> line = new TreeMap<>();
    line.put("bench", "fallbacks");
    line.put("space", space);
    line.put("networks", networks);
    line.put("fallbacks", fallbacks);
    line.put("networks_with_fallbacks", slowNetworks);
    first.ifPresent(network -> line.put("first", network));
    line.put("slowest", slowest());
    return line;
  }

  private List<Map<String, Object>> slowest() {
    long slow = causes.values().stream().filter(cause -> cause.worst.slow()).count();
    return causes.values().stream()
        .sorted(Cause.ORDER)
        .limit(Math.max(LEAST, Math.min(MOST, slow)))
        .map(Cause::line)
        .toList();
  }
}
