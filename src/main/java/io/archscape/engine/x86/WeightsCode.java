package io.archscape.engine.x86;

import static io.archscape.engine.x86.Instructions.at;

import io.archscape.engine.x86.Gather.Run;
import io.archscape.engine.x86.Gather.Tap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The code of the gradient of a convolution by its weights: as many sums as registers hold stay in
 * them while all positions of some images are added, then the next ones.
 */
final class WeightsCode extends ConvCode {
  /** Bytes of both activations that are read again and again: half of a second-level cache. */
  private static final int NEAR = 128 * 1024;

  /** Columns written out one after another. */
  private static final int TILE = 8;

  private final int taps;

  /** What a row of the kernel and a channel of the group contribute: a sum for each column. */
  private record Line(int kernelRow, int channel) {}

  private WeightsCode(Planes planes, Assembler asm, int blocks) {
    super(
        planes,
        asm,
        blocks,
        vectors(planes, asm),
        planes.chunk(planes.groupIn() + planes.planeOut(), NEAR));
    taps = planes.columns().kernel();
  }

  /**
   * @param blocks of outputs of a step
   * @param lanes floats of a vector
   */
  static byte[] of(Planes planes, int blocks, int lanes) {
    Assembler asm = new Assembler(lanes);
    return new WeightsCode(planes, asm, blocks).write();
  }

  /** As many as leave room for the sums of several channels: of two at least, by five taps. */
  private static int vectors(Planes planes, Assembler asm) {
    if (planes.blockwise()) {
      return 1;
    }
    boolean many = asm.registers() > 16;
    return planes.columns().kernel() == 1 ? 3 : many ? 2 : 1;
  }

  /** Whether sums go on from what is in memory. */
  private boolean inChunks() {
    return chunk < planes.images();
  }

  /** The first chunk adds to zeros. */
  @Override
  void begin() {
    if (!inChunks()) {
      return;
    }
    int rows = planes.rows().kernel() * taps * planes.groupWidth();
    steps(
        () -> {
          asm.zero(0);
          asm.move(IMAGE_IN, WEIGHTS);
          emit.repeat(
              ROWS,
              rows,
              () -> {
                for (int block = 0; block < blocks(); block++) {
                  if (planes.lanes() < asm.lanes()) {
                    asm.storeHalf(at(IMAGE_IN, (long) block * planes.vector()), 0, 0);
                  } else {
                    asm.store(at(IMAGE_IN, (long) block * planes.vector()), 0);
                  }
                }
                asm.add(IMAGE_IN, planes.weightRow());
              });
          advance(blocks());
        });
  }

  @Override
  void panel(Panel panel) {
    if (planes.narrow()) {
      passes(linesOfNarrow()).forEach(lines -> pass(panel, lines));
    } else {
      allChannels(panel);
    }
  }

  private List<Line> linesOfNarrow() {
    List<Line> all = new ArrayList<>();
    for (int row = 0; row < planes.rows().kernel(); row++) {
      for (int channel = 0; channel < planes.groupWidth(); channel++) {
        all.add(new Line(row, channel));
      }
    }
    return all;
  }

  /** As many at once as registers hold, beside a gradient for each tap and one input. */
  private int most(int vectors) {
    return Math.max(1, (asm.registers() - taps * vectors - 1) / (taps * vectors));
  }

  private List<List<Line>> passes(List<Line> all) {
    int most = most(1);
    int passes = (all.size() + most - 1) / most;
    List<List<Line>> parts = new ArrayList<>();
    for (int i = 0; i < passes; i++) {
      parts.add(all.subList(i * all.size() / passes, (i + 1) * all.size() / passes));
    }
    return parts;
  }

  /** The channels of wide groups: block by block, or of one position. */
  private void allChannels(Panel panel) {
    int wide = planes.plain() ? planes.in() : planes.lanes();
    int whole = planes.groupWidth() / wide;
    int rest = planes.groupWidth() % wide;
    emit.repeat(
        BLOCKS,
        whole,
        () -> {
          channels(panel, wide);
          asm.add(INPUT, planes.planeIn() - wide * Float.BYTES);
        });
    channels(panel, rest);
    asm.add(INPUT, -(whole * planes.planeIn() + rest * Float.BYTES));
    asm.add(WEIGHTS, -planes.groupWidth() * planes.weightRow());
  }

  private void channels(Panel panel, int count) {
    int together = Math.min(Integer.highestOneBit(most(panel.vectors())), Math.max(1, count));
    emit.repeat(CHANNELS, count / together, () -> someChannels(panel, together));
    if (count % together > 0) {
      someChannels(panel, count % together);
    }
  }

  private void someChannels(Panel panel, int together) {
    for (int row = 0; row < planes.rows().kernel(); row++) {
      List<Line> lines = new ArrayList<>();
      for (int channel = 0; channel < together; channel++) {
        lines.add(new Line(row, channel));
      }
      pass(panel, lines);
    }
    asm.add(INPUT, together * Float.BYTES);
    asm.add(WEIGHTS, together * planes.weightRow());
  }

  /** Some weights, over all images of a chunk. */
  private void pass(Panel panel, List<Line> lines) {
    PassCode code = new PassCode(panel, lines);
    code.sums(
        (sum, offset, vector) -> {
          if (inChunks()) {
            load(panel, vector, sum, WEIGHTS, offset);
          } else {
            asm.zero(sum);
          }
        });
    asm.move(IMAGE_IN, INPUT);
    asm.move(IMAGE_OUT, OUTPUT);
    emit.repeat(IMAGES, chunk, code::image);
    code.sums((sum, offset, vector) -> store(panel, vector, sum, WEIGHTS, offset));
  }

  /** What is done with a register of sums. */
  private interface Sum {
    void write(int sum, long offset, int vector);
  }

  /** The code of a pass: sums by line, tap and vector. */
  private final class PassCode {
    private final Panel panel;
    private final List<Line> lines;
    private final int vectors;

    PassCode(Panel panel, List<Line> lines) {
      this.panel = panel;
      this.lines = lines;
      vectors = panel.vectors();
    }

    private int sum(int line, int tap, int vector) {
      return (line * taps + tap) * vectors + vector;
    }

    void sums(Sum each) {
      for (int i = 0; i < lines.size(); i++) {
        Line line = lines.get(i);
        for (int tap = 0; tap < taps; tap++) {
          for (int v = 0; v < vectors; v++) {
            each.write(sum(i, tap, v), planes.weight(line.kernelRow, tap, line.channel), v);
          }
        }
      }
    }

    void image() {
      asm.move(ROW_IN, IMAGE_IN);
      asm.move(ROW_OUT, IMAGE_OUT);
      for (Run run : planes.rows().runs(1)) {
        emit.repeat(ROWS, run.repeats(), () -> row(run));
      }
      asm.add(IMAGE_IN, Math.toIntExact(planes.imageIn()));
      asm.add(IMAGE_OUT, Math.toIntExact(planes.imageOut()));
    }

    private void row(Run rows) {
      if (lines.stream().anyMatch(line -> planes.rows().input(rows.first(), line.kernelRow) >= 0)) {
        asm.move(TILE_IN, ROW_IN);
        asm.move(TILE_OUT, ROW_OUT);
        for (Run columns : planes.columns().runs(planes.columns().runOf(TILE))) {
          emit.repeat(
              TILES,
              columns.repeats(),
              () -> {
                tile(rows, columns);
                asm.add(TILE_IN, columns.moves() * planes.pixelIn());
                asm.add(TILE_OUT, columns.size() * planes.vector());
              });
        }
      }
      asm.add(ROW_IN, rows.moves() * planes.rowIn());
      asm.add(ROW_OUT, planes.rowOut());
    }

    /** Of the gradients of a row as many are at hand as there are taps. */
    private void tile(Run rows, Run columns) {
      int firstGradient = sum(lines.size(), 0, 0);
      int value = firstGradient + taps * vectors;
      int loaded = -1;
      Map<Integer, List<Tap>> uses = planes.columns().uses(columns);
      for (Map.Entry<Integer, List<Tap>> entry : uses.entrySet()) {
        for (Tap use : entry.getValue()) {
          if (use.input() > loaded) {
            loaded = use.input();
            for (int v = 0; v < vectors; v++) {
              int gradient = firstGradient + loaded % taps * vectors + v;
              loadOutput(panel, v, gradient, TILE_OUT, (long) loaded * planes.vector());
            }
          }
        }
        for (int i = 0; i < lines.size(); i++) {
          Line line = lines.get(i);
          int input = planes.rows().input(rows.first(), line.kernelRow);
          if (input < 0) {
            continue;
          }
          long offset =
              (long) (input - rows.base()) * planes.rowIn()
                  + (long) (entry.getKey() - columns.base()) * planes.pixelIn();
          loadInput(panel, value, TILE_IN, offset, line.channel);
          for (Tap use : entry.getValue()) {
            for (int v = 0; v < vectors; v++) {
              int gradient = firstGradient + use.input() % taps * vectors + v;
              asm.multiplyAdd(sum(i, use.number(), v), gradient, value);
            }
          }
        }
      }
    }
  }
}
