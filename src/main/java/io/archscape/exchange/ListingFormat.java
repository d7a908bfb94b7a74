package io.archscape.exchange;

import java.io.PrintWriter;
import java.util.List;

/** How the trials of a listing are written, by the names that users type. */
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
   * @param epochs whether with a row for each epoch, where the format has a choice
   * @return how many the format has no words for, and are left out
   */
  public abstract int write(PrintWriter out, List<ListedTrial> trials, boolean epochs);
}
