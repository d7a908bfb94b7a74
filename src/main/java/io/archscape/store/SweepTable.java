package io.archscape.store;

import java.util.List;
import java.util.Map;

/**
 * A store as listed: see {@link TrialRow}.
 *
 * @param rows space by space in the order of the plan, each by index
 * @param meta the archscape version, the machine, the experiment's hash
 */
public record SweepTable(List<TrialRow> rows, Map<String, String> meta) {
  public SweepTable {
    rows = List.copyOf(rows);
    meta = Map.copyOf(meta);
  }
}
