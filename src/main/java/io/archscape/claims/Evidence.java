package io.archscape.claims;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What claims are answered by: the models of spaces.
 *
 * @param spaces with labels of their own
 */
public record Evidence(List<Space> spaces) {
  public Evidence {
    spaces = List.copyOf(spaces);
  }

  /**
   * The models of one space in one sweep.
   *
   * @param label as shown; the name, or the sweep before it where several sweeps have the space
   * @param name the space's own
   * @param recipes by which its models were trained; equal texts are equal recipes
   * @param data on which they were, likewise
   */
  public record Space(
      String label,
      String name,
      Set<String> recipes,
      Set<String> data,
      List<Model> models,
      List<LeftOut> leftOut) {
    public Space {
      recipes = Collections.unmodifiableSet(new LinkedHashSet<>(recipes));
      data = Collections.unmodifiableSet(new LinkedHashSet<>(data));
      models = List.copyOf(models);
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * A trial as it was drawn.
   *
   * @param id equal for the same trial in several spaces
   * @param numbers coordinates, complexities ({@code flops}, {@code params}, {@code acts}), {@code
   *     blocks}, and {@code seconds} of training where they are known
   * @param words components by name, as {@code attention: se 0.25}
   * @param setting equal for models of two spaces that were made of one draw; empty if it is of
   *     this model alone
   */
  public record Drawn(
      String id, Map<String, Double> numbers, Map<String, String> words, String setting) {
    /** Of a draw of its own. */
    public Drawn(String id, Map<String, Double> numbers, Map<String, String> words) {
      this(id, numbers, words, "");
    }

    public Drawn {
      numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
      words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
    }
  }

  /** A trained model. */
  public record Model(Drawn drawn, double errorPercent) {}

  /** A trial that ended without an error; {@code how}: diverged, failed, pruned. */
  public record LeftOut(Drawn drawn, String how) {}

  /** The space of this label, or else of this name if only one has it. */
  Optional<Space> find(String label) {
    Optional<Space> exact = spaces.stream().filter(s -> s.label().equals(label)).findFirst();
    List<Space> named = spaces.stream().filter(s -> s.name().equals(label)).toList();
    return exact.or(() -> named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty());
  }

  List<String> labels() {
    return spaces.stream().map(Space::label).toList();
  }
}
