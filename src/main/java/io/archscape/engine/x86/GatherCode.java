package io.archscape.engine.x86;

import static io.archscape.engine.x86.Instructions.at;

import io.archscape.engine.x86.Gather.Run;
import io.archscape.engine.x86.Gather.Tap;
import io.archscape.engine.x86.Instructions.Reg;
import java.util.ArrayList;
import java.util.List;

/**
 * The code of a convolution, or of its gradient by the input, which gathers alike: a tile of
 * outputs is kept in registers while all taps and all channels are added. Borders are known when
 * the code is written, so that maps of any size need no padding.
 */
final class GatherCode extends ConvCode {
  /**
   * Positions in registers: enough sums at once to hide how long one takes, with room for weights.
   */
  private static final int TILE = 8;

  /** The same where there is one tap, and so room for more. */
  private static final int WIDE_TILE = 12;

  /** Outputs of a row from which on a rest that is no whole tile costs little. */
  private static final int MANY = 24;

  /** Bytes of inputs that several blocks of outputs read in turn: most of a first-level cache. */
  private static final int NEAR = 24 * 1024;

  private final boolean bias;
  private final boolean relu;

  /** An output of a tile, by its distances from the tile's first. */
  private record Place(int image, int row, int column) {}

  /** How a panel's outputs are divided: columns, rows and images that are in registers at once. */
  private record Tile(int columns, int rows, int images) {}

  private GatherCode(Planes planes, Assembler asm, int blocks, boolean bias, boolean relu) {
    super(planes, asm, blocks, vectors(planes, asm), chunk(planes));
    this.bias = bias;
    this.relu = relu;
  }

  /**
   * @param blocks of outputs of a step
   * @param lanes floats of a vector
   */
  static byte[] of(Planes planes, int blocks, int lanes, boolean bias, boolean relu) {
    Assembler asm = new Assembler(lanes);
    return new GatherCode(planes, asm, blocks, bias, relu).write();
  }

  private static int chunk(Planes planes) {
    return planes.blockwise() ? planes.images() : planes.chunk(planes.groupIn(), NEAR);
  }

  /** Two, where registers suffice: an input is then read once for both. */
  private static int vectors(Planes planes, Assembler asm) {
    boolean two = planes.columns().kernel() == 1 || asm.registers() > 16;
    return planes.blockwise() || !two ? 1 : 2;
  }

  private Tile tile(int vectors) {
    Gather columns = planes.columns();
    boolean one = columns.kernel() == 1;
    int fit = (asm.registers() - vectors * columns.kernel() - 1) / vectors;
    boolean many = one && columns.out() >= MANY;
    int most = Math.min(fit, many ? WIDE_TILE : TILE);
    int tileColumns = many ? most : columns.runOf(most);
    boolean wholeRows = tileColumns == columns.out();
    int tileRows = wholeRows ? planes.rows().runOf(Math.max(1, most / tileColumns)) : 1;
    boolean wholePlanes = wholeRows && tileRows == planes.rows().out();
    int images = wholePlanes ? most / (tileColumns * tileRows) : 1;
    return new Tile(tileColumns, tileRows, Math.max(1, Math.min(images, chunk)));
  }

  @Override
  void begin() {}

  @Override
  void panel(Panel panel) {
    Tile tile = tile(panel.vectors());
    asm.move(IMAGE_IN, INPUT);
    asm.move(IMAGE_OUT, OUTPUT);
    emit.repeat(IMAGES, chunk / tile.images, () -> images(panel, tile, tile.images));
    emit.repeat(IMAGES, chunk % tile.images, () -> images(panel, tile, 1));
  }

  private void images(Panel panel, Tile tile, int together) {
    asm.move(ROW_IN, IMAGE_IN);
    asm.move(ROW_OUT, IMAGE_OUT);
    for (Run run : planes.rows().runs(tile.rows)) {
      emit.repeat(ROWS, run.repeats(), () -> rows(panel, tile, run, together));
    }
    asm.add(IMAGE_IN, Math.toIntExact(together * planes.imageIn()));
    asm.add(IMAGE_OUT, Math.toIntExact(together * planes.imageOut()));
  }

  /** A run of rows; input rows count from where the runs before have moved to. */
  private void rows(Panel panel, Tile tile, Run rows, int together) {
    asm.move(TILE_IN, ROW_IN);
    asm.move(TILE_OUT, ROW_OUT);
    for (Run columns : planes.columns().runs(tile.columns)) {
      emit.repeat(
          TILES,
          columns.repeats(),
          () -> {
            tile(panel, rows, columns, together);
            asm.add(TILE_IN, columns.moves() * planes.pixelIn());
            asm.add(TILE_OUT, columns.size() * planes.vector());
          });
    }
    asm.add(ROW_IN, rows.moves() * planes.rowIn());
    asm.add(ROW_OUT, rows.size() * planes.rowOut());
  }

  private void tile(Panel panel, Run rows, Run columns, int together) {
    List<Place> places = new ArrayList<>();
    for (int image = 0; image < together; image++) {
      for (int row = 0; row < rows.size(); row++) {
        for (int column = 0; column < columns.size(); column++) {
          places.add(new Place(image, row, column));
        }
      }
    }
    new TileCode(panel, rows, columns, places).write();
  }

  /** The code of one tile: sums of all vectors of a place, of the next one, and so on. */
  private final class TileCode {
    private final Panel panel;
    private final Run rows;
    private final Run columns;
    private final List<Place> places;
    private final int vectors;
    private final int firstWeight;
    private final int value;

    TileCode(Panel panel, Run rows, Run columns, List<Place> places) {
      this.panel = panel;
      this.rows = rows;
      this.columns = columns;
      this.places = places;
      vectors = panel.vectors();
      firstWeight = places.size() * vectors;
      value = firstWeight + planes.columns().kernel() * vectors;
    }

    void write() {
      for (int i = 0; i < firstWeight; i++) {
        if (bias) {
          load(panel, i % vectors, i, BIAS, 0);
        } else {
          asm.zero(i);
        }
      }
      if (planes.narrow()) {
        for (int channel = 0; channel < planes.groupWidth(); channel++) {
          channel(WEIGHTS, channel);
        }
      } else {
        allChannels();
      }
      if (relu) {
        asm.zero(firstWeight);
        for (int i = 0; i < firstWeight; i++) {
          asm.maximum(i, firstWeight, i); // of what is no number, that
        }
      }
      for (int i = 0; i < firstWeight; i++) {
        Place place = places.get(i / vectors);
        long at =
            place.image * planes.imageOut()
                + (long) place.row * planes.rowOut()
                + (long) place.column * planes.vector();
        storeOutput(panel, i % vectors, i, TILE_OUT, at);
      }
    }

    /** The channels of wide groups: block by block, or of one position. */
    private void allChannels() {
      int wide = planes.plain() ? planes.in() : planes.lanes();
      int whole = planes.groupWidth() / wide;
      int rest = planes.groupWidth() % wide;
      asm.move(CHANNEL_WEIGHTS, WEIGHTS);
      emit.repeat(
          BLOCKS,
          whole,
          () -> {
            channels(wide);
            asm.add(TILE_IN, planes.planeIn() - wide * Float.BYTES);
          });
      channels(rest);
      asm.add(TILE_IN, -(whole * planes.planeIn() + rest * Float.BYTES));
    }

    private void channels(int count) {
      emit.repeat(
          CHANNELS,
          count,
          () -> {
            channel(CHANNEL_WEIGHTS, 0);
            asm.add(CHANNEL_WEIGHTS, planes.weightRow());
            asm.add(TILE_IN, Float.BYTES);
          });
    }

    /** Adds what one channel of every group contributes. */
    private void channel(Reg weights, int channel) {
      for (int kernelRow = 0; kernelRow < planes.rows().kernel(); kernelRow++) {
        boolean loaded = false;
        for (int row = 0; row < rows.size(); row++) {
          int input = planes.rows().input(rows.first() + row, kernelRow);
          if (input < 0) {
            continue;
          }
          if (!loaded) {
            weights(weights, kernelRow, channel);
            loaded = true;
          }
          for (int image = 0; image <= places.get(places.size() - 1).image; image++) {
            long line = image * planes.imageIn() + (long) (input - rows.base()) * planes.rowIn();
            line(image, row, line, channel);
          }
        }
      }
    }

    private void weights(Reg from, int kernelRow, int channel) {
      planes.columns().uses(columns).values().stream()
          .flatMap(List::stream)
          .map(Tap::number)
          .distinct()
          .forEach(
              tap -> {
                for (int v = 0; v < vectors; v++) {
                  load(panel, v, weight(tap, v), from, planes.weight(kernelRow, tap, channel));
                }
              });
    }

    private int weight(int tap, int vector) {
      return firstWeight + tap * vectors + vector;
    }

    /** Whether a vector in memory is just what is multiplied. */
    private boolean isPlainVector() {
      return planes.narrow() && planes.groupWidth() == 1 && asm.lanes() == planes.lanes();
    }

    /** One line of inputs to one line of outputs. */
    private void line(int image, int row, long line, int channel) {
      planes
          .columns()
          .uses(columns)
          .forEach(
              (input, uses) -> {
                long offset = line + (long) (input - columns.base()) * planes.pixelIn();
                boolean direct = uses.size() == 1 && isPlainVector();
                if (!direct) {
                  loadInput(panel, value, TILE_IN, offset, channel);
                }
                for (Tap use : uses) {
                  int place = places.indexOf(new Place(image, row, use.input()));
                  for (int v = 0; v < vectors; v++) {
                    int sum = place * vectors + v;
                    if (direct) {
                      asm.multiplyAdd(sum, weight(use.number(), v), at(TILE_IN, offset));
                    } else {
                      asm.multiplyAdd(sum, weight(use.number(), v), value);
                    }
                  }
                }
              });
    }
  }
}
