package io.archscape.bench;

/**
 * What all layers of one kind cost in a step or an evaluation of a network, in one direction.
 *
 * @param time of one layer
 * @param layers of this kind in the network
 * @param share of all of them together in the time of all the network's operations
 * @param flops multiplications and additions of one layer; 0 for what has no cost
 * @param bytes of one layer's inputs and result
 */
record LayerCost(
    LayerKind kind, LayerTime time, int layers, double share, double flops, double bytes) {

  /** As a profile calls it. */
  String op() {
    return OpWork.label(kind.op(), kind.inputs(), time.copies());
  }

  boolean computes() {
    return flops > 0;
  }

  /** Multiplications and additions a second; 0 for what has no cost. */
  double rate() {
    return flops / time.seconds();
  }

  /** Bytes a second. */
  double flow() {
    return bytes / time.seconds();
  }
}
