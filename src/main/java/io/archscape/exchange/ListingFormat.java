package io.archscape.exchange;

import java.io.PrintWriter;
import java.util.List;

/**
 * The formats of a listing of trials, by the names that users type; help and errors list these. A
 * new format is a constant that writes it.
 */
public enum ListingFormat {
  /** In columns, for people. */
  table {
    @Override
    public int write(PrintWriter out, List<ListedTrial> trials, boolean epochs) {
      new ResultWriter(out).table(trials, epochs);
      return 0;
    }
  },
  csv {
    @Override
    public int write(PrintWriter out, List<ListedTrial> trials, boolean epochs) {
      new ResultWriter(out).csv(trials, epochs);
      return 0;
    }
  },
  /** A trial a line, whole: network, parameters, epochs. */
  jsonl {
    @Override
    public int write(PrintWriter out, List<ListedTrial> trials, boolean epochs) {
      new ResultWriter(out).jsonl(trials);
      return 0;
    }
  },
  /** What pycls' sweep_collect writes and its sweep_analyze reads. */
  pycls {
    @Override
    public int write(PrintWriter out, List<ListedTrial> trials, boolean epochs) {
      return new PyclsSweepWriter(out).write(trials);
    }
  };

  /**
   * Writes trials.
   *
   * @param epochs whether each epoch gets a row, in the formats that can do both
   * @return the number of trials left out because the format cannot express them
   */
  public abstract int write(PrintWriter out, List<ListedTrial> trials, boolean epochs);
}
