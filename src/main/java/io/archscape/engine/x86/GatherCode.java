package io.archscape.engine.x86;

import static io.archscape.engine.x86.Instructions.at;

import io.archscape.engine.x86.Gather.Run;
import io.archscape.engine.x86.Gather.Tap;
import io.archscape.engine.x86.Instructions.Mem;
import io.archscape.engine.x86.Instructions.Reg;
import java.util.ArrayList;
import java.util.List;

/**
 * The code of a convolution, or of its gradient by the input, which gathers alike: a tile of
 * outputs is kept in registers while all taps and all channels are added. Borders are known when
 * the code is written, so that maps of any size need no padding.
 *
 * <p>Arguments: addresses of input, weights, output and bias; number of steps.
 */
final class GatherCode {
  /**
   * Outputs in registers: enough sums at once to hide how long one takes, with room for weights.
   */
  private static final int TILE = 8;

  /** The same where there is one tap, and so room for more. */
  private static final int WIDE_TILE = 12;

  /** Outputs of a row from which on a rest that is no whole tile costs little. */
  private static final int MANY = 96;

  /** Bytes of inputs that several blocks of outputs read in turn: most of a first-level cache. */
  private static final int NEAR = 24 * 1024;

  private static final Reg INPUT = Reg.RSI;
  private static final Reg WEIGHTS = Reg.RDX;
  private static final Reg OUTPUT = Reg.R8;
  private static final Reg BIAS = Reg.R11;
  private static final Reg BLOCKS = Reg.RCX;
  private static final Reg IMAGE_IN = Reg.R9;
  private static final Reg IMAGE_OUT = Reg.R10;
  private static final Reg ROW_IN = Reg.RAX;
  private static final Reg ROW_OUT = Reg.RBX;
  private static final Reg ROWS = Reg.R12;
  private static final Reg TILE_IN = Reg.R13;
  private static final Reg TILE_OUT = Reg.R14;
  private static final Reg TILES = Reg.R15;
  private static final Reg CHANNELS = Reg.RDI;
  private static final Reg CHANNEL_WEIGHTS = Reg.RBP;

  private static final Mem ARGUMENTS = at(Reg.RSP, 0);
  private static final Mem STEPS = at(Reg.RSP, 8);
  private static final Mem BLOCKS_OF_STEP = at(Reg.RSP, 16);
  private static final Mem IMAGES = at(Reg.RSP, 24);
  private static final Mem CHUNKS = at(Reg.RSP, 32);
  private static final Mem CHUNK_IN = at(Reg.RSP, 40);
  private static final Mem CHUNK_OUT = at(Reg.RSP, 48);
  private static final int STACK = 56;

  private final Planes planes;
  private final boolean bias;
  private final boolean relu;
  private final Assembler asm;
  private final Emitter emit;
  private final int chunk;
  private final int tileColumns;
  private final int tileRows;
  private final int tileImages;

  /** An output of a tile, by its distances from the tile's first. */
  private record Place(int image, int row, int column) {}

  private GatherCode(Planes planes, boolean bias, boolean relu) {
    this.planes = planes;
    this.bias = bias;
    this.relu = relu;
    asm = new Assembler(planes.lanes());
    emit = new Emitter(asm);
    chunk = planes.narrow() ? planes.images() : planes.chunk(planes.groupIn(), NEAR);
    Gather columns = planes.columns();
    boolean many = columns.kernel() == 1 && columns.out() >= MANY;
    tileColumns = many ? WIDE_TILE : columns.runOf(TILE);
    boolean wholeRows = tileColumns == columns.out();
    tileRows = wholeRows ? planes.rows().runOf(Math.max(1, TILE / tileColumns)) : 1;
    boolean wholePlanes = wholeRows && tileRows == planes.rows().out();
    int fit = wholePlanes ? TILE / (tileColumns * tileRows) : 1;
    tileImages = Math.max(1, Math.min(fit, chunk));
  }

  static byte[] of(Planes planes, boolean bias, boolean relu) {
    return new GatherCode(planes, bias, relu).write();
  }

  private byte[] write() {
    emit.enter();
    asm.subtract(Reg.RSP, STACK);
    asm.store(ARGUMENTS, Reg.RDI);
    asm.load(INPUT, at(Reg.RDI, 0));
    asm.store(CHUNK_IN, INPUT);
    asm.load(OUTPUT, at(Reg.RDI, 16));
    asm.store(CHUNK_OUT, OUTPUT);
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

  private void move(Mem pointer, long bytes) {
    asm.load(Reg.RAX, pointer);
    asm.add(Reg.RAX, Math.toIntExact(bytes));
    asm.store(pointer, Reg.RAX);
  }

  private void steps() {
    asm.load(Reg.RDI, ARGUMENTS);
    asm.load(WEIGHTS, at(Reg.RDI, 8));
    asm.load(BIAS, at(Reg.RDI, 24));
    asm.load(Reg.RAX, at(Reg.RDI, 32));
    asm.store(STEPS, Reg.RAX);
    asm.load(INPUT, CHUNK_IN);
    asm.load(OUTPUT, CHUNK_OUT);
    emit.whileCounting(
        STEPS,
        () -> {
          emit.repeat(BLOCKS_OF_STEP, planes.blocksOfStep(), this::block);
          asm.add(INPUT, Math.toIntExact(planes.stepIn()));
        });
  }

  private void block() {
    asm.move(IMAGE_IN, INPUT);
    asm.move(IMAGE_OUT, OUTPUT);
    emit.repeat(IMAGES, chunk / tileImages, () -> images(tileImages));
    emit.repeat(IMAGES, chunk % tileImages, () -> images(1));
    asm.add(OUTPUT, planes.planeOut());
    asm.add(WEIGHTS, emit.vector());
    asm.add(BIAS, emit.vector());
  }

  private void images(int together) {
    asm.move(ROW_IN, IMAGE_IN);
    asm.move(ROW_OUT, IMAGE_OUT);
    for (Run run : planes.rows().runs(tileRows)) {
      emit.repeat(ROWS, run.repeats(), () -> rows(run, together));
    }
    asm.add(IMAGE_IN, Math.toIntExact(together * planes.imageIn()));
    asm.add(IMAGE_OUT, Math.toIntExact(together * planes.imageOut()));
  }

  /** A run of rows; input rows count from where the runs before have moved to. */
  private void rows(Run rows, int together) {
    asm.move(TILE_IN, ROW_IN);
    asm.move(TILE_OUT, ROW_OUT);
    for (Run columns : planes.columns().runs(tileColumns)) {
      emit.repeat(
          TILES,
          columns.repeats(),
          () -> {
            tile(rows, columns, together);
            asm.add(TILE_IN, columns.moves() * planes.pixelIn());
            asm.add(TILE_OUT, columns.size() * emit.vector());
          });
    }
    asm.add(ROW_IN, rows.moves() * planes.rowIn());
    asm.add(ROW_OUT, rows.size() * planes.rowOut());
  }

  private void tile(Run rows, Run columns, int together) {
    List<Place> places = new ArrayList<>();
    for (int image = 0; image < together; image++) {
      for (int row = 0; row < rows.size(); row++) {
        for (int column = 0; column < columns.size(); column++) {
          places.add(new Place(image, row, column));
        }
      }
    }
    for (int i = 0; i < places.size(); i++) {
      if (bias) {
        asm.load(i, at(BIAS, 0));
      } else {
        asm.zero(i);
      }
    }
    if (planes.narrow()) {
      for (int channel = 0; channel < planes.groupWidth(); channel++) {
        channel(rows, columns, places, WEIGHTS, channel);
      }
    } else {
      allChannels(rows, columns, places);
    }
    if (relu) {
      asm.zero(places.size());
      for (int i = 0; i < places.size(); i++) {
        asm.maximum(i, places.size(), i); // of what is no number, that
      }
    }
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      long at =
          place.image * planes.imageOut()
              + (long) place.row * planes.rowOut()
              + (long) place.column * emit.vector();
      asm.store(at(TILE_OUT, at), i);
    }
  }

  /** The channels of wide groups: block by block, or of one position. */
  private void allChannels(Run rows, Run columns, List<Place> places) {
    int wide = planes.plain() ? planes.in() : planes.lanes();
    int whole = planes.groupWidth() / wide;
    int rest = planes.groupWidth() % wide;
    asm.move(CHANNEL_WEIGHTS, WEIGHTS);
    emit.repeat(
        BLOCKS,
        whole,
        () -> {
          channels(wide, rows, columns, places);
          asm.add(TILE_IN, planes.planeIn() - wide * Float.BYTES);
        });
    channels(rest, rows, columns, places);
    asm.add(TILE_IN, -(whole * planes.planeIn() + rest * Float.BYTES));
  }

  private void channels(int count, Run rows, Run columns, List<Place> places) {
    emit.repeat(
        CHANNELS,
        count,
        () -> {
          channel(rows, columns, places, CHANNEL_WEIGHTS, 0);
          asm.add(CHANNEL_WEIGHTS, planes.weightRow());
          asm.add(TILE_IN, Float.BYTES);
        });
  }

  /** Adds what one channel of every group contributes. */
  private void channel(Run rows, Run columns, List<Place> places, Reg weights, int channel) {
    int firstWeight = places.size();
    int value = firstWeight + planes.columns().kernel();
    for (int kernelRow = 0; kernelRow < planes.rows().kernel(); kernelRow++) {
      boolean loaded = false;
      for (int row = 0; row < rows.size(); row++) {
        int input = planes.rows().input(rows.first() + row, kernelRow);
        if (input < 0) {
          continue;
        }
        if (!loaded) {
          weights(columns, weights, firstWeight, kernelRow, channel);
          loaded = true;
        }
        for (int image = 0; image <= places.get(places.size() - 1).image; image++) {
          long line = image * planes.imageIn() + (long) (input - rows.base()) * planes.rowIn();
          line(columns, places, new Place(image, row, 0), line, firstWeight, value, channel);
        }
      }
    }
  }

  private void weights(Run columns, Reg from, int first, int kernelRow, int channel) {
    planes.columns().uses(columns).values().stream()
        .flatMap(List::stream)
        .map(Tap::number)
        .distinct()
        .forEach(tap -> asm.load(first + tap, at(from, planes.weight(kernelRow, tap, channel))));
  }

  /** One line of inputs to one line of outputs. */
  private void line(
      Run columns,
      List<Place> places,
      Place begin,
      long line,
      int firstWeight,
      int value,
      int channel) {
    planes
        .columns()
        .uses(columns)
        .forEach(
            (input, uses) -> {
              long offset = line + (long) (input - columns.base()) * planes.pixelIn();
              boolean direct = uses.size() == 1 && planes.splatted() == 1;
              if (!direct) {
                emit.splat(value, at(TILE_IN, offset), planes.splatted(), channel);
              }
              for (Tap use : uses) {
                int sum = places.indexOf(new Place(begin.image, begin.row, use.input()));
                if (direct) {
                  asm.multiplyAdd(sum, firstWeight + use.number(), at(TILE_IN, offset));
                } else {
                  asm.multiplyAdd(sum, firstWeight + use.number(), value);
                }
              }
            });
  }
}
