package io.archscape.engine.x86;

/**
 * A convolution on activations in blocks of channels, (N,C/lanes,H,W,lanes), the last block filled
 * with zeros. In narrow groups (of 1, 2 or 4 channels, as many in as out) a block of outputs is
 * made of the same block of inputs, lane by lane. In wide groups (one, or of whole blocks) each
 * channel of the input goes to a whole block of outputs.
 *
 * @param lanes channels of a block
 * @param in channels of what is read
 * @param out channels of what is made
 * @param plain whether what is read is (N,H,W,C) instead; there is one group then
 */
record Planes(
    int lanes,
    int images,
    int in,
    int out,
    int groups,
    boolean plain,
    Gather rows,
    Gather columns) {

  /** Whether there is code for such groups. */
  static boolean able(int lanes, int in, int out, int groups) {
    int groupWidth = in / groups;
    boolean narrow =
        in == out && (groupWidth == 1 || groupWidth == 2 || groupWidth == 4) && groups > 1;
    return narrow || groups == 1 || (groupWidth % lanes == 0 && out / groups % lanes == 0);
  }

  /** The same from the output's gradient to the input's. */
  Planes backward() {
    return new Planes(lanes, images, out, in, groups, false, rows.backward(), columns.backward());
  }

  boolean narrow() {
    return groups > 1 && groupWidth() < lanes;
  }

  /** Whether a block of outputs is made of the same block of inputs: groups are not wider. */
  boolean blockwise() {
    return narrow() || (groups > 1 && groupWidth() == lanes && out == in);
  }

  /** Channels that an output is made of. */
  int groupWidth() {
    return in / groups;
  }

  private int blocks(int channels) {
    return (channels + lanes - 1) / lanes;
  }

  int blocksOut() {
    return blocks(out);
  }

  /** Parts of the work that do not depend on each other and are alike: groups of several blocks. */
  int steps() {
    return blockwise() ? 1 : groups;
  }

  /** Blocks of outputs of a step: in wide groups they read the same inputs. */
  int blocksOfStep() {
    return blocksOut() / steps();
  }

  /** Bytes of inputs from one step to the next. */
  long stepIn() {
    return steps() == 1 ? 0 : (long) groupWidth() / lanes * planeIn();
  }

  /** Bytes of inputs from one block of outputs of a step to the next. */
  int blockIn() {
    return blockwise() ? planeIn() : 0;
  }

  long stepOut() {
    return (long) blocksOfStep() * planeOut();
  }

  /** Bytes of weights or biases of a step. */
  long stepWeights() {
    return (long) blocksOfStep() * vector();
  }

  int vector() {
    return lanes * Float.BYTES;
  }

  /** Bytes of a position that is read. */
  int pixelIn() {
    return plain ? in * Float.BYTES : vector();
  }

  /** Bytes of a row that is read. */
  int rowIn() {
    return columns.in() * pixelIn();
  }

  int rowOut() {
    return columns.out() * vector();
  }

  /** Bytes of a block of one image that is read. */
  int planeIn() {
    return rows.in() * rowIn();
  }

  int planeOut() {
    return rows.out() * rowOut();
  }

  long imageIn() {
    return plain ? planeIn() : (long) blocks(in) * planeIn();
  }

  long imageOut() {
    return (long) blocksOut() * planeOut();
  }

  /** Bytes of the weights by one channel and tap: of all outputs, in whole blocks. */
  int weightRow() {
    return blocksOut() * vector();
  }

  /** Where the weights by a channel of the group begin: (kh,kw,in/groups,out). */
  int weight(int row, int column, int channel) {
    return ((row * columns.kernel() + column) * groupWidth() + channel) * weightRow();
  }

  /** Bytes of an image that a block of outputs is made of. */
  long groupIn() {
    return narrow() ? planeIn() : imageIn() / groups;
  }

  /** Images whose inputs, {@code each} bytes, stay near: a number that divides all of them. */
  int chunk(long each, long near) {
    int some = (int) Math.max(1, Math.min(near / Math.max(1, each), images));
    while (images % some != 0) {
      some--;
    }
    return some;
  }
}
