package io.archscape.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.graph.Graph;
import io.archscape.graph.GraphBuilder;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryLimitTest {
  private static final long GIB = 1L << 30;

  @TempDir Path folder;
  private Path memory;
  private Path container;

  @BeforeEach
  void writeFiles() throws IOException {
    memory = folder.resolve("meminfo");
    container = folder.resolve("memory.stat");
    Files.writeString(
        memory, "MemTotal:       16777216 kB\nMemFree: 1 kB\nMemAvailable:    8388608 kB\n");
    Files.writeString(container, "anon 5\ninactive_file 1073741824\nactive_file 7\n");
  }

  private long free(long total, long free) {
    return FreeMemory.of(memory, List.of(folder.resolve("none"), container), total, free);
  }

  @Test
  void aMachinesFreeMemoryIsWhatLinuxCanGive() {
    assertThat(free(16 * GIB, 1)).isEqualTo(8 * GIB);
  }

  @Test
  void aContainersLimitCountsAndItsFilesAreNoUse() {
    assertThat(free(4 * GIB, 2 * GIB)).isEqualTo(3 * GIB);
    assertThat(free(15 * GIB, 12 * GIB)).as("no more than the machine has").isEqualTo(8 * GIB);
  }

  @Test
  void elsewhereTheJvmIsBelieved() {
    memory = folder.resolve("none");
    assertThat(free(4 * GIB, 2 * GIB)).isEqualTo(2 * GIB);
  }

  @Test
  void hereSomeMemoryIsFree() {
    assertThat(FreeMemory.here()).isBetween(1L << 20, 1L << 50);
  }

  /** Two images: themselves, results and gradients, 8*8*8 each; 4 * 3*4*9 parameters. */
  @Test
  void theEstimateIsThatOfItsFormula() {
    Graph graph = conv(4);
    assertThat(MemoryEstimate.planned().bytes(graph, batch(2)))
        .isEqualTo((long) (350e6 + 1.2 * 4 * 2 * (8 + 8 + 8) * 64 + 6 * 4 * 108));
    Recipe large = Recipes.parse("large", "batch: 2\noptimizer: {type: adamw}\nema: {type: decay}");
    assertThat(MemoryEstimate.planned().bytes(graph, large))
        .as("two averages of gradients, a scratch, the average of the parameters")
        .isEqualTo((long) (350e6 + 1.2 * 4 * 2 * (8 + 8 + 8) * 64 + 16 * 4 * 108));
  }

  private static Recipe batch(int images) {
    return Recipes.parse("test", "batch: " + images);
  }

  private static Graph conv(int width) {
    GraphBuilder builder = new GraphBuilder();
    builder.add(
        "conv", new Op.Conv(width, 3, 1), builder.add("input", new Op.Input(Shape.image(8))));
    return builder.build();
  }

  @Test
  void whatFitsIsLetPassAndTheRestIsRefusedInOneLine() {
    MemoryLimit limit = new MemoryLimit((graph, recipe) -> recipe.batch() * GIB, () -> 3 * GIB);
    assertThatCode(() -> limit.require(conv(4), batch(3))).doesNotThrowAnyException();
    assertThatThrownBy(() -> limit.require(conv(4), batch(4)))
        .hasMessage(
            "network must fit into memory: needs about 4.0 GiB at batch 4, got 3.0 GiB free");
  }
}
