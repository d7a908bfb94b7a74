package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.archscape.bench.BenchMode;
import io.archscape.bench.BenchNet;
import io.archscape.bench.BenchResult;
import io.archscape.bench.FakePython;
import io.archscape.document.Documents;
import io.archscape.plot.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code bench train --space}. */
class BenchDrawsTest {
  private static final Documents DOCUMENTS = new Documents();

  @TempDir Path folder;

  private static List<JsonNode> lines(String text) {
    return text.lines().map(line -> DOCUMENTS.readJson("", line, JsonNode.class)).toList();
  }

  private static List<JsonNode> sampled(String... arguments) {
    List<String> line = new ArrayList<>(List.of("sample"));
    line.addAll(List.of(arguments));
    Terminal.Result result = Terminal.run(line.toArray(String[]::new));
    return lines(result.out()).stream().map(sample -> sample.get("network")).toList();
  }

  private static Map<String, List<BenchNet>> drawn(String... arguments) {
    BenchTrainCommand command = new BenchTrainCommand();
    new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    return command.spaces.draw();
  }

  private static List<JsonNode> networks(List<BenchNet> nets) {
    return nets.stream()
        .map(net -> DOCUMENTS.canonicalJson(net.network()))
        .map(json -> DOCUMENTS.readJson("", json, JsonNode.class))
        .toList();
  }

  @Test
  void networksAreThoseThatSampleDraws() {
    Map<String, List<BenchNet>> nets = drawn("--space", "cifar-anynetx-d", "cifar-regnety");
    assertThat(nets).containsOnlyKeys("cifar-anynetx-d", "cifar-regnety");
    nets.forEach(
        (space, some) -> {
          assertThat(networks(some))
              .isEqualTo(sampled(space, "-n", "8", "--seed", "11", "--flops", "1.3M..1.7M"));
          assertThat(some.get(2).label()).isEqualTo(space + " 3");
        });
    assertThat(
            networks(
                drawn("--space", "cifar-regnetx", "-n", "2", "--seed", "4", "--flops", "1M..1.1M")
                    .get("cifar-regnetx")))
        .isEqualTo(sampled("cifar-regnetx", "-n", "2", "--seed", "4", "--flops", "1M..1.1M"));
    // other images have no range of their own
    assertThat(networks(drawn("--space", "regnetx", "-n", "2").get("regnetx")))
        .isEqualTo(sampled("regnetx", "-n", "2", "--seed", "11"));
  }

  @Test
  void drawnNetworksAreMeasuredOneLineEach() throws IOException {
    FakePython python = FakePython.in(folder, "2.13.0", 0);
    Path picture = folder.resolve("speed.svg");
    String[] measure =
        ("bench train --space cifar-regnetz -n 1 --seed 3 --flops 2M..3M --batch 2 --quick"
                + " --warmup 0 --steps 1 --rounds 1 --python %s -o %s")
            .formatted(python.file(), picture)
            .split(" ");
    Terminal.Result result = Terminal.run(measure);
    assertThat(result.code()).as(result.err()).isZero();
    List<JsonNode> networks =
        sampled("cifar-regnetz", "-n", "1", "--seed", "3", "--flops", "2M..3M");
    assertThat(lines(String.join("\n", python.questions())))
        .hasSize(Runtime.getRuntime().availableProcessors())
        .allSatisfy(asked -> assertThat(asked.get("network")).isEqualTo(networks.get(0)));
    List<JsonNode> lines = lines(result.out());
    assertThat(lines).hasSize(2);
    String peer = "torch 2.13.0 channels_last, memory kept";
    assertThat(lines.get(0).get("net").asText()).isEqualTo("cifar-regnetz 1");
    assertThat(lines.get(0).get("mode").asText()).isEqualTo("Nx1");
    assertThat(lines.get(0).get("peer").asText()).isEqualTo(peer);
    assertThat(lines.get(0).get("peers").size()).isEqualTo(1);
    assertThat(lines.get(0).get("peers").get(peer).asInt()).isPositive();
    assertThat(lines.get(0).get("sgemm_fraction").asDouble()).isPositive();
    assertThat(lines.get(1).get("lowest_net").asText()).isEqualTo("cifar-regnetz 1");
    assertThat(Files.readString(picture)).contains("share of SGEMM: cifar-regnetz");
  }

  private static BenchResult result(String net, double ours, Map<String, Double> peers) {
    return new BenchResult(
        net, 1_000_000, BenchMode.PROCESS_A_CORE, "onednn", ours, 60e9, 0, peers);
  }

  @Test
  void distributionsAreDrawnOfWhatHasAValue() {
    BenchDraws draws = new BenchDraws();
    draws.add("x", result("x 1", 2000, Map.of("a", 500.0, "b", 1000.0)));
    draws.add("x", result("x 2", 3000, Map.of("a", 2000.0)));
    draws.add("y", result("y 1", 1000, Map.of()));
    assertThat(new String(draws.figure().bytes(Format.CSV), StandardCharsets.UTF_8).lines())
        .containsExactly(
            "quantity,group,value",
            "images/s over the best peer's,x,1.5",
            "images/s over the best peer's,x,2.0",
            "share of SGEMM,x,0.2",
            "share of SGEMM,x,0.3",
            "share of SGEMM,y,0.1");
  }
}
