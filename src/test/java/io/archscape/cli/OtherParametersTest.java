package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.claims.Answer;
import io.archscape.claims.Claim;
import io.archscape.claims.Verdict;
import io.archscape.store.PlausibleStore;
import io.archscape.study.Study;
import io.archscape.study.StudyClaims;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims, predictors and plots take a block's parameters as they come: here those of MBConv. */
class OtherParametersTest {
  private static final int MODELS = 80;

  private static final String SPACE =
      """
      type: anynet
      name: mobile
      description: inverted residual blocks
      image: 32
      classes: 10
      stem: {type: simple_stem_in, width: 16}
      block: mbconv
      attention: {choice: [none, se]}
      strides: [1, 2]
      d: {uniform: {low: 1, high: 4}}
      w: {choice: [16, 24, 40]}
      expansion: {choice: [1, 3, 6]}
      shareExpansion: true
      kernel: {choice: [3, 5]}
      shareKernel: true
      widths: up
      depths: free
      monotone: sort
      """;

  private static final String EXPERIMENT =
      """
      name: other
      description: a block with parameters of its own
      spaces: ['%s']
      models: %d
      band: {}
      data: {name: cifar10, train: 20000, validation: 5000, image: 32, seed: 1}
      recipe: {epochs: 2, batch: 64}
      seed: 3
      claims:
        - kernel best-value 3
        - expansion best-value 6
      """;

  @TempDir static Path folder;
  private static String sweep;

  @BeforeAll
  static void fill() throws IOException {
    Path space = folder.resolve("mobile.yaml");
    Files.writeString(space, SPACE);
    Path filled = folder.resolve("other");
    PlausibleStore.fill(filled, EXPERIMENT.formatted(space, MODELS));
    sweep = filled.toString();
  }

  private static Terminal.Result run(String... arguments) {
    Terminal.Result result = Terminal.run(arguments);
    assertThat(result.code()).as(result.err()).isZero();
    return result;
  }

  @Test
  void claimsAndFiguresHaveThem() throws IOException {
    Path page = folder.resolve("page.html");
    Path figures = folder.resolve("figures");
    run(
        "analyze",
        sweep,
        "-o",
        page.toString(),
        "--figures",
        figures.toString(),
        "--format",
        "csv");
    try (Stream<Path> drawn = Files.list(figures)) {
      assertThat(drawn.map(file -> file.getFileName().toString()))
          .contains("mobile-error-expansion.csv", "mobile-error-kernel.csv")
          .doesNotContain("mobile-error-b.csv", "mobile-error-g.csv");
    }
    assertThat(Files.readAllLines(figures.resolve("mobile-error-expansion.csv")))
        .hasSizeGreaterThan(MODELS / 2)
        .anyMatch(line -> line.contains("6"));
    String report = Files.readString(page);
    assertThat(report).contains("kernel best-value 3", "expansion best-value 6");
  }

  @Test
  void aClaimAboutThemIsAnswered() {
    Study study = Study.read(List.of(Path.of(sweep)));
    List<Answer> answers =
        StudyClaims.answers(study, List.of(Claim.parse("kernel best-value 5")), 1);
    assertThat(answers).extracting(Answer::verdict).doesNotContain(Verdict.UNANSWERED).hasSize(3);
    assertThat(answers.get(0).verdict()).as("kernel best-value 3").isEqualTo(Verdict.SUPPORTED);
    assertThat(answers.get(2).verdict()).as("kernel best-value 5").isEqualTo(Verdict.CONTRADICTED);
  }

  @Test
  void predictionsRelyOnThem() throws IOException {
    Path net = folder.resolve("net.jsonl");
    Files.writeString(
        net, run("sample", folder.resolve("mobile.yaml").toString(), "-n", "2").out());
    Terminal.Result result = run("predict", sweep, "--arch", net.toString());
    assertThat(result.out())
        .containsPattern("(?m)^kernel +[1-9]\\.\\d\\d \\+/-") // points, by which the error rises
        .containsPattern("(?m)^expansion ")
        .contains(net + ":1", net + ":2");
  }
}
