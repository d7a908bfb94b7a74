package io.archscape.engine.x86;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One direction, height or width, of a convolution that gathers: which inputs each output is made
 * of, and by which tap of the kernel. Taps beyond the border are not there.
 *
 * @param in positions of what is read
 * @param kernel taps of the whole kernel
 * @param taps of each output
 * @param period outputs after which the same pattern comes again
 * @param step inputs that a period moves on
 */
record Gather(int in, int kernel, List<List<Tap>> taps, int period, int step) {
  /** An input and the number of the tap that it is multiplied by. */
  record Tap(int input, int number) {}

  /**
   * Neighbouring outputs that one piece of code makes.
   *
   * @param first output
   * @param base inputs that all runs before have moved on: distances count from there
   * @param repeats how many such runs of outputs follow each other
   * @param moves inputs from one repetition to the next
   */
  record Run(int first, int size, int base, int repeats, int moves) {}

  /** From the input of a convolution with odd kernel and half of it as padding to its output. */
  static Gather forward(int in, int kernel, int stride) {
    int padding = (kernel - 1) / 2;
    int out = (in + 2 * padding - kernel) / stride + 1;
    List<List<Tap>> taps = new ArrayList<>();
    for (int o = 0; o < out; o++) {
      List<Tap> own = new ArrayList<>();
      for (int k = 0; k < kernel; k++) {
        int i = o * stride + k - padding;
        if (i >= 0 && i < in) {
          own.add(new Tap(i, k));
        }
      }
      taps.add(List.copyOf(own));
    }
    return new Gather(in, kernel, List.copyOf(taps), 1, stride);
  }

  /** From the gradient of that convolution's output to the gradient of its input. */
  Gather backward() {
    List<List<Tap>> back = new ArrayList<>();
    for (int i = 0; i < in; i++) {
      List<Tap> own = new ArrayList<>();
      for (int k = kernel - 1; k >= 0; k--) {
        for (int o = 0; o < out(); o++) {
          if (taps.get(o).contains(new Tap(i, k))) {
            own.add(new Tap(o, k));
          }
        }
      }
      back.add(List.copyOf(own));
    }
    return new Gather(out(), kernel, List.copyOf(back), step, period);
  }

  int out() {
    return taps.size();
  }

  /** The largest size of runs up to {@code most} that leaves no rest, if there is a fair one. */
  int runOf(int most) {
    if (out() <= most) {
      return out();
    }
    int whole = most / period * period;
    for (int size = whole; size >= Math.max(period, most / 2); size -= period) {
      if (out() % size == 0) {
        return size;
      }
    }
    return Math.max(whole, 1);
  }

  /** All outputs, in runs of {@code size} and a rest; equal neighbours as one repeated run. */
  List<Run> runs(int size) {
    List<Run> runs = new ArrayList<>();
    int at = 0;
    int base = 0;
    while (at < out()) {
      int own = Math.min(size, out() - at);
      int moves = own % period == 0 ? own / period * step : 0;
      int repeats = 1;
      while (moves > 0
          && at + (repeats + 1) * own <= out()
          && alike(at, at + repeats * own, own, repeats * moves)) {
        repeats++;
      }
      runs.add(new Run(at, own, base, repeats, moves));
      at += own * repeats;
      base += moves * repeats;
    }
    return runs;
  }

  private boolean alike(int first, int other, int size, int apart) {
    for (int i = 0; i < size; i++) {
      List<Tap> moved =
          taps.get(first + i).stream().map(tap -> new Tap(tap.input + apart, tap.number)).toList();
      if (!moved.equals(taps.get(other + i))) {
        return false;
      }
    }
    return true;
  }

  /** The input that a tap of an output reads, or less than 0 beyond the border. */
  int input(int output, int tap) {
    return taps.get(output).stream()
        .filter(each -> each.number == tap)
        .mapToInt(Tap::input)
        .findFirst()
        .orElse(-1);
  }

  /** By input: the outputs of a run that it goes to, counted from the run's first, and the taps. */
  Map<Integer, List<Tap>> uses(Run run) {
    Map<Integer, List<Tap>> uses = new TreeMap<>();
    for (int i = 0; i < run.size; i++) {
      for (Tap tap : taps.get(run.first + i)) {
        uses.computeIfAbsent(tap.input, input -> new ArrayList<>()).add(new Tap(i, tap.number));
      }
    }
    return uses;
  }
}
