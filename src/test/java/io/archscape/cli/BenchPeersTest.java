package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.archscape.bench.BenchNet;
import io.archscape.bench.BenchQuestion;
import io.archscape.bench.FakePython;
import io.archscape.document.Documents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole measurement of one small network, against scripts in the place of PyTorch. */
class BenchPeersTest {
  private static final String NET = "a-stem-stride-2";

  @TempDir Path folder;

  @Test
  void peersComeFromSeveralInterpretersAndThoseWithoutTorchAreLeftOut() throws IOException {
    long params = BenchQuestion.of(BenchNet.named(NET), 1, 0, 1, 1).cost().params();
    Path missing = folder.resolve("no-python");
    Path without = FakePython.broken(folder, "No module named torch");
    FakePython old = FakePython.in(folder, "1.13.0a0", params);
    FakePython newer = FakePython.in(folder, "2.13.0+cpu", params);
    String[] measure =
        ("bench train --net %s --mode 1xN --batch 2 --warmup 0 --steps 1 --rounds 1 --compile"
                + " --python %s --python %s --python %s --python %s --python %s")
            .formatted(NET, missing, old.file(), without, newer.file(), old.file())
            .split(" ");
    Terminal.Result result = Terminal.run(measure);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err().lines().filter(line -> line.endsWith("it is left out")))
        .satisfiesExactly(
            line -> assertThat(line).contains("must run", missing.toString()),
            line -> assertThat(line).contains("must have torch", without.toString()));
    Documents documents = new Documents();
    List<JsonNode> lines =
        result.out().lines().map(line -> documents.readJson("", line, JsonNode.class)).toList();
    assertThat(lines)
        .filteredOn(line -> line.path("peer_images_per_s").asInt() == 100)
        .extracting(line -> line.get("peer").asText())
        .containsExactly(
            "torch 1.13.0a0 NCHW",
            "torch 1.13.0a0 NCHW, memory kept",
            "torch 1.13.0a0 channels_last",
            "torch 1.13.0a0 channels_last, memory kept",
            "torch 2.13.0 NCHW",
            "torch 2.13.0 NCHW, memory kept",
            "torch 2.13.0 channels_last",
            "torch 2.13.0 channels_last compiled, memory kept",
            "torch 2.13.0 channels_last, memory kept");
    assertThat(lines.get(lines.size() - 1).get("nets").asInt()).isEqualTo(1);
  }
}
