package io.archscape.drawing;

import io.archscape.drawing.Flow.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where the cells of a flow stand: a row for each step of the longest way to a cell; the longest
 * way through all of them in lane 0, the others beside it to the right. Edges of lane 0 that pass
 * rows over run in channels to its left, the shorter ones nearer.
 */
final class LaneLayout {
  private final Flow flow;
  private final int[] row;
  private final int[] lane;
  private final List<Skip> skips;

  /** An edge within lane 0 that passes rows over; places in the list of cells. */
  record Skip(int from, int to, int channel) {}

  private record Span(int first, int last, int lane) {
    boolean meets(int otherFirst, int otherLast) {
      return first <= otherLast && otherFirst <= last;
    }
  }

  LaneLayout(Flow flow) {
    this.flow = flow;
    this.row = new int[flow.cells().size()];
    this.lane = new int[row.length];
    for (int i = 0; i < row.length; i++) {
      for (int input : cell(i).inputs()) {
        row[i] = Math.max(row[i], row[input] + 1);
      }
    }
    placeLanes();
    this.skips = channels();
  }

  int row(int cell) {
    return row[cell];
  }

  int lane(int cell) {
    return lane[cell];
  }

  int rows() {
    return row[row.length - 1] + 1;
  }

  int lanes() {
    int most = 0;
    for (int each : lane) {
      most = Math.max(most, each);
    }
    return most + 1;
  }

  List<Skip> skips() {
    return skips;
  }

  int channelCount() {
    return skips.stream().mapToInt(skip -> skip.channel() + 1).max().orElse(0);
  }

  private Cell cell(int i) {
    return flow.cells().get(i);
  }

  private void placeLanes() {
    boolean[] main = new boolean[row.length];
    int at = row.length - 1;
    main[at] = true;
    while (!cell(at).inputs().isEmpty()) {
      int below = row[at] - 1;
      at =
          cell(at).inputs().stream().filter(input -> row[input] == below).findFirst().orElseThrow();
      main[at] = true;
    }
    List<Span> taken = new ArrayList<>();
    for (int i = 0; i < row.length; i++) {
      if (!main[i]) {
        taken.add(free(taken, row[i], Math.max(row[i], lastReader(i) - 1), 1));
        lane[i] = taken.get(taken.size() - 1).lane();
      }
    }
  }

  private static Span free(List<Span> taken, int first, int last, int from) {
    int lane = from;
    while (occupied(taken, first, last, lane)) {
      lane++;
    }
    return new Span(first, last, lane);
  }

  private static boolean occupied(List<Span> taken, int first, int last, int lane) {
    return taken.stream().anyMatch(span -> span.lane() == lane && span.meets(first, last));
  }

  private int lastReader(int cell) {
    int last = row[cell];
    for (int i = 0; i < row.length; i++) {
      last = cell(i).inputs().contains(cell) ? Math.max(last, row[i]) : last;
    }
    return last;
  }

  private List<Skip> channels() {
    List<Skip> passing = new ArrayList<>();
    for (int to = 0; to < row.length; to++) {
      for (int from : cell(to).inputs()) {
        if (lane[from] == 0 && lane[to] == 0 && row[to] - row[from] > 1) {
          passing.add(new Skip(from, to, 0));
        }
      }
    }
    passing.sort(Comparator.comparingInt(skip -> row[skip.to()] - row[skip.from()]));
    List<Span> taken = new ArrayList<>();
    List<Skip> placed = new ArrayList<>();
    for (Skip skip : passing) {
      // one that ends where another begins does not meet it
      Span span = free(taken, 2 * row[skip.from()] + 1, 2 * row[skip.to()] - 1, 0);
      taken.add(span);
      placed.add(new Skip(skip.from(), skip.to(), span.lane()));
    }
    return placed;
  }
}
