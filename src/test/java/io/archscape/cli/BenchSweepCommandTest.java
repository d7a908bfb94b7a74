package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.archscape.bench.FakePython;
import io.archscape.data.DataFolders;
import io.archscape.data.DataSpec;
import io.archscape.data.Datasets;
import io.archscape.data.Images;
import io.archscape.data.Split;
import io.archscape.document.Documents;
import io.archscape.experiment.Experiment;
import io.archscape.experiment.PlannedTrial;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchSweepCommandTest {
  private static final String[] SMALL =
      "--space cifar-regnetx -n 1 --flops 1M..1.1M --epochs 1 --images 128 --data shapes"
          .split(" ");

  @TempDir Path folder;

  private static Terminal.Result run(String... more) {
    String[] line = new String[2 + more.length];
    line[0] = "bench";
    line[1] = "sweep";
    System.arraycopy(more, 0, line, 2, more.length);
    return Terminal.run(line);
  }

  private static void assertBadInput(Terminal.Result result, String... parts) {
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).contains(parts);
  }

  private static Experiment experiment(String... arguments) {
    BenchSweepCommand command = new BenchSweepCommand();
    new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    return command.sweep.experiment(new PrintWriter(new StringWriter(), true));
  }

  @Test
  void wrongInputIsToldInOneLineBeforeAnythingIsTrained() {
    String shapes = "--data=shapes";
    assertBadInput(run(shapes, "-n", "0"), "models", "at least 1");
    assertBadInput(run(shapes, "--epochs", "0"), "epochs", "at least 1");
    assertBadInput(run(shapes, "--images", "3"), "images", "at least 4");
    assertBadInput(run(shapes, "--images", "40"), "at least one batch", "40 images");
    assertBadInput(run(shapes, "--space", "no-space"), "no-space", "cifar-regnetx");
    assertBadInput(run("-n", "0"), "models", "at least 1"); // no lack of data
    assertBadInput(run("--space", "no-space"), "no-space", "cifar-regnetx");
    assertBadInput(run("--data", "mnist"), "cifar10 or shapes", "mnist");
    assertBadInput(run("--data", "imagenet"), "data name", "imagenet");
    assertBadInput(run("--data-dir", folder.toString()), "cifar10", folder.toString());
  }

  @Test
  void theExperimentIsTheOneThatWasMeasuredBefore() {
    Experiment usual = experiment("--data", "shapes");
    assertThat(usual.spaces()).containsExactly("cifar-anynetx-c", "cifar-regnetx");
    assertThat(usual.plan().size()).isEqualTo(12);
    assertThat(usual.data()).isEqualTo(DataSpec.of("shapes", 20_000, 5_000, 1));
    assertThat(usual.recipe().epochs()).isEqualTo(2);
    assertThat(usual.plan().trials())
        .extracting(planned -> planned.cost().flops())
        .allMatch(flops -> flops >= 1_300_000 && flops <= 1_700_000);
  }

  @Test
  void aSweepIsTrainedByOursAndByAPoolThatGetsTheSame() throws IOException {
    PlannedTrial only = experiment(SMALL).plan().trials().get(0);
    Path images = folder.resolve("images");
    // the file that the first line names is there while the pool works
    String copy = "cp \"$(echo \"$question\" | sed 's/.*\"data\":\"//; s/\".*//')\" " + images;
    long params = only.cost().params();
    FakePython sound = FakePython.training(folder, "2.13.0", params, copy);
    FakePython dies = FakePython.training(folder, "1.13.0", params, "echo no memory >&2; exit 2");
    String[] pythons = {
      "--python", folder + "/none", "--python", dies.file() + "", "--python", sound.file() + ""
    };
    Terminal.Result result =
        run(Stream.of(SMALL, pythons).flatMap(Stream::of).toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err().lines().filter(line -> line.endsWith("it is left out")))
        .satisfiesExactly(
            line -> assertThat(line).contains("must run", "none"),
            line -> assertThat(line).contains("torch 1.13.0", "no memory"));
    Documents documents = new Documents();
    List<JsonNode> lines =
        result.out().lines().map(line -> documents.readJson("", line, JsonNode.class)).toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0).get("models").asInt()).isEqualTo(1);
    assertThat(lines.get(0).get("results").get(0).get("net").asText()).isEqualTo(only.name());
    assertThat(lines.get(0).get("results").get(0).get("error").asDouble()).isBetween(0.0, 100.0);
    assertThat(lines.get(1).get("peer_mean_error").asDouble()).isEqualTo(25);
    assertThat(lines.get(2).get("summary").asText()).isEqualTo("ratio to the best peer");
    assertThat(lines.get(2).get("peer").asText()).startsWith("torch 2.13.0 channels_last");
    assertThat(Files.readAllBytes(images)).isEqualTo(bytes(experiment(SMALL).data()));
    JsonNode task = documents.readJson("", sound.questions().get(0), JsonNode.class);
    assertThat(task.get("epochs").asInt()).isEqualTo(1);
    assertThat(Path.of(task.get("data").asText())).doesNotExist();
    assertThat(Path.of(task.get("data").asText()).getParent()).doesNotExist();
  }

  private static byte[] bytes(DataSpec spec) {
    Split split = Datasets.open(spec, DataFolders.only(Path.of("none"))).split(spec);
    int all = split.train().count() + split.validation().count();
    int size = split.train().imageSize();
    byte[] bytes = new byte[all * size + all];
    int next = 0;
    for (Images images : List.of(split.train(), split.validation())) {
      for (int i = 0; i < images.count(); i++, next++) {
        images.copy(i, bytes, next * size);
        bytes[all * size + next] = (byte) images.label(i);
      }
    }
    return bytes;
  }
}
