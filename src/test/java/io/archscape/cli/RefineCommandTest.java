package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.document.Documents;
import io.archscape.experiment.Experiment;
import io.archscape.store.PlausibleStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefineCommandTest {
  private static final String EXPERIMENT =
      """
      name: tiny
      description: a moment of training
      spaces: [cifar-regnety, attention-study]
      models: 2
      band: {flops: ..400k}
      data: {name: shapes, train: 64, validation: 64, image: 16, seed: 1}
      recipe: {epochs: 1, batch: 32}
      seed: 3
      claims:
        - cifar-regnety better-than attention-study
        - cifar-regnety same-as attention-study within 100
        - g: best-value 1
        - cifar-regnety[wm=2.999] better-than attention-study
      """;

  @TempDir Path folder;
  private Path experiment;
  private Path out;

  @BeforeEach
  void writeExperiment() throws IOException {
    experiment = Files.writeString(folder.resolve("tiny.yaml"), EXPERIMENT);
    out = folder.resolve("out");
  }

  private Terminal.Result refine(String... more) {
    List<String> command =
        new java.util.ArrayList<>(
            List.of("refine", experiment.toString(), "--out", out.toString()));
    command.addAll(List.of(more));
    return Terminal.run(command.toArray(String[]::new));
  }

  @Test
  void sweepsAnswersAndOnlyAnswersAgain() throws IOException {
    Terminal.Result first = refine("--workers", "1");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("Kolmogorov-Smirnov D", "edf.svg", "claims: ")
        .contains("\ncifar-regnety better-than attention-study\n", "2 cannot be answered")
        .contains("cifar-regnety has only 2 models");
    assertThat(first.out().replaceAll("\\s+", " "))
        .contains("cannot be answered: cifar-regnety[wm=2.999] has no finished model.");
    for (String name : List.of("edf.svg", "edf.png", "claims.txt", "claims.json")) {
      assertThat(out.resolve(name)).isNotEmptyFile();
    }
    String json = Files.readString(out.resolve("claims.json"));
    var tree =
        new Documents()
            .readJson("claims.json", json, com.fasterxml.jackson.databind.JsonNode.class);
    assertThat(tree.path(0).path("claim").asText())
        .isEqualTo("cifar-regnety better-than attention-study");
    assertThat(tree.path(0).path("groups").path(0).path("n").asInt()).isEqualTo(2);
    assertThat(tree.path(0).path("test").path("name").asText()).isEqualTo("exact permutation test");
    assertThat(tree.path(0).path("effect").path("low").isNumber()).isTrue();
    assertThat(first.out()).contains(Files.readString(out.resolve("claims.txt")));

    Terminal.Result again = refine("--workers", "1");
    assertThat(again.code()).isZero();
    assertThat(again.err()).contains("all 4 models are trained already");
    assertThat(again.out()).isEqualTo(first.out());
    assertThat(Files.readString(out.resolve("claims.json"))).isEqualTo(json);

    Files.writeString(experiment, EXPERIMENT + "  - cifar-regnety improves attention-study\n");
    Terminal.Result more = refine("--workers", "1");
    assertThat(more.code()).as(more.err()).isZero();
    assertThat(more.out()).contains("\ncifar-regnety improves attention-study\n");
    String late = "! this claim was added after 4 models had ended";
    assertThat(more.out().replaceAll("\\s+", " ")).containsOnlyOnce(late);
    assertThat(more.err())
        .contains("a claim was added after 4 models had ended: cifar-regnety improves");
  }

  @Test
  void looksAndWithdrawnClaimsAreRemembered() throws IOException {
    String looked = "first answered with n=4 models, now n=6: looking more than once";
    assertThat(refine("--workers", "1").out()).doesNotContain("first answered");
    Files.writeString(experiment, EXPERIMENT.replace("  - g: best-value 1\n", ""));
    Terminal.Result grown = refine("--workers", "1", "--models", "3");
    assertThat(grown.code()).as(grown.err()).isZero();
    assertThat(grown.err())
        .contains("a claim was withdrawn after 4 models had ended: g best-value 1");
    assertThat(grown.out().replaceAll("\\s+", " "))
        .contains(looked, "g best-value 1 withdrawn after 4 models had ended.");
    assertThat(out.resolve("experiment.yaml"))
        .hasContent(Files.readString(experiment).replace("models: 2", "models: 3"));

    Files.writeString(experiment, EXPERIMENT.substring(0, EXPERIMENT.indexOf("claims:")));
    Terminal.Result bare =
        Terminal.run("sweep", experiment.toString(), "--out", out.toString(), "--models", "3");
    assertThat(bare.err()).contains("3 claims were withdrawn after 6 models had ended: ");
    String page = folder.resolve("page.html").toString();
    assertThat(Terminal.run("analyze", out.toString(), "-o", page).code()).isZero();
    assertThat(Files.readString(Path.of(page)).replace('\u00a0', ' '))
        .contains("withdrawn after 6 models had ended.");
    assertThat(Path.of(page)).content().doesNotContain("claims_history");
  }

  @Test
  void aFinishedSweepIsAnsweredWithoutItsData() throws IOException {
    String text =
        EXPERIMENT
            .replace("{flops: ..400k}", "{flops: 1M..4M}")
            .replaceAll(
                "data: .*", "data: {name: cifar10, train: 64, validation: 64, image: 32, seed: 1}")
            .replace("epochs: 1", "epochs: 2");
    Files.writeString(experiment, text);
    PlausibleStore.fill(out, text);
    Path none = Files.createDirectory(folder.resolve("none"));
    Terminal.Result result = refine("--data-dir", none.toString());
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).contains("nothing is left to train");
    assertThat(result.out()).contains("cifar-regnety better-than attention-study");
    assertThat(refine("--data-dir", none.toString(), "--models", "3").code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cifar-regnety beter-than attention-study | claims item 1: claim's second word must be",
        "cifar-regnety better-than atention-study"
            + " | got 'atention-study'; did you mean 'attention-study'?",
        "q best-value 1 in cifar-regnety | parameter must be one of d, w0, wa, wm, b, g",
        "cifar-regnety[attention=se] better-than attention-study | got 'attention'",
        "sa improves attention-study | what improves a space must be one of cifar-regnety,",
        "se improves cifar-regnety | must be one of cifar-regnety, attention-study, got 'se'",
        "attention best-value s in attention-study | best value of attention must be one of none,",
        "b best-value 4 | best value of b must be one of 0.25, 0.5, 1, got '4'; b is the multiplier:"
            + " the paper's ratio 4 is 0.25 here",
        "cifar-regnety[b=3] better-than attention-study | b must be one of 0.25, 0.5, 1, got 'b=3'",
        "wm best-value 4..5 in cifar-regnety | must be one of 1.5, 1.501, 1.502, .., 3, got '4..5'",
        "b best-value 1 in cifar-regnety[b=1] | parameter of a best value must vary, but 'b' is 1",
        "b best-value 0.2..1 | best value of b must leave values to compare with, got '0.2..1'",
        "attention-study[attention=sa] improves cifar-regnety | attention must be one of none, se",
        "g best-value se | best value of g must be a number or a range as 18..22, got 'se'",
      })
  void badClaimsAreToldBeforeAnythingIsTrained(String claim, String message) throws IOException {
    String yaml = EXPERIMENT.substring(0, EXPERIMENT.indexOf("claims:"));
    Files.writeString(experiment, yaml + "claims: ['" + claim + "']\n");
    for (String command : List.of("refine", "sweep")) {
      Terminal.Result result =
          Terminal.run(command, experiment.toString(), "--out", out.toString());
      assertThat(result.code()).as(result.err()).isEqualTo(2);
      assertThat(result.err().strip().lines()).hasSize(1);
      assertThat(result.err()).startsWith(experiment.toString()).contains("claims item 1", message);
      assertThat(out).doesNotExist();
    }
  }

  @Test
  void anExperimentWithoutClaimsIsForSweep() throws IOException {
    Files.writeString(experiment, EXPERIMENT.substring(0, EXPERIMENT.indexOf("claims:")));
    Terminal.Result result = refine();
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err().strip().lines()).hasSize(1);
    assertThat(result.err()).contains("claims must be at least one, got none");
    assertThat(out).doesNotExist();
  }

  @Test
  void theQuickstartStatesAClaim() throws IOException {
    String yaml = Files.readString(Path.of("experiments/quickstart.yaml"));
    Experiment quickstart = Experiment.parse("quickstart", yaml);
    assertThat(quickstart.claims()).containsExactly("cifar-regnetx better-than cifar-anynetx-a");
    quickstart.requireClaimsKnown("quickstart");
  }

  @Test
  void theClaimsOfTheDocumentationAreUnderstood() throws IOException {
    String page = Files.readString(Path.of("docs/claims.md"));
    int from = page.indexOf("claims:\n");
    String claims = page.substring(from, page.indexOf("```", from));
    Files.writeString(
        experiment,
        EXPERIMENT
            .substring(0, EXPERIMENT.indexOf("claims:"))
            .replace(
                "[cifar-regnety, attention-study]",
                "[cifar-anynetx-c, cifar-anynetx-d, attention-study]")
            .concat(claims));
    Experiment asked = Experiment.parse("docs", Files.readString(experiment));
    assertThat(asked.claims()).hasSize(5);
    asked.requireClaimsKnown("docs");
  }
}
