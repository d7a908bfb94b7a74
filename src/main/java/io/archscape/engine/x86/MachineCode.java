package io.archscape.engine.x86;

import static io.archscape.engine.x86.Instructions.at;

import io.archscape.engine.x86.Instructions.Reg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Instructions in executable memory, called from Java. They get the address of an array of
 * addresses and numbers (64 bits each) in register RDI, may overwrite whatever the System V ABI
 * lets a function overwrite, and end with a return.
 */
public final class MachineCode implements AutoCloseable {
  private static final int MAP = 9;
  private static final int PROTECT = 10;
  private static final int UNMAP = 11;
  private static final int READ_WRITE = 3;
  private static final int READ_EXECUTE = 5;
  private static final int PRIVATE_ANONYMOUS = 0x22;
  private static final int PAGE = 4096;
  private static final int HIGHEST_ERROR = -4095;

  private final long address;
  private final long length;
  private boolean closed;

  private MachineCode(long address, long length) {
    this.address = address;
    this.length = length;
  }

  /** What keeps machine code from running here; empty if nothing does. */
  public static Optional<String> obstacle() {
    return Loaded.OBSTACLE;
  }

  /** Two functions of a shared library that is written to a temporary file and loaded once. */
  private static final class Loaded {
    private static final Optional<String> OBSTACLE = load();

    private static Optional<String> load() {
      String system = System.getProperty("os.name", "") + " " + System.getProperty("os.arch", "");
      if (!system.toLowerCase(Locale.ROOT).matches("linux (amd64|x86_64)")) {
        return Optional.of("machine code must run on Linux x86-64, got " + system);
      }
      String prefix = "Java_" + MachineCode.class.getName().replace('.', '_') + "_";
      byte[] library =
          SharedLibrary.of(Map.of(prefix + "call", caller(), prefix + "system", systemCaller()));
      try {
        Path file = Files.createTempFile("archscape-", ".so");
        try {
          Files.write(file, library);
          System.load(file.toString());
          return tried();
        } finally {
          Files.delete(file); // what is mapped stays
        }
      } catch (IOException | LinkageError e) {
        return Optional.of("machine code must be loadable, got " + e.getMessage());
      }
    }

    /** Memory that may be executed can be refused by itself. */
    private static Optional<String> tried() {
      Assembler nothing = new Assembler(8);
      nothing.returns();
      try (MachineCode code = placed(nothing.bytes())) {
        code.run(0);
        return Optional.empty();
      } catch (IllegalStateException e) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
    }

    /** JNI gives environment and class in RDI and RSI, then the arguments. */
    private static byte[] caller() {
      Assembler code = new Assembler(8);
      code.move(Reg.RDI, Reg.RCX);
      code.jump(Reg.RDX);
      return code.bytes();
    }

    private static byte[] systemCaller() {
      Assembler code = new Assembler(8);
      code.move(Reg.RAX, Reg.RDX);
      code.move(Reg.RDI, Reg.RCX);
      code.move(Reg.RSI, Reg.R8);
      code.move(Reg.RDX, Reg.R9);
      code.load(Reg.R10, at(Reg.RSP, 8));
      code.load(Reg.R8, at(Reg.RSP, 16));
      code.set(Reg.R9, 0);
      code.systemCall();
      code.returns();
      return code.bytes();
    }
  }

  private static native void call(long code, long arguments);

  private static native long system(long number, long a, long b, long c, long d, long e);

  /** Puts instructions into memory of their own. */
  static MachineCode of(byte[] instructions) {
    Loaded.OBSTACLE.ifPresent(
        obstacle -> {
          throw new IllegalStateException(obstacle);
        });
    return placed(instructions);
  }

  private static MachineCode placed(byte[] instructions) {
    long length = (instructions.length + PAGE - 1L) / PAGE * PAGE;
    long address = checked("mmap", system(MAP, 0, length, READ_WRITE, PRIVATE_ANONYMOUS, -1));
    try (BytePointer memory = new BytePointer(new Address(address))) {
      memory.put(instructions, 0, instructions.length);
    }
    checked("mprotect", system(PROTECT, address, length, READ_EXECUTE, 0, 0));
    return new MachineCode(address, length);
  }

  private static long checked(String what, long result) {
    if (result < 0 && result >= HIGHEST_ERROR) {
      throw new IllegalStateException(
          "memory for machine code must be had, got error %d of %s".formatted(-result, what));
    }
    return result;
  }

  private static final class Address extends Pointer {
    Address(long address) {
      this.address = address;
    }
  }

  /**
   * Runs the instructions.
   *
   * @param arguments the address that they find in RDI
   */
  void run(long arguments) {
    call(address, arguments);
  }

  /** Gives the memory back, once: others may have it after that. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      system(UNMAP, address, length, 0, 0, 0);
    }
  }
}
