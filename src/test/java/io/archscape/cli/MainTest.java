package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.document.Documents;
import io.archscape.space.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir Path folder;

  private static void assertBadInput(Terminal.Result result, String... parts) {
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err().strip().lines()).hasSize(1);
    assertThat(result.err()).contains(parts).doesNotContain("io.archscape");
  }

  @Test
  void showsASpaceAsJson() {
    Terminal.Result result = Terminal.run("space", "anynetx-a", "--json");
    assertThat(result.code()).isZero();
    assertThat(result.out().strip())
        .isEqualTo(
            "{\"cardinality\":\"1846757322198614016\",\"dimensions\":16,"
                + "\"distinct\":\"328251186626953216\",\"name\":\"anynetx-a\","
                + "\"paper\":\"about 1.8e18 = (16*128*3*6)^4\"}");
  }

  @Test
  void saysWhichArchitecturesLieInASpace() {
    Terminal.Result result =
        Terminal.run("space", "regnetx-pycls", "--contains", "regnetx-400mf", "regnety-400mf");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out().lines())
        .containsExactly(
            "regnetx-400mf is in regnetx-pycls",
            "regnety-400mf is not in regnetx-pycls: attention must be {type:none}, got"
                + " {type:se,ratio:0.25}");
  }

  @Test
  void listsEverySpaceWithItsImageSize() {
    assertThat(Terminal.run("spaces").out().lines()).hasSizeGreaterThanOrEqualTo(14);
  }

  @Test
  void samplesWithinTheBandAndCostReadsThemBack() {
    Terminal.Result sampled =
        Terminal.run("sample", "cifar-regnety", "-n", "3", "--seed", "5", "--flops", "1.3M..1.7M");
    assertThat(sampled.code()).isZero();
    List<String> lines = sampled.out().lines().toList();
    assertThat(lines).hasSize(3);
    Sample first = new Documents().readJson("sample", lines.get(0), Sample.class);
    assertThat(first.cost().flops()).isBetween(1_300_000L, 1_700_000L);
    Terminal.Result cost = Terminal.withInput(sampled.out(), "cost", "-", "--json");
    assertThat(cost.code()).isZero();
    assertThat(cost.out().lines().findFirst())
        .hasValue(
            "{\"acts\":%d,\"file\":\"-:1\",\"flops\":%d,\"params\":%d}"
                .formatted(first.cost().acts(), first.cost().flops(), first.cost().params()));
  }

  @Test
  void layersOfTheTableSumUpToTheTotal() throws IOException {
    Path file = folder.resolve("net.json");
    Files.writeString(file, Terminal.run("sample", "cifar-regnetx", "-n", "1").out());
    Terminal.Result table = Terminal.run("cost", file.toString(), "--layers");
    assertThat(table.code()).isZero();
    assertThat(table.out()).contains("stem.conv", "conv 3x3", "head.fc", "100.0", "total");
  }

  @Test
  void oneBadFileDoesNotKeepOthersFromBeingCounted() throws IOException {
    Path good = folder.resolve("good.json");
    Files.writeString(good, Terminal.run("sample", "cifar-regnetx", "-n", "1").out());
    Path bad = folder.resolve("bad.yaml");
    Files.writeString(
        bad, "stem: {type: simple_stem_in, width: 0}\nstages: []\nhead: {width: 0}\n");
    Terminal.Result result = Terminal.run("cost", "--json", bad.toString(), good.toString());
    assertThat(result.code()).isEqualTo(2);
    List<String> lines = result.out().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).contains("\"error\":", "stem width must be at least 1, got width=0");
    assertThat(lines.get(1)).contains("\"flops\":");
  }

  @Test
  void saysWhatIsWrongInOneLine() throws IOException {
    assertBadInput(Terminal.run("space", "anynetx-f"), "'anynetx-f'", "did you mean 'anynetx-");
    assertBadInput(Terminal.run("sample"), "SPACE", "archscape sample --help");
    assertBadInput(Terminal.run("sample", "regnetx", "--flops", "many"), "--flops", "many");
    assertBadInput(
        Terminal.run("sample", "regnetx", "--flops", "2M..1M"), "low must be at most high");
    assertBadInput(Terminal.run("cost", "none.yaml"), "none.yaml", "found none");
    assertBadInput(Terminal.run("sweep", "none.yaml"), "none.yaml", "found none");
    assertBadInput(Terminal.run("frobnicate"), "frobnicate");
    assertBadInput(Terminal.run("edf", ".", "-o", "x.bmp"), "x.bmp", ".svg");
    assertBadInput(Terminal.run("edf", folder.toString(), "-o", "x.svg"), folder.toString());
    assertBadInput(Terminal.run("data", "info", "imagenet"), "imagenet");
    assertBadInput(
        Terminal.run("data", "info", "cifar10", "--data-dir", folder.toString()),
        folder.toString(),
        "archscape data fetch cifar10");
    assertBadInput(Terminal.run("data", "fetch", "shapes"), "shapes", "built in");
  }

  @Test
  void anImpossibleBandTellsHowCloseItCame() {
    assertBadInput(
        Terminal.run("sample", "cifar-anynetx-e", "-n", "1", "--flops", "..1000"),
        "drawn",
        "nearest");
  }

  @Test
  void malformedYamlIsToldByFileLineAndColumn() throws IOException {
    Path space = folder.resolve("space.yaml");
    Files.writeString(space, "type: anynet\nname: [\n");
    assertBadInput(
        Terminal.run("space", space.toString()), "space.yaml:2:8: must be YAML: expected the node");
    Files.writeString(space, "# no YAML\nwords, and on the next line\nkey: value\n");
    assertBadInput(
        Terminal.run("space", space.toString()), "space.yaml:3:4: must be YAML: mapping values");
    Path experiment = folder.resolve("experiment.yaml");
    Files.writeString(experiment, "name: x\nspacez: []\n");
    assertBadInput(
        Terminal.run("sweep", experiment.toString()), "experiment.yaml:2:1:", "'spaces'");
  }

  @Test
  void everyCommandHasHelp() {
    for (String command :
        List.of(
            "quickstart",
            "spaces",
            "space",
            "sample",
            "cost",
            "draw",
            "data",
            "train",
            "sweep",
            "adjust",
            "edf",
            "export",
            "bench")) {
      Terminal.Result result = Terminal.run(command, "--help");
      assertThat(result.code()).as(command).isZero();
      assertThat(result.out()).contains("Usage: archscape " + command);
    }
    assertThat(Terminal.run().out()).contains("quickstart").doesNotContain("worker");
  }
}
