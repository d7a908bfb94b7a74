package io.archscape.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final List<EpochMetrics> EPOCHS =
      List.of(
          new EpochMetrics(1, 0.1, 2.302585092994046, 0.9, 1e-17, 1.0 / 3, 4.25, 20000),
          new EpochMetrics(2, 0.1 / 3, Math.PI, 0.5, 2, 0, 4, 20000));

  @TempDir Path folder;

  private static Checkpoint checkpoint(String trial) {
    Map<String, SafeTensors.Tensor> tensors = new LinkedHashMap<>();
    tensors.put(
        "z.weight",
        new SafeTensors.Tensor(List.of(2L, 2L), new float[] {1, -0f, Float.MIN_VALUE, 3e38f}));
    tensors.put("a.beta", new SafeTensors.Tensor(List.of(1L), new float[] {0.1f}));
    return new Checkpoint(trial, EPOCHS, tensors);
  }

  @Test
  void whatIsReadIsWhatWasWrittenToTheBit() throws IOException {
    Path file = folder.resolve("below/last.safetensors");
    checkpoint("t").write(file);
    Checkpoint read = Checkpoint.read(file, "t").orElseThrow();
    assertThat(read.epochs()).isEqualTo(EPOCHS);
    assertThat(read.values("z.weight", 4)).containsExactly(1, -0f, Float.MIN_VALUE, 3e38f);
    assertThat(Float.floatToRawIntBits(read.values("z.weight", 4)[1])).isEqualTo(0x80000000);
    assertThat(read.values("a.beta", 1)).containsExactly(0.1f);
    assertThatThrownBy(() -> read.values("a.beta", 2))
        .isInstanceOf(InputException.class)
        .hasMessage("a checkpoint must have 2 numbers of a.beta, got 1");
    assertThat(folder.resolve("below")).isDirectoryContaining("glob:**last.safetensors");
    assertThat(folder.resolve("below").toFile().list()).hasSize(1);
  }

  /** By the format's own rule, not by the code under test. */
  @Test
  void theFileIsASafetensorsFile() throws IOException {
    Path file = folder.resolve("c.safetensors");
    checkpoint("t").write(file);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int header = Math.toIntExact(bytes.getLong());
    assertThat(header % 8).isZero();
    String json = new String(bytes.array(), 8, header, StandardCharsets.UTF_8);
    assertThat(json)
        .contains("\"z.weight\":{\"data_offsets\":[0,16],\"dtype\":\"F32\",\"shape\":[2,2]}")
        .contains("\"a.beta\":{\"data_offsets\":[16,20],\"dtype\":\"F32\",\"shape\":[1]}")
        .contains("\"__metadata__\":{");
    assertThat(bytes.capacity()).isEqualTo(8 + header + 20);
    assertThat(bytes.getFloat(8 + header)).isEqualTo(1f);
    assertThat(bytes.getFloat(8 + header + 16)).isEqualTo(0.1f);
  }

  @Test
  void oneOfAnotherTrialOrNoneAtAllIsNotTaken() throws IOException {
    Path file = folder.resolve("c");
    assertThat(Checkpoint.read(file, "t")).isEmpty();
    checkpoint("other").write(file);
    assertThat(Checkpoint.read(file, "t")).isEmpty();
    assertThat(Checkpoint.read(file, "other")).isPresent();
  }

  @Test
  void noFileThatIsCutOrChangedAnywhereIsTaken() throws IOException {
    Path file = folder.resolve("c");
    checkpoint("t").write(file);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(Checkpoint.read(file, "t")).as("cut at %d", length).isEmpty();
    }
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 300; i++) {
      byte[] changed = whole.clone();
      int at = random.nextInt(whole.length);
      changed[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, changed);
      Optional<Checkpoint> read = Checkpoint.read(file, "t");
      if (read.isPresent()) { // a space of the header that means nothing
        assertThat(read.get().epochs()).as("changed at %d", at).isEqualTo(EPOCHS);
        assertThat(read.get().values("z.weight", 4))
            .containsExactly(1, -0f, Float.MIN_VALUE, 3e38f);
      }
    }
    Files.write(file, whole);
    assertThat(Checkpoint.read(file, "t")).isPresent();
  }

  @Test
  void aWriteThatFailsLeavesTheFileThatWasThere() throws IOException {
    Path file = folder.resolve("c");
    checkpoint("t").write(file);
    Files.createDirectory(folder.resolve("c.part")); // in the way
    assertThatThrownBy(() -> checkpoint("new").write(file)).isInstanceOf(IOException.class);
    assertThat(Checkpoint.read(file, "t")).isPresent();
  }
}
