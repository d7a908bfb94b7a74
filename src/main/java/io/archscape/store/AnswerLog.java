package io.archscape.store;

import io.archscape.experiment.ClaimHistory;
import io.archscape.experiment.Trial;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * By how many models the claims of a sweep were first answered. Who looks, trains more and looks
 * again has more than one chance of a false verdict.
 *
 * @param models by the text of the claim
 */
public record AnswerLog(Map<String, Integer> models) {
  static final String KEY = "claims_answered";

  public AnswerLog {
    models = Collections.unmodifiableMap(new TreeMap<>(models));
  }

  /** Of a sweep's facts. */
  public static AnswerLog of(Map<String, String> meta) {
    return Optional.ofNullable(meta.get(KEY))
        .map(json -> Trial.DOCUMENTS.readJson(KEY, json, AnswerLog.class))
        .orElse(new AnswerLog(Map.of()));
  }

  /** Whether a fact of a sweep is for this class or {@link ClaimHistory}, not for readers. */
  public static boolean isBookkeeping(String key) {
    return key.equals(KEY) || key.equals(ClaimHistory.KEY);
  }

  /**
   * Notes that claims were answered; what was noted of one before stays.
   *
   * @param sweep its folder
   * @param models by the text of the claim
   */
  public static void note(Path sweep, Map<String, Integer> models) {
    try (Sqlite sqlite = Sqlite.writing(sweep.resolve(TrialStore.FILE))) {
      sqlite.transaction(
          () -> {
            AnswerLog before = of(new StoreReader(sqlite).meta());
            Map<String, Integer> all = new TreeMap<>(models);
            all.putAll(before.models);
            if (all.size() > before.models.size()) {
              sqlite.update(
                  "INSERT OR REPLACE INTO meta VALUES (?, ?)",
                  KEY,
                  Trial.DOCUMENTS.canonicalJson(new AnswerLog(all)));
            }
          });
    }
  }
}
