package io.archscape.sweep;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes over what other sweeps have trained. A trial that this sweep's rule would prune is not: it
 * is trained again as far as the rule lets it, and then marked as pruned.
 */
final class Reuse {
  private final TrialStore store;
  private final Origin origin;
  private final Prune prune;

  Reuse(TrialStore store, Origin origin, Prune prune) {
    this.store = store;
    this.origin = origin;
    this.prune = prune;
  }

  /** Gives how many trials were taken over from which sweep, in the order given. */
  Map<Path, Integer> from(List<Path> sweeps, Set<String> wanted) {
    Set<String> open = new TreeSet<>(wanted);
    Map<Path, Integer> counts = new LinkedHashMap<>();
    for (Path sweep : sweeps) {
      int taken = 0;
      for (Finished finished : TrialStore.finished(sweep, open, origin).values()) {
        if (prune.verdict(finished.epochs()).isEmpty()) {
          store.adopt(finished.id(), finished, sweep.toString());
          open.remove(finished.id());
          taken++;
        }
      }
      if (taken > 0) {
        counts.put(sweep, taken);
      }
    }
    return counts;
  }
}
