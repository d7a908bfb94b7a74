package io.archscape.engine.x86;

import java.util.List;
import org.bytedeco.javacpp.LongPointer;

/**
 * Machine code and the arrays that it works on, block by block; blocks do not depend on each other,
 * so that parts of them may run at the same time, with the same results.
 */
public final class BlockKernel implements AutoCloseable {
  private final MachineCode code;
  private final LongPointer arguments;
  private final long[] addresses;

  /**
   * An array.
   *
   * @param address of the first block
   * @param apart bytes from one block to the next
   */
  record Argument(long address, long apart) {}

  private BlockKernel(MachineCode code, LongPointer arguments, long[] addresses) {
    this.code = code;
    this.arguments = arguments;
    this.addresses = addresses;
  }

  /**
   * @param parts that all blocks are to be divided into: fewer if there are fewer blocks
   */
  static BlockKernel of(MachineCode code, int blocks, int parts, List<Argument> arrays) {
    int count = Math.min(parts, blocks);
    int each = arrays.size() + 1;
    LongPointer arguments = new LongPointer((long) count * each);
    long[] addresses = new long[count];
    for (int part = 0; part < count; part++) {
      long first = (long) part * blocks / count;
      long end = (part + 1L) * blocks / count;
      long at = (long) part * each;
      for (Argument array : arrays) {
        arguments.put(at++, array.address + first * array.apart);
      }
      arguments.put(at, end - first);
      addresses[part] = arguments.address() + (long) part * each * Long.BYTES;
    }
    return new BlockKernel(code, arguments, addresses);
  }

  public int parts() {
    return addresses.length;
  }

  /** Runs one part to its end. */
  public void run(int part) {
    code.run(addresses[part]);
  }

  /** Frees the arguments; the code is its library's. */
  @Override
  public void close() {
    arguments.close();
  }
}
