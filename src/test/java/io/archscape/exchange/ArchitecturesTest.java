package io.archscape.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.cli.Terminal;
import io.archscape.space.Fitting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchitecturesTest {
  private static final String CONFIG =
      """
      MODEL:
        TYPE: regnet
        NUM_CLASSES: 10
        LOSS_FUN: cross_entropy
      REGNET: {DEPTH: 16, W0: 48, WA: 36.97, WM: 2.24, GROUP_W: 24}
      OPTIM: {BASE_LR: 0.1}
      TRAIN: {IM_SIZE: 32}
      """;

  @TempDir Path folder;

  private static Architectures.Named read(String argument, String input) {
    return new Architectures()
        .single(argument, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void costTakesImageAndClassesFromAConfigUnlessTheyAreGiven() throws IOException {
    Path file = Files.writeString(folder.resolve("net.yaml"), CONFIG);
    Terminal.Result own = Terminal.run("cost", "--json", file.toString());
    assertThat(own.code()).isZero();
    assertThat(own.err().strip())
        .isEqualTo(file + ": ignored, not about the model: MODEL.LOSS_FUN, OPTIM.*");
    assertThat(own.out())
        .isEqualTo(
            Terminal.run("cost", "--json", file.toString(), "--image", "32", "--classes", "10")
                .out());
    Terminal.Result given =
        Terminal.run("cost", "--json", file.toString(), "--image", "224", "--classes", "1000");
    // RegNetX-600MF of pycls' MODEL_ZOO.md
    assertThat(given.out())
        .contains("\"acts\":3975096", "\"flops\":600891112", "\"params\":6196040");
    assertThat(Terminal.run("cost", "RegNetX-600MF", "--json").out())
        .contains("\"acts\":3975096", "\"flops\":600891112", "\"params\":6196040");
  }

  @Test
  void configsMayBeJsonOrLinesOfIt() throws IOException {
    String json = "{\"MODEL\":\t{\"TYPE\": \"regnet\"}}";
    Path file = Files.writeString(folder.resolve("net.json"), json);
    assertThat(read(file.toString(), "").network()).isEqualTo(read("-", json).network());
    Terminal.Result wrong =
        Terminal.withInput(json + "\n{\"MODEL\": {\"TYPE\": \"vgg\"}}\n", "cost", "-", "--json");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.out()).contains("-:2:12: MODEL.TYPE must be one of anynet, effnet, regnet");
  }

  @Test
  void widthsBeforeTheAdjustmentAreKnownOfConfigsAndSamples() {
    List<Fitting> published = read("regnetx-600mf", "").fittings();
    assertThat(published.stream().map(Fitting::width)).containsExactly(48, 104, 240, 536);
    assertThat(published.stream().map(fitting -> fitting.adjusted().width()))
        .containsExactly(48, 96, 240, 528);
    for (String space : List.of("anynetx-a", "anynetx-b", "anynetx-e", "regnetx", "regnety")) {
      Architectures.Named named = read("-", Terminal.run("sample", space, "-n", "1").out());
      assertThat(named.fittings()).as(space).hasSize(4);
      assertThat(named.regnet().isPresent()).as(space).isEqualTo(space.startsWith("regnet"));
    }
    assertThat(read("resnet-50", "").fittings()).isEmpty();
  }

  @Test
  void aNameThatIsNearlyOneIsHintedAt() {
    Terminal.Result near = Terminal.run("cost", "regnetx-40mf");
    assertThat(near.code()).isEqualTo(2);
    assertThat(near.err()).contains("found none; did you mean 'regnetx-400mf'?");
    assertThat(Terminal.run("cost", "vgg").err()).contains("built in are regnetx-200mf, ");
    assertThat(Terminal.run("cost", "none.yaml").err()).doesNotContain("built in are");
  }
}
