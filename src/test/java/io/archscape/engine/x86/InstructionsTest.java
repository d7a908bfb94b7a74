package io.archscape.engine.x86;

import static io.archscape.engine.x86.Instructions.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.engine.x86.Instructions.Condition;
import io.archscape.engine.x86.Instructions.Label;
import io.archscape.engine.x86.Instructions.Reg;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Bytes as GNU as 2.40 makes them of the instructions beside them, but for longer distances. */
class InstructionsTest {
  @Test
  void vectorsOfEightFloats() {
    assertThat(hex(8, asm -> asm.load(15, at(Reg.R13, 0)))) // vmovups ymm15, [r13]
        .isEqualTo("c4417c107d00");
    assertThat(hex(8, asm -> asm.store(at(Reg.R12, -128), 9))) // vmovups [r12-128], ymm9
        .isEqualTo("c4417c114c2480");
    assertThat(hex(8, asm -> asm.multiplyAdd(15, 9, 7))) // vfmadd231ps ymm15, ymm9, ymm7
        .isEqualTo("c46235b8ff");
    assertThat(hex(8, asm -> asm.broadcast(9, at(Reg.RAX, 4)))) // vbroadcastss ymm9, [rax+4]
        .isEqualTo("c4627d184804");
    assertThat(hex(8, asm -> asm.permuteFours(9, at(Reg.R11, 96), 0xA0)))
        .isEqualTo("c4437d044b60a0"); // vpermilps ymm9, [r11+96], 0xa0
    assertThat(hex(8, asm -> asm.keepPositive(15, 9, 2, 3, 4)))
        .isEqualTo("c4e164c2e201" + "c4415c54f9"); // vcmpltps, vandps
  }

  @Test
  void vectorsOfSixteenFloats() {
    assertThat(hex(16, asm -> asm.load(31, at(Reg.R13, 64)))) // vmovups zmm31, [r13+64]
        .isEqualTo("62417c48107d01");
    assertThat(hex(16, asm -> asm.load(1, at(Reg.RSP, 4)))) // vmovups zmm1, [rsp+4]
        .isEqualTo("62f17c48108c2404000000");
    assertThat(hex(16, asm -> asm.multiplyAdd(31, 19, 7))) // vfmadd231ps zmm31, zmm19, zmm7
        .isEqualTo("62626540b8ff");
    assertThat(hex(16, asm -> asm.zero(31))) // vpxord zmm31, zmm31, zmm31
        .isEqualTo("62010540efff");
  }

  @Test
  void halvesOfSixteenFloats() {
    assertThat(hex(16, asm -> asm.loadHalf(9, at(Reg.R13, 32)))) // vbroadcastf64x4 zmm9, [r13+32]
        .isEqualTo("6252fd481b4d01");
    assertThat(hex(16, asm -> asm.insertHalf(31, at(Reg.RAX, 64))))
        .isEqualTo("626385401a780201"); // vinsertf64x4 zmm31, zmm31, [rax+64], 1
    assertThat(hex(16, asm -> asm.storeHalf(at(Reg.RDX, 96), 17, 1)))
        .isEqualTo("62e3fd481b4a0301"); // vextractf64x4 [rdx+96], zmm17, 1
    assertThat(hex(16, asm -> asm.insertHalf(8, 8))) // vinsertf64x4 zmm8, zmm8, ymm8, 1
        .isEqualTo("6253bd481ac001");
    assertThat(hex(16, asm -> asm.upperHalf(10, 20))) // vextractf64x4 ymm10, zmm20, 1
        .isEqualTo("62c3fd481be201");
    assertThat(hex(16, asm -> asm.permuteFours(20, 3, 0xA0))) // vpermilps zmm20, zmm3, 0xa0
        .isEqualTo("62e37d4804e3a0");
    assertThat(hex(16, asm -> asm.broadcastUpper(20, at(Reg.R13, 8))))
        .isEqualTo("62c27d49186502"); // vbroadcastss zmm20{k1}, [r13+8]
    assertThat(hex(16, Assembler::maskUpper)) // mov rax, 0xff00; kmovw k1, eax
        .isEqualTo("48c7c000ff0000" + "c5f892c8");
    assertThatThrownBy(() -> new Assembler(8).loadHalf(0, at(Reg.RAX, 0)))
        .hasMessage("halves must be of vectors of 16 floats, got 8");
  }

  /** Whatever the vectors are. */
  @Test
  void eightFloats() {
    assertThat(hex(16, asm -> asm.loadMasked(8, 11, at(Reg.R8, 0)))) // vmaskmovps ymm8, ymm11, [r8]
        .isEqualTo("c442252c00");
    assertThat(hex(16, asm -> asm.storeMasked(at(Reg.R9, 0), 11, 0)))
        .isEqualTo("c4c2252e01"); // vmaskmovps [r9], ymm11, ymm0
    assertThat(hex(16, asm -> asm.loadEight(8, at(Reg.R8, 0)))) // vmovups ymm8, [r8]
        .isEqualTo("c4417c1000");
    assertThat(hex(16, asm -> asm.storeEight(at(Reg.R9, 0), 0))) // vmovups [r9], ymm0
        .isEqualTo("c4c17c1101");
  }

  @Test
  void eightFloatsAreInTheFirstRegisters() {
    Assembler asm = new Assembler(16);
    assertThatThrownBy(() -> asm.loadEight(16, at(Reg.RAX, 0)))
        .hasMessage("vectors of 8 floats must be registers 0 to 15");
  }

  @Test
  void generalRegisters() {
    assertThat(hex(8, asm -> asm.loadInt(Reg.R9, at(Reg.R12, 0)))) // mov r9d, [r12]
        .isEqualTo("458b0c24");
    assertThat(hex(8, asm -> asm.storeInt(at(Reg.RDX, 8), Reg.RAX))) // mov [rdx+8], eax
        .isEqualTo("40894208"); // with a prefix that changes nothing
    assertThat(hex(8, asm -> asm.load(Reg.RAX, at(Reg.R12, 200)))) // mov rax, [r12+200]
        .isEqualTo("498b8424c8000000");
    assertThat(hex(8, asm -> asm.add(Reg.R13, -5))).isEqualTo("4981c5fbffffff");
    assertThat(hex(8, asm -> asm.add(Reg.R13, 0))).isEmpty();
    assertThat(hex(8, asm -> asm.move(Reg.R8, Reg.RCX))).isEqualTo("4989c8");
    assertThat(hex(8, asm -> asm.push(Reg.R12))).isEqualTo("4154");
  }

  @Test
  void jumpsGoBothWays() {
    assertThat(
            hex(
                8,
                asm -> {
                  Label back = new Label();
                  Label on = new Label();
                  asm.bind(back);
                  asm.jump(Condition.ZERO, on);
                  asm.jump(Condition.NOT_ZERO, back);
                  asm.bind(on);
                  asm.returns();
                }))
        .isEqualTo("0f84060000000f85f4ffffffc3");
  }

  @Test
  void vectorsAreOfEightOrSixteenFloats() {
    assertThatThrownBy(() -> new Assembler(4))
        .hasMessage("vectors must have 8 or 16 floats, got 4");
  }

  private static String hex(int lanes, Consumer<Assembler> instructions) {
    Assembler asm = new Assembler(lanes);
    instructions.accept(asm);
    return HexFormat.of().formatHex(asm.bytes());
  }
}
