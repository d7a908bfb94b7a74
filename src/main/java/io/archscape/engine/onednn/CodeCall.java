package io.archscape.engine.onednn;

import io.archscape.engine.Kernel.Direction;
import io.archscape.engine.Kernel.Part;
import io.archscape.engine.x86.BlockKernel;

/** A call of code of this project's own. */
final class CodeCall implements Call {
  private final BlockKernel kernel;
  private final Crew crew;
  private final String implementation;
  private Direction backward = Direction.BACKWARD;

  CodeCall(BlockKernel kernel, Crew crew, String implementation) {
    this.kernel = kernel;
    this.crew = crew;
    this.implementation = implementation;
  }

  @Override
  public CodeCall as(Direction direction) {
    backward = direction;
    return this;
  }

  @Override
  public Part forwardPart() {
    return new Part(Direction.FORWARD, implementation, false, this::run);
  }

  @Override
  public Part backwardPart() {
    return new Part(backward, implementation, false, this::run);
  }

  @Override
  public void run() {
    crew.run(kernel);
  }
}
