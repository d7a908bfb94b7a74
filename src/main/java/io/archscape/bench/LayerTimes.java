package io.archscape.bench;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The times of layers, by kind: what one network has been measured for, others need not be. */
final class LayerTimes {
  private final Map<LayerKind, List<LayerTime>> known = new HashMap<>();
  private final Set<LayerKind> certain = new HashSet<>();

  boolean knows(LayerKind kind) {
    return known.containsKey(kind);
  }

  /** Whether the kind was measured many times. */
  boolean isCertain(LayerKind kind) {
    return certain.contains(kind);
  }

  /** How many kinds are known. */
  int size() {
    return known.size();
  }

  /** The time of each direction. */
  List<LayerTime> of(LayerKind kind) {
    List<LayerTime> times = known.get(kind);
    if (times == null) {
      throw new IllegalStateException("a layer must be measured, got none of " + kind);
    }
    return times;
  }

  void learn(LayerKind kind, List<LayerTime> times) {
    known.put(kind, List.copyOf(times));
  }

  /** Takes the better of the times before and those of many measurements. */
  void makeCertain(LayerKind kind, List<LayerTime> again) {
    learn(kind, of(kind).stream().map(before -> before.orFaster(again)).toList());
    certain.add(kind);
  }
}
