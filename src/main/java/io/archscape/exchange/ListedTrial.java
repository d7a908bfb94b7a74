package io.archscape.exchange;

import io.archscape.store.StoredSweep;
import io.archscape.store.TrialResult;
import io.archscape.store.TrialRow;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * A trial of a listing, column by column. A value is a {@code Double}, a {@code Long} or a {@code
 * String}; a cell may be empty.
 */
public final class ListedTrial {
  static final String ERROR = "error";
  static final String ID = "id";
  static final String SWEEP = "sweep";

  private static final List<String> FIRST =
      List.of("space", "index", ID, "status", ERROR, "flops", "params", "acts");
  private static final List<String> LAST = List.of("epochs", "seconds", "attempts", "reason");
  public static final List<String> OWN =
      Stream.of(FIRST.stream(), LAST.stream(), Stream.of("source", SWEEP))
          .flatMap(names -> names)
          .toList();

  private static final Set<String> NUMBERS =
      Set.of("index", ERROR, "flops", "params", "acts", "epochs", "seconds", "attempts");

  private final Path sweep;
  private final TrialRow row;
  private Map<String, Object> coordinates = Map.of();
  private boolean parsed;

  public ListedTrial(Path sweep, TrialRow row) {
    this.sweep = sweep;
    this.row = row;
  }

  Path sweep() {
    return sweep;
  }

  public TrialRow row() {
    return row;
  }

  /** Parsed when they are first asked for: of a hundred thousand rows fifty may be shown. */
  public Map<String, Object> coordinates() {
    if (!parsed) {
      coordinates = Collections.unmodifiableMap(row.values());
      parsed = true;
    }
    return coordinates;
  }

  /**
   * The columns of a listing: those of every trial with the parameters in between, and where the
   * results come from if there is anything to say of it.
   */
  static List<String> columns(List<ListedTrial> trials) {
    LinkedHashMap<String, Boolean> names = new LinkedHashMap<>();
    if (trials.stream().map(ListedTrial::sweep).distinct().count() > 1) {
      names.put(SWEEP, true);
    }
    FIRST.forEach(name -> names.put(name, true));
    trials.parallelStream().forEach(ListedTrial::coordinates); // each is parsed by one thread
    trials.forEach(trial -> trial.coordinates().keySet().forEach(name -> names.put(name, true)));
    LAST.forEach(name -> names.put(name, true));
    if (trials.stream().anyMatch(trial -> !trial.row.source().isEmpty())) {
      names.put("source", true);
    }
    return List.copyOf(names.keySet());
  }

  /** Reads trials whole, in their order; a store is opened once for those of it in a row. */
  static void whole(List<ListedTrial> trials, BiConsumer<Path, TrialResult> action) {
    for (int from = 0, to; from < trials.size(); from = to) {
      Path sweep = trials.get(from).sweep;
      to = from + 1;
      while (to < trials.size() && trials.get(to).sweep.equals(sweep)) {
        to++;
      }
      List<TrialRow> rows = trials.subList(from, to).stream().map(ListedTrial::row).toList();
      StoredSweep.forEach(sweep, rows, result -> action.accept(sweep, result));
    }
  }

  /** Whether a column has numbers, be it that no trial has one yet. */
  public static boolean isNumeric(String column, List<ListedTrial> trials) {
    return OWN.contains(column)
        ? NUMBERS.contains(column)
        : trials.stream()
            .flatMap(trial -> trial.value(column).stream())
            .findFirst()
            .filter(Number.class::isInstance)
            .isPresent();
  }

  /** The cell of a column; a parameter that has the name of one of ours is behind ours. */
  public Optional<Object> value(String column) {
    return switch (column) {
      case SWEEP -> Optional.of(sweep.toString());
      case "space" -> Optional.of(row.space());
      case "index" -> Optional.of((long) row.index());
      case ID -> Optional.of(row.trialId());
      case "status" -> Optional.of(row.status().key());
      case ERROR -> row.error().stream().boxed().<Object>map(e -> e).findFirst();
      case "flops" -> Optional.of(row.cost().flops());
      case "params" -> Optional.of(row.cost().params());
      case "acts" -> Optional.of(row.cost().acts());
      case "epochs" -> Optional.of((long) row.epochs());
      case "seconds" -> Optional.of(row.seconds().orElse(0));
      case "attempts" -> Optional.of((long) row.attempts());
      case "reason" -> text(row.reason());
      case "source" -> text(row.source());
      default -> Optional.ofNullable(coordinates().get(column));
    };
  }

  private static Optional<Object> text(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
