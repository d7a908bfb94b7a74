package io.archscape.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.archscape.InputException;
import io.archscape.RunFailed;
import io.archscape.document.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BenchPoolTest {
  private static final BenchNet NET = BenchNet.named("d-depthwise");
  private static final long PARAMS = BenchQuestion.of(NET, 1, 0, 1, 1).cost().params();
  private static final PoolTask TASK =
      new PoolTask(
          "images.bin",
          80,
          20,
          32,
          10,
          List.of(1.0, 2.0, 3.0),
          List.of(4.0, 5.0, 6.0),
          2,
          8,
          0.1,
          0.9,
          5e-4,
          0.1,
          100,
          0.1,
          4);

  @TempDir Path folder;

  private static List<BenchNet> nets(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new BenchNet("net " + i, NET.network(), NET.image(), NET.classes()))
        .toList();
  }

  private static BenchSweepRun train(FakePython python, int nets) throws InterruptedException {
    BenchContender pool = BenchContender.torchPool(TorchInterpreter.at(python.file()));
    return BenchPool.train(pool, TASK, nets(nets), 2);
  }

  @Test
  void everyNetworkIsTrainedOnceByTwoProcesses() throws Exception {
    String kept = "echo \"$line\" >> " + folder.resolve("trained");
    FakePython python = FakePython.training(folder, "2.13.0", PARAMS, kept);
    BenchSweepRun run = train(python, 5);
    assertThat(run.name()).isEqualTo("torch 2.13.0 channels_last, memory kept");
    assertThat(run.seconds()).isPositive();
    assertThat(run.models())
        .extracting(BenchSweepRun.Trained::net)
        .containsExactly("net 0", "net 1", "net 2", "net 3", "net 4");
    assertThat(run.models())
        .allMatch(model -> model.error().equals(OptionalDouble.of(0.25)) && model.seconds() == 3);
    assertThat(Files.readAllLines(folder.resolve("trained")))
        .hasSize(5)
        .containsOnly(new Documents().canonicalJson(Map.of("network", NET.network())));
    assertThat(python.questions())
        .hasSize(2)
        .allSatisfy(
            line -> {
              JsonNode task = new Documents().readJson("", line, JsonNode.class);
              assertThat(task.get("data").asText()).isEqualTo("images.bin");
              assertThat(task.get("warmupSteps").asInt()).isEqualTo(100);
              assertThat(task.get("std").toString()).isEqualTo("[4.0,5.0,6.0]");
            });
  }

  @Test
  void thereAreNoMoreProcessesThanNetworks() throws Exception {
    FakePython python = FakePython.training(folder, "2.13.0", PARAMS, ":");
    assertThat(train(python, 1).models()).hasSize(1);
    assertThat(python.questions()).hasSize(1);
  }

  @Test
  void aProcessThatFailsEndsThePool() throws IOException {
    // the other one would wait for ever
    Path met = folder.resolve("met");
    String waits = "mkdir " + met + " 2>/dev/null || { echo out of memory >&2; exit 3; }; cat";
    FakePython python = FakePython.training(folder, "2.13.0", PARAMS, waits);
    assertThatThrownBy(() -> train(python, 5))
        .isInstanceOf(RunFailed.class)
        .hasMessageContainingAll("torch 2.13.0", "exit code 3", "out of memory");
  }

  @Test
  void anotherNetworkThanTheOneAskedForIsRefused() throws IOException {
    FakePython python = FakePython.training(folder, "2.13.0", PARAMS - 1, ":");
    assertThatThrownBy(() -> train(python, 1))
        .isInstanceOf(RunFailed.class)
        .hasMessageContainingAll("net 0", PARAMS + " parameters", "got " + (PARAMS - 1));
  }

  @Test
  void aProgramThatDoesNotRunIsToldInOneLine() {
    BenchContender missing = new BenchContender("none", List.of(folder + "/none"), Map.of());
    assertThatThrownBy(() -> BenchPool.train(missing, TASK, nets(1), 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(folder + "/none");
  }
}
