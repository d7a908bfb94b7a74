package io.archscape.experiment;

import io.archscape.claims.Claims;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * When the claims of a sweep were made and withdrawn, and how much was known by then: a claim made
 * after looking is worth less, and one that is taken away because of what was seen must not be
 * forgotten. Claims are told apart by what they say, in any order and however they are spaced.
 *
 * @param changes in the order of time; the first is the sweep's beginning
 */
public record ClaimHistory(List<Change> changes) {
  /** Of a sweep's facts: the one that tells this. */
  public static final String KEY = "claims_history";

  public ClaimHistory {
    changes = List.copyOf(changes);
  }

  /**
   * Claims that were added or withdrawn together.
   *
   * @param at the time, ISO 8601
   * @param added in the words of {@code Claim.text}
   * @param withdrawn likewise
   * @param ended how many of the sweep's models had by then
   * @param elsewhere how many more had ended by then in other sweeps, and were reused since
   */
  public record Change(
      String at, List<String> added, List<String> withdrawn, int ended, int elsewhere) {
    public Change {
      added = List.copyOf(added);
      withdrawn = List.copyOf(withdrawn);
    }

    private Change knowing(List<Instant> endings) {
      Instant made = Instant.parse(at);
      int known = (int) endings.stream().filter(ended -> !ended.isAfter(made)).count();
      return new Change(at, added, withdrawn, ended, elsewhere + known);
    }
  }

  /** Of a sweep's facts; empty in a store that was made before there were claims. */
  public static Optional<ClaimHistory> of(Map<String, String> meta) {
    return Optional.ofNullable(meta.get(KEY))
        .map(json -> Trial.DOCUMENTS.readJson(KEY, json, ClaimHistory.class));
  }

  /** Of a sweep that had these claims when the book was opened. */
  public static ClaimHistory since(Instant at, List<String> lines) {
    return new ClaimHistory(List.of(new Change(at.toString(), texts(lines), List.of(), 0, 0)));
  }

  /** As a sweep's facts have it. */
  public String json() {
    return Trial.DOCUMENTS.canonicalJson(this);
  }

  /** Lines of an experiment, each as its claim has it. */
  static List<String> texts(List<String> lines) {
    return Claims.parse(lines).stream().map(claim -> claim.text()).distinct().toList();
  }

  /** The claims that were made and not withdrawn. */
  List<String> standing() {
    Set<String> standing = new LinkedHashSet<>();
    for (Change change : changes) {
      change.withdrawn.forEach(standing::remove);
      standing.addAll(change.added);
    }
    return List.copyOf(standing);
  }

  /** What has to change for the claims to be these; empty if nothing has. */
  public Optional<Change> to(List<String> lines, Instant at, int ended) {
    List<String> wanted = texts(lines);
    List<String> standing = standing();
    List<String> added = new ArrayList<>(wanted);
    added.removeAll(standing);
    List<String> withdrawn = new ArrayList<>(standing);
    withdrawn.removeAll(wanted);
    return added.isEmpty() && withdrawn.isEmpty()
        ? Optional.empty()
        : Optional.of(new Change(at.toString(), added, withdrawn, ended, 0));
  }

  public ClaimHistory with(Change change) {
    List<Change> more = new ArrayList<>(changes);
    more.add(change);
    return new ClaimHistory(more);
  }

  /** After results of other sweeps were taken over, which had ended at these times. */
  public ClaimHistory knowing(List<Instant> endings) {
    return new ClaimHistory(changes.stream().map(change -> change.knowing(endings)).toList());
  }

  /** The change that made a claim, the last if it was made again; empty if none did. */
  public Optional<Change> made(String claim) {
    return last(changes.stream().filter(change -> change.added.contains(claim)).toList());
  }

  /** The last changes of claims that stand no more, in the order of time. */
  public Map<String, Change> withdrawn() {
    Map<String, Change> withdrawn = new LinkedHashMap<>();
    List<String> standing = standing();
    for (Change change : changes) {
      change.withdrawn.stream()
          .filter(claim -> !standing.contains(claim))
          .forEach(claim -> withdrawn.put(claim, change));
    }
    return Collections.unmodifiableMap(withdrawn);
  }

  private static Optional<Change> last(List<Change> some) {
    return some.isEmpty() ? Optional.empty() : Optional.of(some.get(some.size() - 1));
  }
}
