package io.archscape.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.archscape.InputException;
import io.archscape.experiment.Plan;
import io.archscape.experiment.PlannedTrial;
import io.archscape.experiment.Trial;
import java.util.HashMap;
import java.util.Map;

/** Takes what is new of a plan into a store, each trial once, whatever its places. */
final class PlanWriter {
  private final Sqlite sqlite;
  private final TrialTable trials;

  PlanWriter(Sqlite sqlite, TrialTable trials) {
    this.sqlite = sqlite;
    this.trials = trials;
  }

  /** Part of its caller's transaction. */
  void take(Plan plan) {
    Map<String, Long> numbers = numbers();
    Map<Map.Entry<String, Integer>, Long> places = places();
    for (PlannedTrial trial : plan.trials()) {
      long number = numbers.computeIfAbsent(trial.id(), id -> insert(id, trial));
      Long there = places.get(Map.entry(trial.space(), trial.index()));
      if (there == null) {
        insertMember(trial, number);
      } else if (there != number) {
        throw otherTrial(trial);
      }
    }
  }

  private Map<String, Long> numbers() {
    Map<String, Long> numbers = new HashMap<>();
    sqlite
        .query("SELECT id, number FROM trials", row -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(entry -> numbers.put(entry.getKey(), entry.getValue()));
    return numbers;
  }

  private Map<Map.Entry<String, Integer>, Long> places() {
    Map<Map.Entry<String, Integer>, Long> places = new HashMap<>();
    sqlite
        .query(
            "SELECT space, idx, trial FROM members",
            row -> Map.entry(Map.entry(row.getString(1), row.getInt(2)), row.getLong(3)))
        .forEach(entry -> places.put(entry.getKey(), entry.getValue()));
    return places;
  }

  private long insert(String id, PlannedTrial planned) {
    Trial trial = planned.trial();
    return trials.insert(
        id,
        Trial.DOCUMENTS.canonicalJson(trial.network()),
        Trial.DOCUMENTS.canonicalJson(trial.recipe()),
        Trial.DOCUMENTS.canonicalJson(trial.data()),
        trial.seed(),
        planned.cost());
  }

  private void insertMember(PlannedTrial trial, long number) {
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    trial.parameters().forEach(parameters::put);
    trial.choices().forEach(parameters::put);
    trials.place(trial.space(), trial.index(), number, parameters);
  }

  private InputException otherTrial(PlannedTrial trial) {
    return new InputException(
        "%s: store must hold the trials that its experiment gives, got another one as %s %d"
                .formatted(sqlite.file(), trial.space(), trial.index())
            + " (was a space's file changed, or is it of another version of archscape?)");
  }
}
