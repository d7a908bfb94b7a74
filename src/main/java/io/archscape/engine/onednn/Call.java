package io.archscape.engine.onednn;

import io.archscape.engine.Kernel.Direction;
import io.archscape.engine.Kernel.Part;

/** One call of native code: what a kernel is a list of. */
interface Call {
  void run();

  /** As a part of a forward pass. */
  Part forwardPart();

  /** As a part of a backward pass. */
  Part backwardPart();

  /** Says what a call of a backward computes, if not all gradients. */
  Call as(Direction direction);
}
