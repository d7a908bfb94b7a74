package io.archscape.sweep;

import io.archscape.experiment.Prune;
import io.archscape.store.Finished;
import io.archscape.store.Reusable;
import io.archscape.store.StoredSweep;
import io.archscape.store.TrialStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes over what other sweeps have trained. A trial that this sweep's rule would prune is not: it
 * is trained again as far as the rule lets it, and then marked as pruned.
 */
final class Reuse {
  private final Path folder;
  private final TrialStore store;
  private final ResultOrigin origin;
  private final Prune prune;
  private final List<Instant> endings = new ArrayList<>();

  Reuse(Path folder, TrialStore store, ResultOrigin origin, Prune prune) {
    this.folder = folder;
    this.store = store;
    this.origin = origin;
    this.prune = prune;
  }

  /** Says what came from which sweep, in the order given. */
  List<Reused> from(List<Path> sweeps, Set<String> wanted) {
    Set<String> open = new HashSet<>(wanted);
    return sweeps.stream().map(sweep -> from(sweep, open)).toList();
  }

  /** When what was taken had ended. */
  List<Instant> endings() {
    return endings;
  }

  private Reused from(Path sweep, Set<String> open) {
    Reusable found = StoredSweep.finished(sweep, open, origin.engine(), origin.data());
    List<Finished> taken =
        found.results().values().stream()
            .filter(finished -> prune.verdict(finished.epochs()).isEmpty())
            .toList();
    // each alone would wait for the disk
    String where = seenFromHere(sweep);
    store.together(() -> taken.forEach(other -> store.adopt(other.id(), other, where)));
    for (Finished other : taken) {
      open.remove(other.id());
      endings.add(other.ended().orElse(Instant.MIN)); // it is there: at some time before
    }
    return new Reused(sweep, taken.size(), found.skipped());
  }

  /** A sweep beside this one by a name that stays true when both move; any other as it is given. */
  private String seenFromHere(Path sweep) {
    Path other = sweep.toAbsolutePath().normalize();
    Path parent = folder.toAbsolutePath().normalize().getParent();
    boolean beside = parent != null && parent.equals(other.getParent());
    return beside ? "../" + other.getFileName() : sweep.toString();
  }
}
