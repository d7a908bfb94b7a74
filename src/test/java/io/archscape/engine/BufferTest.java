package io.archscape.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.RequirementException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both ways to move floats work on a processor's memory, so that both are tried on it. */
class BufferTest {
  @ParameterizedTest
  @EnumSource(Buffer.Memory.class)
  void whatIsWrittenIsRead(Buffer.Memory memory) {
    try (Buffer buffer = Buffer.create(memory, 2, 3)) {
      buffer.write(new float[] {1, 2, 3, 4, 5, 6});
      assertThat(buffer.toArray()).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(buffer.array().getFloat(1, 0)).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource(Buffer.Memory.class)
  void aShortWriteAndReadStayAtTheBeginning(Buffer.Memory memory) {
    try (Buffer buffer = Buffer.create(memory, 2, 2)) {
      buffer.write(new float[] {1, 2, 3, 4});
      buffer.write(new float[] {9});
      assertThat(buffer.toArray()).containsExactly(9, 2, 3, 4);
      float[] first = new float[3];
      buffer.read(first);
      assertThat(first).containsExactly(9, 2, 3);
    }
  }

  @ParameterizedTest
  @EnumSource(Buffer.Memory.class)
  void aPartMovesNothingBesideIt(Buffer.Memory memory) {
    try (Buffer whole = Buffer.create(memory, 10)) {
      whole.write(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
      Buffer part = whole.part(3, 2, 2);
      assertThat(part.toArray()).containsExactly(3, 4, 5, 6);
      part.array().addi(10);
      part.write(new float[] {-1, -2, -3});
      assertThat(part.shaped(4).toArray()).containsExactly(-1, -2, -3, 16);
      assertThat(whole.toArray()).containsExactly(0, 1, 2, -1, -2, -3, 16, 7, 8, 9);
    }
  }

  @ParameterizedTest
  @EnumSource(Buffer.Memory.class)
  void moreThanFitsIsRefused(Buffer.Memory memory) {
    try (Buffer buffer = Buffer.create(memory, 2)) {
      assertThatThrownBy(() -> buffer.write(new float[3]))
          .isInstanceOf(RequirementException.class)
          .hasMessageContaining("2 elements, got 3");
      assertThatThrownBy(() -> buffer.read(new float[3])).isInstanceOf(RequirementException.class);
    }
  }
}
