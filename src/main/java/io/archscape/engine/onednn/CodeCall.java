package io.archscape.engine.onednn;

import io.archscape.engine.Kernel.Direction;
import io.archscape.engine.Kernel.Part;
import io.archscape.engine.x86.BlockKernel;

/** A call of code of this project's own. */
final class CodeCall implements Call {
  private final BlockKernel kernel;
  private final Crew crew;
  private final String implementation;
  private final boolean copies;
  private Direction backward = Direction.BACKWARD;

  CodeCall(BlockKernel kernel, Crew crew, String implementation, boolean copies) {
    this.kernel = kernel;
    this.crew = crew;
    this.implementation = implementation;
    this.copies = copies;
  }

  @Override
  public CodeCall as(Direction direction) {
    backward = direction;
    return this;
  }

  @Override
  public Part forwardPart() {
    return new Part(Direction.FORWARD, implementation, copies, this::run);
  }

  @Override
  public Part backwardPart() {
    return new Part(backward, implementation, copies, this::run);
  }

  @Override
  public void run() {
    crew.run(kernel);
  }
}
