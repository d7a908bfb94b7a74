package io.archscape.engine.x86;

import static io.archscape.engine.x86.Instructions.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.archscape.engine.x86.Instructions.Reg;
import java.util.Optional;
import org.bytedeco.javacpp.LongPointer;
import org.junit.jupiter.api.Test;

class MachineCodeTest {
  @Test
  void runsWhatItWasGiven() {
    assumeTrue(isLinuxOnX86(), "skipped: not Linux on x86-64");
    assertThat(MachineCode.obstacle()).isEmpty();
    Instructions add = new Instructions();
    add.load(Reg.RAX, at(Reg.RDI, 0));
    add.add(Reg.RAX, at(Reg.RDI, 8));
    add.store(at(Reg.RDI, 16), Reg.RAX);
    add.returns();
    try (MachineCode code = MachineCode.of(add.bytes());
        LongPointer arguments = new LongPointer(5L, 37L, 0L)) {
      code.run(arguments.address());
      assertThat(arguments.get(2)).isEqualTo(42);
    }
  }

  @Test
  void elsewhereItSaysWhatKeepsItFromRunning() {
    assumeTrue(!isLinuxOnX86(), "skipped: Linux on x86-64");
    assertThat(MachineCode.obstacle())
        .get()
        .asString()
        .startsWith("machine code must run on Linux x86-64, got ");
  }

  @Test
  void codeOfTheSameKeyIsMadeOnce() {
    assumeTrue(MachineCode.obstacle().isEmpty(), "skipped: no machine code here");
    record Key(int number) {}
    try (CodeLibrary library = new CodeLibrary()) {
      byte[] returns = {(byte) 0xC3};
      MachineCode first = library.code(new Key(1), () -> returns);
      MachineCode again =
          library.code(
              new Key(1),
              () -> {
                throw new AssertionError("made again");
              });
      assertThat(again).isSameAs(first);
      assertThat(library.code(new Key(2), () -> returns)).isNotSameAs(first);
    }
  }

  private static boolean isLinuxOnX86() {
    return Optional.ofNullable(System.getProperty("os.name")).orElse("").equals("Linux")
        && System.getProperty("os.arch").equals("amd64");
  }
}
