package io.archscape.engine.x86;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.bytedeco.javacpp.LongPointer;

/**
 * Machine code and the arrays that it works on, block by block; blocks do not depend on each other,
 * so that parts of them may run at the same time, with the same results.
 */
public final class BlockKernel implements AutoCloseable {
  private final List<MachineCode> codes;
  private final LongPointer arguments;
  private final long[] addresses;

  /**
   * An array.
   *
   * @param address of the first block
   * @param apart bytes from one block to the next
   */
  record Argument(long address, long apart) {}

  private BlockKernel(List<MachineCode> codes, LongPointer arguments, long[] addresses) {
    this.codes = codes;
    this.arguments = arguments;
    this.addresses = addresses;
  }

  /**
   * @param parts that all blocks are to be divided into: fewer if there are fewer blocks
   */
  static BlockKernel of(MachineCode code, int blocks, int parts, List<Argument> arrays) {
    return of(blocks, parts, arrays, count -> code, count -> count);
  }

  /**
   * The same of code that is made for the number of blocks of a part, and told to run once.
   *
   * @param code by the number of blocks
   */
  static BlockKernel ofOneStep(
      IntFunction<MachineCode> code, int blocks, int parts, List<Argument> arrays) {
    return of(blocks, parts, arrays, code, count -> 1);
  }

  private static BlockKernel of(
      int blocks,
      int parts,
      List<Argument> arrays,
      IntFunction<MachineCode> code,
      IntUnaryOperator steps) {
    int count = Math.min(parts, blocks);
    int each = arrays.size() + 1;
    LongPointer arguments = new LongPointer((long) count * each);
    long[] addresses = new long[count];
    List<MachineCode> codes = new ArrayList<>();
    for (int part = 0; part < count; part++) {
      int first = (int) ((long) part * blocks / count);
      int end = (int) ((part + 1L) * blocks / count);
      long at = (long) part * each;
      for (Argument array : arrays) {
        arguments.put(at++, array.address + first * array.apart);
      }
      arguments.put(at, steps.applyAsInt(end - first));
      addresses[part] = arguments.address() + (long) part * each * Long.BYTES;
      codes.add(code.apply(end - first));
    }
    return new BlockKernel(codes, arguments, addresses);
  }

  public int parts() {
    return addresses.length;
  }

  /** Runs one part to its end. */
  public void run(int part) {
    codes.get(part).run(addresses[part]);
  }

  /** Frees the arguments; the code is its library's. */
  @Override
  public void close() {
    arguments.close();
  }
}
