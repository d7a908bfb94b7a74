package io.archscape.engine.x86;

import static io.archscape.engine.x86.Instructions.at;

import io.archscape.engine.x86.Gather.Run;
import io.archscape.engine.x86.Gather.Tap;
import io.archscape.engine.x86.Instructions.Mem;
import io.archscape.engine.x86.Instructions.Reg;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The code of the gradient of a convolution by its weights: as many sums as registers hold stay in
 * them while all positions of some images are added, then the next ones. Images are taken some at a
 * time, so that what several sums read stays in the cache.
 *
 * <p>Arguments: addresses of input, gradients by weights and by output; number of steps.
 */
final class WeightsCode {
  /** Bytes of both activations that are read again and again: half of a second-level cache. */
  private static final int NEAR = 128 * 1024;

  /** Columns written out one after another. */
  private static final int TILE = 8;

  private static final Reg INPUT = Reg.RSI;
  private static final Reg GRADIENTS = Reg.RDX;
  private static final Reg OUTPUT = Reg.R8;
  private static final Reg BLOCKS = Reg.RCX;
  private static final Reg CHANNELS = Reg.R11;
  private static final Reg IMAGE_IN = Reg.R9;
  private static final Reg IMAGE_OUT = Reg.R10;
  private static final Reg ROW_IN = Reg.RAX;
  private static final Reg ROW_OUT = Reg.RBX;
  private static final Reg ROWS = Reg.R12;
  private static final Reg TILE_IN = Reg.R13;
  private static final Reg TILE_OUT = Reg.R14;
  private static final Reg TILES = Reg.R15;
  private static final Reg IMAGES = Reg.RDI;

  private static final Mem ARGUMENTS = at(Reg.RSP, 0);
  private static final Mem STEPS = at(Reg.RSP, 8);
  private static final Mem BLOCKS_OF_STEP = at(Reg.RSP, 16);
  private static final Mem CHUNKS = at(Reg.RSP, 24);
  private static final Mem CHUNK_IN = at(Reg.RSP, 32);
  private static final Mem CHUNK_OUT = at(Reg.RSP, 40);
  private static final int STACK = 56;

  private final Planes planes;
  private final Assembler asm;
  private final Emitter emit;
  private final int taps;
  private final int most;
  private final int chunk;

  /** What a row of the kernel and a channel of the group contribute: a sum for each column. */
  private record Line(int kernelRow, int channel) {}

  private WeightsCode(Planes planes) {
    this.planes = planes;
    asm = new Assembler(planes.lanes());
    emit = new Emitter(asm);
    taps = planes.columns().kernel();
    most = Math.max(1, (asm.registers() - taps - 1) / taps);
    chunk = planes.chunk(planes.groupIn() + planes.planeOut(), NEAR);
  }

  static byte[] of(Planes planes) {
    return new WeightsCode(planes).write();
  }

  private byte[] write() {
    emit.enter();
    asm.subtract(Reg.RSP, STACK);
    asm.store(ARGUMENTS, Reg.RDI);
    asm.load(INPUT, at(Reg.RDI, 0));
    asm.store(CHUNK_IN, INPUT);
    asm.load(OUTPUT, at(Reg.RDI, 16));
    asm.store(CHUNK_OUT, OUTPUT);
    if (inChunks()) {
      clear();
    }
    emit.repeat(
        CHUNKS,
        planes.images() / chunk,
        () -> {
          steps();
          move(CHUNK_IN, chunk * planes.imageIn());
          move(CHUNK_OUT, chunk * planes.imageOut());
        });
    asm.add(Reg.RSP, STACK);
    emit.leave();
    return asm.bytes();
  }

  /** Whether sums go on from what is in memory. */
  private boolean inChunks() {
    return chunk < planes.images();
  }

  private void move(Mem pointer, long bytes) {
    asm.load(Reg.RAX, pointer);
    asm.add(Reg.RAX, Math.toIntExact(bytes));
    asm.store(pointer, Reg.RAX);
  }

  private void begin() {
    asm.load(Reg.RDI, ARGUMENTS);
    asm.load(GRADIENTS, at(Reg.RDI, 8));
    asm.load(Reg.RAX, at(Reg.RDI, 24));
    asm.store(STEPS, Reg.RAX);
  }

  /** The first chunk adds to zeros. */
  private void clear() {
    begin();
    asm.zero(0);
    int rows = planes.rows().kernel() * taps * planes.groupWidth();
    emit.whileCounting(
        STEPS,
        () -> {
          asm.move(IMAGE_IN, GRADIENTS);
          emit.repeat(
              ROWS,
              rows,
              () -> {
                for (int block = 0; block < planes.blocksOfStep(); block++) {
                  asm.store(at(IMAGE_IN, (long) block * emit.vector()), 0);
                }
                asm.add(IMAGE_IN, planes.weightRow());
              });
          asm.add(GRADIENTS, Math.toIntExact(planes.stepWeights()));
        });
  }

  private void steps() {
    begin();
    asm.load(INPUT, CHUNK_IN);
    asm.load(OUTPUT, CHUNK_OUT);
    emit.whileCounting(
        STEPS,
        () -> {
          emit.repeat(BLOCKS_OF_STEP, planes.blocksOfStep(), this::block);
          asm.add(INPUT, Math.toIntExact(planes.stepIn()));
        });
  }

  /** All weights to a block of outputs. */
  private void block() {
    if (planes.narrow()) {
      passes(linesOfNarrow()).forEach(this::pass);
    } else {
      allChannels();
    }
    asm.add(OUTPUT, planes.planeOut());
    asm.add(GRADIENTS, emit.vector());
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
  private List<List<Line>> passes(List<Line> all) {
    int passes = (all.size() + most - 1) / most;
    List<List<Line>> parts = new ArrayList<>();
    for (int i = 0; i < passes; i++) {
      parts.add(all.subList(i * all.size() / passes, (i + 1) * all.size() / passes));
    }
    return parts;
  }

  /** The channels of wide groups: block by block, or of one position. */
  private void allChannels() {
    int wide = planes.plain() ? planes.in() : planes.lanes();
    int whole = planes.groupWidth() / wide;
    int rest = planes.groupWidth() % wide;
    emit.repeat(
        BLOCKS,
        whole,
        () -> {
          channels(wide);
          asm.add(INPUT, planes.planeIn() - wide * Float.BYTES);
        });
    channels(rest);
    asm.add(INPUT, -(whole * planes.planeIn() + rest * Float.BYTES));
    asm.add(GRADIENTS, -planes.groupWidth() * planes.weightRow());
  }

  private void channels(int count) {
    int together = Math.min(Integer.highestOneBit(most), Math.max(1, count));
    emit.repeat(CHANNELS, count / together, () -> someChannels(together));
    if (count % together > 0) {
      someChannels(count % together);
    }
  }

  private void someChannels(int together) {
    for (int row = 0; row < planes.rows().kernel(); row++) {
      List<Line> lines = new ArrayList<>();
      for (int channel = 0; channel < together; channel++) {
        lines.add(new Line(row, channel));
      }
      pass(lines);
    }
    asm.add(INPUT, together * Float.BYTES);
    asm.add(GRADIENTS, together * planes.weightRow());
  }

  /** Some weights, over all images of a chunk. */
  private void pass(List<Line> lines) {
    for (int i = 0; i < lines.size() * taps; i++) {
      if (inChunks()) {
        asm.load(i, at(GRADIENTS, weight(lines, i)));
      } else {
        asm.zero(i);
      }
    }
    asm.move(IMAGE_IN, INPUT);
    asm.move(IMAGE_OUT, OUTPUT);
    emit.repeat(IMAGES, chunk, () -> image(lines));
    for (int i = 0; i < lines.size() * taps; i++) {
      asm.store(at(GRADIENTS, weight(lines, i)), i);
    }
  }

  private int weight(List<Line> lines, int sum) {
    Line line = lines.get(sum / taps);
    return planes.weight(line.kernelRow, sum % taps, line.channel);
  }

  private void image(List<Line> lines) {
    asm.move(ROW_IN, IMAGE_IN);
    asm.move(ROW_OUT, IMAGE_OUT);
    for (Run run : planes.rows().runs(1)) {
      emit.repeat(ROWS, run.repeats(), () -> row(run, lines));
    }
    asm.add(IMAGE_IN, Math.toIntExact(planes.imageIn()));
    asm.add(IMAGE_OUT, Math.toIntExact(planes.imageOut()));
  }

  private void row(Run rows, List<Line> lines) {
    if (lines.stream().anyMatch(line -> planes.rows().input(rows.first(), line.kernelRow) >= 0)) {
      asm.move(TILE_IN, ROW_IN);
      asm.move(TILE_OUT, ROW_OUT);
      for (Run columns : planes.columns().runs(planes.columns().runOf(TILE))) {
        emit.repeat(
            TILES,
            columns.repeats(),
            () -> {
              tile(rows, columns, lines);
              asm.add(TILE_IN, columns.moves() * planes.pixelIn());
              asm.add(TILE_OUT, columns.size() * emit.vector());
            });
      }
    }
    asm.add(ROW_IN, rows.moves() * planes.rowIn());
    asm.add(ROW_OUT, planes.rowOut());
  }

  /** Of the gradients of a row as many are at hand as there are taps. */
  private void tile(Run rows, Run columns, List<Line> lines) {
    int firstGradient = lines.size() * taps;
    int value = firstGradient + taps;
    int loaded = -1;
    Map<Integer, List<Tap>> uses = planes.columns().uses(columns);
    for (Map.Entry<Integer, List<Tap>> entry : uses.entrySet()) {
      for (Tap use : entry.getValue()) {
        if (use.input() > loaded) {
          loaded = use.input();
          asm.load(firstGradient + loaded % taps, at(TILE_OUT, (long) loaded * emit.vector()));
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
        emit.splat(value, at(TILE_IN, offset), planes.splatted(), line.channel);
        for (Tap use : entry.getValue()) {
          asm.multiplyAdd(i * taps + use.number(), firstGradient + use.input() % taps, value);
        }
      }
    }
  }
}
