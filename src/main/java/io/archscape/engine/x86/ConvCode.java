package io.archscape.engine.x86;

import static io.archscape.engine.x86.Instructions.at;

import io.archscape.engine.x86.Instructions.Mem;
import io.archscape.engine.x86.Instructions.Reg;
import java.util.ArrayList;
import java.util.List;

/**
 * What the codes of convolutions have in common: images are taken some at a time, so that what is
 * read again stays in the cache; of these, step by step (groups that do not depend on each other),
 * and in each step some blocks of outputs at once. A vector of sixteen floats holds one block of
 * sixteen channels, or two of eight; or one of eight, whose other half is computed in vain where
 * blocks are odd in number.
 *
 * <p>Arguments: addresses of input, weights or their gradients, output and bias; number of steps.
 */
abstract class ConvCode {
  static final Reg INPUT = Reg.RSI;
  static final Reg WEIGHTS = Reg.RDX;
  static final Reg OUTPUT = Reg.R8;
  static final Reg BLOCKS = Reg.RCX;
  static final Reg IMAGE_IN = Reg.R9;
  static final Reg IMAGE_OUT = Reg.R10;
  static final Reg BIAS = Reg.R11;
  static final Reg ROW_IN = Reg.RAX;
  static final Reg ROW_OUT = Reg.RBX;
  static final Reg ROWS = Reg.R12;
  static final Reg TILE_IN = Reg.R13;
  static final Reg TILE_OUT = Reg.R14;
  static final Reg TILES = Reg.R15;
  static final Reg CHANNELS = Reg.RDI;
  static final Reg CHANNEL_WEIGHTS = Reg.RBP;

  private static final Mem ARGUMENTS = at(Reg.RSP, 0);
  private static final Mem STEPS = at(Reg.RSP, 8);
  private static final Mem PANELS = at(Reg.RSP, 16);
  private static final Mem CHUNKS = at(Reg.RSP, 24);
  private static final Mem CHUNK_IN = at(Reg.RSP, 32);
  private static final Mem CHUNK_OUT = at(Reg.RSP, 40);
  static final Mem IMAGES = at(Reg.RSP, 48);
  private static final int STACK = 56;

  final Planes planes;
  final Assembler asm;
  final Emitter emit;
  final int chunk;
  private final int blocks;
  private final int vectors;

  /**
   * Blocks of outputs that are made at once.
   *
   * @param blocks of each vector in turn: 1 or 2
   */
  record Panel(List<Integer> blocks) {
    int vectors() {
      return blocks.size();
    }

    int size() {
      return blocks.stream().mapToInt(Integer::intValue).sum();
    }

    /** The block that a vector begins with. */
    int first(int vector) {
      return blocks.subList(0, vector).stream().mapToInt(Integer::intValue).sum();
    }
  }

  /**
   * @param blocks of outputs of a step
   * @param vectors of a panel, at most
   * @param chunk images at a time: a divisor of all
   */
  ConvCode(Planes planes, Assembler asm, int blocks, int vectors, int chunk) {
    this.planes = planes;
    this.asm = asm;
    this.blocks = blocks;
    this.vectors = vectors;
    this.chunk = chunk;
    emit = new Emitter(asm);
  }

  /** What happens before the first chunk: the pointers are those of the first step. */
  abstract void begin();

  /** All images of a chunk; pointers are left where they were, but those to images. */
  abstract void panel(Panel panel);

  final byte[] write() {
    emit.enter();
    asm.subtract(Reg.RSP, STACK);
    asm.store(ARGUMENTS, Reg.RDI);
    asm.load(Reg.RAX, at(Reg.RDI, 0));
    asm.store(CHUNK_IN, Reg.RAX);
    asm.load(Reg.RAX, at(Reg.RDI, 16));
    asm.store(CHUNK_OUT, Reg.RAX);
    if (pairsGroups()) {
      asm.maskUpper();
    }
    begin();
    emit.repeat(
        CHUNKS,
        planes.images() / chunk,
        () -> {
          steps(this::step);
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

  /** Runs through all steps, whose bodies move the pointers to outputs, weights and biases on. */
  final void steps(Runnable body) {
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
          body.run();
          asm.add(INPUT, Math.toIntExact(planes.stepIn()));
        });
  }

  private void step() {
    int left = blocks;
    while (left > 0) {
      Panel panel = next(left);
      emit.repeat(
          PANELS,
          left / panel.size(),
          () -> {
            panel(panel);
            asm.add(INPUT, panel.size() * planes.blockIn());
            asm.add(OUTPUT, panel.size() * planes.planeOut());
            advance(panel.size());
          });
      left %= panel.size();
    }
    asm.add(INPUT, -blocks * planes.blockIn());
  }

  /** Moves the pointers to what there is of each channel. */
  final void advance(int someBlocks) {
    asm.add(WEIGHTS, someBlocks * planes.vector());
    asm.add(BIAS, someBlocks * planes.vector());
  }

  /** Blocks of a step. */
  final int blocks() {
    return blocks;
  }

  private Panel next(int left) {
    int each = asm.lanes() / planes.lanes();
    List<Integer> own = new ArrayList<>();
    for (int rest = left; rest > 0 && own.size() < vectors; rest -= each) {
      own.add(Math.min(each, rest));
    }
    return new Panel(List.copyOf(own));
  }

  /** Loads what there is of each channel of a vector: weights, biases. */
  final void load(Panel panel, int vector, int to, Reg from, long offset) {
    Mem memory = at(from, offset + (long) panel.first(vector) * planes.vector());
    if (isHalf(panel, vector)) {
      asm.loadHalf(to, memory);
    } else {
      asm.load(to, memory);
    }
  }

  final void store(Panel panel, int vector, int from, Reg to, long offset) {
    Mem memory = at(to, offset + (long) panel.first(vector) * planes.vector());
    if (isHalf(panel, vector)) {
      asm.storeHalf(memory, from, 0);
    } else {
      asm.store(memory, from);
    }
  }

  /** Loads a position of the output's blocks. */
  final void loadOutput(Panel panel, int vector, int to, Reg from, long offset) {
    loadBlocks(panel, vector, to, from, offset, planes.planeOut());
  }

  private void loadBlocks(Panel panel, int vector, int to, Reg from, long offset, int plane) {
    long first = offset + (long) panel.first(vector) * plane;
    if (asm.lanes() == planes.lanes()) {
      asm.load(to, at(from, first));
      return;
    }
    asm.loadHalf(to, at(from, first));
    if (!isHalf(panel, vector)) {
      asm.insertHalf(to, at(from, first + plane));
    }
  }

  /** Loads what outputs are made of: one channel of the input, or one of each narrow group. */
  final void loadInput(Panel panel, int to, Reg from, long offset, int channel) {
    if (!planes.narrow()) {
      long at = offset + (long) channel * Float.BYTES;
      asm.broadcast(to, at(from, at));
      if (pairsGroups() && !isHalf(panel, 0)) {
        asm.broadcastUpper(to, at(from, at + planes.planeIn()));
      }
      return;
    }
    boolean all = planes.groupWidth() == 1;
    if (asm.lanes() == planes.lanes() && !all) {
      asm.permuteFours(to, at(from, offset), order(channel));
      return;
    }
    loadBlocks(panel, 0, to, from, offset, planes.planeIn());
    if (!all) {
      asm.permuteFours(to, to, order(channel));
    }
  }

  /** Whether the halves of a vector are of different groups, of one block each. */
  private boolean pairsGroups() {
    return planes.blockwise() && !planes.narrow() && planes.lanes() < asm.lanes();
  }

  /** Of four lanes: which of them has the channel of the lane's group. */
  private int order(int channel) {
    int order = 0;
    for (int lane = 0; lane < 4; lane++) {
      order |= (lane / planes.groupWidth() * planes.groupWidth() + channel) << (2 * lane);
    }
    return order;
  }

  final void storeOutput(Panel panel, int vector, int from, Reg to, long offset) {
    long first = offset + (long) panel.first(vector) * planes.planeOut();
    if (asm.lanes() == planes.lanes()) {
      asm.store(at(to, first), from);
      return;
    }
    asm.storeHalf(at(to, first), from, 0);
    if (!isHalf(panel, vector)) {
      asm.storeHalf(at(to, first + planes.planeOut()), from, 1);
    }
  }

  private boolean isHalf(Panel panel, int vector) {
    return panel.blocks.get(vector) * planes.lanes() < asm.lanes();
  }
}
