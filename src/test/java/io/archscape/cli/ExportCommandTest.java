package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.arch.Network;
import io.archscape.exchange.Architectures;
import io.archscape.exchange.ExportFormat;
import io.archscape.pycls.Zoo;
import io.archscape.space.Spaces;
import io.archscape.store.StoredSweep;
import io.archscape.store.TrialResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportCommandTest {
  private static final String SWEEP = "experiments/cifar10-first";

  @TempDir Path folder;

  private Terminal.Result export(String source, ExportFormat format, String... more) {
    List<String> arguments =
        Stream.concat(
                Stream.of("export", source, "--format", format.name(), "-o", folder.toString()),
                Stream.of(more))
            .toList();
    return Terminal.run(arguments.toArray(String[]::new));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static Architectures.Named read(Path file) {
    return new Architectures().single(file.toString(), InputStream.nullInputStream());
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void writesTheBestOfASweep(ExportFormat format) throws IOException {
    Terminal.Result result = export(SWEEP, format, "--best", "3");
    assertThat(result.code()).as(result.err()).isZero();
    List<TrialResult> best =
        StoredSweep.read(Path.of(SWEEP)).trials().stream()
            .sorted(
                Comparator.comparingDouble((TrialResult trial) -> trial.error().orElseThrow())
                    .thenComparing(TrialResult::trialId))
            .limit(3)
            .toList();
    List<Path> files = files();
    assertThat(files).hasSize(3);
    for (int i = 0; i < 3; i++) {
      TrialResult trial = best.get(i);
      assertThat(files.get(i).getFileName().toString())
          .startsWith("0" + (i + 1) + "-" + trial.space() + "-" + trial.trialId().substring(0, 8));
      Architectures.Named back = read(files.get(i));
      assertThat(trial.network()).hasValue(back.network());
      assertThat(back.image()).hasValue(32);
      assertThat(back.classes()).hasValue(10);
      assertThat(result.out().lines().toList().get(i))
          .contains(files.get(i).getFileName().toString())
          .contains("error %.2f %%".formatted(100 * trial.error().orElseThrow()));
    }
    assertThat(export(SWEEP, format, "--best", "3").code()).as("the same again").isZero();
  }

  /** The luckiest of many seeds is no better network. */
  @Test
  void aNetworkTrainedMoreThanOnceIsTakenOnceByItsMean() throws IOException {
    Terminal.Result result = export("experiments/noise-mnist", ExportFormat.json, "--best", "10");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(files().stream().map(file -> read(file).network()).distinct()).hasSize(10);
    // spread: 3.76 4.02 3.70 4.12
    assertThat(result.out().lines().findFirst().orElseThrow())
        .contains("01-cifar-regnetx-inverted-")
        .endsWith("error 3.90 %, mean of 4 trainings");
    assertThat(export("experiments/noise-mnist", ExportFormat.json, "--best", "11").err())
        .contains("sweep must have 11 networks with a finished model, got 10");
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void publishedModelsComeBackTheSame(ExportFormat format) throws IOException {
    for (String name : new Zoo().names()) {
      Terminal.Result result = export(name, format);
      assertThat(result.code()).as(result.err()).isZero();
      Path file = folder.resolve("01-" + name + (format.name().equals("json") ? ".json" : ".yaml"));
      assertThat(read(file).network()).as(name).isEqualTo(new Zoo().open(name).network());
    }
    assertThat(files()).hasSize(43);
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void samplesOfEverySpaceComeBackTheSame(ExportFormat format) throws IOException {
    int checked = 0;
    for (String space : new Spaces().names()) {
      Path lines = folder.resolve(space + ".jsonl");
      Files.writeString(lines, Terminal.run("sample", space, "-n", "2").out());
      Path out = folder.resolve(space);
      Terminal.Result result =
          Terminal.run("export", lines.toString(), "--format", format.name(), "-o", out.toString());
      if (result.code() == 0) {
        List<Network> before =
            new Architectures()
                .sources(lines.toString(), InputStream.nullInputStream()).stream()
                    .map(source -> source.read().get().network())
                    .toList();
        assertThat(result.out().lines().map(file -> read(Path.of(file)).network()))
            .as(space)
            .hasSize(2)
            .isEqualTo(before);
        checked++;
      } else {
        assertThat(result.err()).contains("network must be one that pycls can express");
      }
    }
    assertThat(checked).isGreaterThanOrEqualTo(14);
  }

  @Test
  void jsonIsOneLineForEachFile() {
    Terminal.Result result = export(SWEEP, ExportFormat.pycls, "--best", "2", "--json");
    assertThat(result.out().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"error\":0."));
  }

  @Test
  void whatIsNeitherSweepNorArchitectureIsTold() {
    Terminal.Result missing = export(folder.resolve("none").toString(), ExportFormat.json);
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err().strip()).contains("none", "found none").hasLineCount(1);
    Terminal.Result empty = export(folder.toString(), ExportFormat.json);
    assertThat(empty.err()).contains("sweep must be a folder with a trials.db, found none");
  }

  @Test
  void whatIsThereIsNotReplaced() throws IOException {
    Path file = folder.resolve("01-resnet-56.yaml");
    Files.writeString(file, "mine");
    Terminal.Result result = export("resnet-56", ExportFormat.pycls);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err().strip())
        .contains(file.toString(), "must not exist yet")
        .hasLineCount(1);
    assertThat(file).hasContent("mine");
  }

  @Test
  void whatPyclsCannotExpressIsTold() throws IOException {
    Path file = folder.resolve("eca.yaml");
    Files.writeString(
        file,
        """
        stem: {type: simple_stem_in, width: 8}
        stages:
          - {depth: 1, width: 8, stride: 1, block: {type: res_basic_block, attention: {type: eca}}}
        head: {width: 0}
        """);
    Terminal.Result result = export(file.toString(), ExportFormat.pycls);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err().strip())
        .isEqualTo(
            "eca: network must be one that pycls can express, which has no attention in"
                + " res_basic_block; got eca");
    assertThat(files()).hasSize(1);
  }

  @Test
  void aSweepMustHaveSoManyFinishedModels() {
    Terminal.Result result = export(SWEEP, ExportFormat.json, "--best", "1000");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("must have 1000 networks with a finished model, got 28");
    assertThat(export(SWEEP, ExportFormat.json, "--best", "0").code()).isEqualTo(2);
  }
}
