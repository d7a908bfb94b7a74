package io.archscape.engine.x86;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.archscape.engine.x86.StridedCopy.Axis;
import java.util.Collections;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StridedCopyTest {
  /** Two axes are exchanged, rows become longer; what lies between is left alone. */
  @ParameterizedTest
  @CsvSource({"1,1,1", "3,5,2", "9,40,16", "2,17,33"})
  void exchangesAxes(int outer, int rows, int columns) {
    assumeTrue(MachineCode.obstacle().isEmpty(), "skipped: no machine code here");
    int padded = rows + 3;
    float[] from = new float[outer * rows * columns];
    float[] expected = new float[outer * columns * padded];
    java.util.Arrays.fill(expected, -1);
    for (int o = 0; o < outer; o++) {
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          int at = (o * rows + r) * columns + c;
          from[at] = at;
          expected[(o * columns + c) * padded + r] = at;
        }
      }
    }
    StridedCopy copy =
        new StridedCopy(
            List.of(
                new Axis(rows, columns, 1),
                new Axis(outer, rows * columns, columns * padded),
                new Axis(columns, 1, padded)));
    float[] to = new float[expected.length];
    java.util.Arrays.fill(to, -1);
    try (CodeLibrary library = new CodeLibrary();
        FloatPointer source = new FloatPointer(from);
        FloatPointer target = new FloatPointer(to);
        BlockKernel kernel = copy.kernel(library, source.address(), target.address())) {
      kernel.run(0);
      target.get(to);
    }
    assertThat(to).isEqualTo(expected);
  }

  @Test
  void hasOneToFiveAxes() {
    List<Axis> six = Collections.nCopies(6, new Axis(1, 1, 1));
    assertThatThrownBy(() -> new StridedCopy(six))
        .hasMessage("copies must have 1 to 5 axes, got 6");
    assertThatThrownBy(() -> new StridedCopy(List.of()))
        .hasMessage("copies must have 1 to 5 axes, got 0");
  }
}
