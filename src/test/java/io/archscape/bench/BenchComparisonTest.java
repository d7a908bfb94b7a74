package io.archscape.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.RunFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With scripts in the place of all contenders. */
class BenchComparisonTest {
  private static final BenchNet NET = BenchNet.named("d-depthwise");
  private static final BenchEffort EFFORT = new BenchEffort(2, 0, 1, 3);

  @TempDir Path folder;
  private final List<String> progress = new ArrayList<>();

  private static long params(BenchNet net) {
    return EFFORT.question(net, 1).cost().params();
  }

  private BenchComparison against(BenchContender own, BenchContender... peers) throws IOException {
    BenchContender product = contender("sgemm", FakePython.in(folder, "sgemm", params(NET)));
    return new BenchComparison(product, own, List.of(peers), EFFORT, progress::add);
  }

  private BenchComparison comparison(BenchContender... peers) throws IOException {
    return against(contender("ours", FakePython.in(folder, "ours", params(NET))), peers);
  }

  private static BenchContender contender(String name, FakePython script) {
    return new BenchContender(name, List.of(script.file().toString()), Map.of());
  }

  private BenchContender peer(String name, String before, String round) throws IOException {
    return contender(name, FakePython.of(folder, name, params(NET), before, round));
  }

  private List<String> leftOut() {
    return progress.stream().filter(line -> line.endsWith("; it is left out")).toList();
  }

  @Test
  void ratesOfAllProcessesAreSummed() throws Exception {
    BenchResult result = comparison(peer("sound", ":", ":")).measure(NET, BenchMode.PROCESS_A_CORE);
    double all = 100.0 * Runtime.getRuntime().availableProcessors();
    assertThat(result.images()).isEqualTo(all);
    assertThat(result.peers()).isEqualTo(Map.of("sound", all));
    assertThat(leftOut()).isEmpty();
  }

  @Test
  void aPeerThatFailsIsLeftOutAndTheRestGoesOn() throws Exception {
    BenchContender other = contender("other", FakePython.in(folder, "other", params(NET) + 1));
    BenchContender missing = new BenchContender("missing", List.of(folder + "/none"), Map.of());
    BenchResult result =
        comparison(
                other,
                peer("dies", "echo no such block >&2; exit 3", ":"),
                peer("later", ":", "echo out of memory >&2; exit 4"),
                peer("noise", "echo '{'", ":"),
                missing,
                peer("sound", ":", ":"))
            .measure(NET, BenchMode.ONE_PROCESS);
    assertThat(result.peers()).isEqualTo(Map.of("sound", 100.0));
    assertThat(leftOut())
        .allMatch(line -> line.startsWith("d-depthwise 1xN: "))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .contains(
                        "other", "%d parameters, got %d".formatted(params(NET), params(NET) + 1)),
            line -> assertThat(line).contains("dies", "code 3: no such block"),
            line -> assertThat(line).contains("noise"),
            line -> assertThat(line).contains("none"),
            line -> assertThat(line).contains("later", "code 4: out of memory"));
  }

  @Test
  void aPeerThatFailedOnANetworkIsAskedAboutTheNext() throws Exception {
    FakePython python =
        FakePython.of(
            folder,
            "choosy",
            params(NET),
            "[ -e \"$0.met\" ] || { touch \"$0.met\"; exit 1; }",
            ":");
    BenchComparison comparison = comparison(contender("choosy", python));
    assertThat(comparison.measure(NET, BenchMode.ONE_PROCESS).peers()).isEmpty();
    assertThat(comparison.measure(NET, BenchMode.ONE_PROCESS).peers()).containsOnlyKeys("choosy");
  }

  @Test
  void whatCannotCompileOnceIsNotAskedAgain() throws Exception {
    FakePython python = FakePython.of(folder, "2.13.0", params(NET), "exit 1", ":");
    TorchInterpreter torch = TorchInterpreter.at(python.file());
    BenchComparison comparison =
        comparison(
            BenchContender.torch(torch, TorchVariant.COMPILED),
            BenchContender.torch(torch, TorchVariant.NCHW));
    comparison.measure(NET, BenchMode.ONE_PROCESS);
    comparison.measure(NET, BenchMode.ONE_PROCESS);
    assertThat(python.questions()).hasSize(3);
    assertThat(leftOut()).hasSize(3);
    assertThat(leftOut().get(0)).contains("torch 2.13.0 channels_last compiled");
  }

  @Test
  void aFailureOfOursEndsTheMeasurement() throws IOException {
    BenchContender dead = peer("ours", "echo crashed >&2; exit 5", ":");
    assertThatThrownBy(() -> against(dead).measure(NET, BenchMode.ONE_PROCESS))
        .isInstanceOf(RunFailed.class)
        .hasMessageContainingAll("ours", "crashed");
  }
}
