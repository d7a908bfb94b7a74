package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.document.Documents;
import io.archscape.exchange.Architectures;
import io.archscape.space.Fitting;
import io.archscape.space.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrawCommandTest {
  @TempDir Path folder;

  private Path sample(String space) throws IOException {
    String line = Terminal.run("sample", space, "-n", "1", "--seed", "4").out();
    return Files.writeString(folder.resolve(space + ".json"), line);
  }

  @Test
  void drawsASampleInEveryFormat() throws IOException {
    Path file = sample("cifar-regnety");
    for (String format : List.of("svg", "png", "dot")) {
      Path out = folder.resolve("new/net." + format);
      Terminal.Result result = Terminal.run("draw", file.toString(), "-o", out.toString());
      assertThat(result.err()).isEmpty();
      assertThat(result.code()).isZero();
      assertThat(result.out().strip()).isEqualTo("drawing: " + out);
      assertThat(out).isNotEmptyFile();
    }
    assertThat(Files.readString(folder.resolve("new/net.svg")))
        .contains("cifar-regnety.json", "drawn from cifar-regnety: ");
  }

  @Test
  void imageAndClassesCanBeChosen() throws IOException {
    Path out = folder.resolve("net.svg");
    Terminal.run(
        "draw",
        sample("cifar-regnetx").toString(),
        "-o",
        out.toString(),
        "--image",
        "48",
        "--classes",
        "7");
    assertThat(Files.readString(out)).contains("image 48x48x3, 7 classes");
  }

  /** What is worked out from the parameters drawn must lead to the network that was drawn. */
  @Test
  void fittingsOfASampleEndInItsWidths() {
    int changed = 0;
    int checked = 0;
    for (String space : List.of("anynetx-a", "anynetx-c", "regnetx", "cifar-regnety")) {
      String lines = Terminal.run("sample", space, "-n", "20", "--seed", "1").out();
      for (String line : lines.lines().toList()) {
        Sample sample = new Documents().readJson("sample", line, Sample.class);
        List<Fitting> fittings = Architectures.Named.of("s", sample).fittings();
        assertThat(fittings.stream().map(each -> each.adjusted().width()))
            .containsExactlyElementsOf(
                sample.network().stages().stream().map(stage -> stage.width()).toList());
        changed += fittings.stream().anyMatch(Fitting::changed) ? 1 : 0;
        checked++;
      }
    }
    assertThat(checked).isEqualTo(80);
    assertThat(changed).isGreaterThan(20);
  }

  /** Seed 2 draws group widths and widths that do not fit. */
  @Test
  void costShowsTheAdjustmentBelowTheLayers() throws IOException {
    Path file = folder.resolve("adjusted.json");
    Files.writeString(file, Terminal.run("sample", "anynetx-a", "-n", "1", "--seed", "2").out());
    Terminal.Result table = Terminal.run("cost", file.toString(), "--layers");
    assertThat(table.out())
        .contains(
            "width requested -> used", "104 -> 96", "16 -> 6", "the 3x3 convolution has only 6");
  }

  @Test
  void anUnknownEndingIsOneLineBeforeAnythingIsRead() {
    Terminal.Result result = Terminal.run("draw", "none.yaml", "-o", "net.bmp");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err().strip())
        .isEqualTo("drawing file must end in .svg, .png or .dot, got net.bmp");
    assertThat(Terminal.run("draw", "--help").out()).contains("Usage:", "-o");
  }
}
