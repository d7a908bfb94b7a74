package io.archscape.engine.x86;

import io.archscape.engine.x86.BlockKernel.Argument;
import java.util.List;

/**
 * Kernels of what is done number by number, with arrays given by their addresses.
 *
 * @param lanes floats of a vector: 8 with AVX2, 16 with AVX-512 F
 * @param floats of each array
 */
public record Elements(int lanes, long floats) {
  /** Whether the arrays are whole runs of vectors, and not too long. */
  public boolean able() {
    return floats > 0 && floats % run() == 0 && floats / run() <= Integer.MAX_VALUE;
  }

  private long run() {
    return (long) ElementCode.RUN * lanes;
  }

  private record Adding(int lanes, boolean relu) {}

  private record PassingOn(int lanes) {}

  /** to = a + b, or 0 where that is less if {@code relu}; to may be a or b. */
  public BlockKernel add(CodeLibrary library, int parts, boolean relu, long a, long b, long to) {
    MachineCode code = library.code(new Adding(lanes, relu), () -> ElementCode.add(lanes, relu));
    return kernel(code, parts, a, b, to);
  }

  /** to = dy where y is greater than 0, else 0; to may be dy. */
  public BlockKernel passOn(CodeLibrary library, int parts, long y, long dy, long to) {
    MachineCode code = library.code(new PassingOn(lanes), () -> ElementCode.passOn(lanes));
    return kernel(code, parts, y, dy, to);
  }

  private BlockKernel kernel(MachineCode code, int parts, long a, long b, long to) {
    long apart = run() * Float.BYTES;
    return BlockKernel.of(
        code,
        Math.toIntExact(floats / run()),
        parts,
        List.of(new Argument(a, apart), new Argument(b, apart), new Argument(to, apart)));
  }
}
