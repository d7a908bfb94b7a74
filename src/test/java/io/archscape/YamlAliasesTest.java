package io.archscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.arch.Network;
import io.archscape.exchange.Architectures;
import io.archscape.experiment.Experiment;
import io.archscape.pycls.PyclsConfig;
import io.archscape.space.Spaces;
import io.archscape.train.Recipes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Anchors, aliases and merge keys in each kind of file, against the file that has none. */
class YamlAliasesTest {
  @TempDir private Path folder;

  private static final String SPACE =
      """
      type: anynet
      name: mine
      description: plain basic blocks
      image: 32
      classes: 10
      stem: {type: res_stem_cifar, width: 16}
      block: res_basic_block
      strides: [1, 2]
      d: {uniform: %s}
      w: {uniform: %s}
      b: %s
      g: %s
      shareB: true
      shareG: true
      widths: up
      depths: free
      monotone: sort
      """;

  @Test
  void inASpace() {
    Spaces spaces = new Spaces();
    assertThat(
            spaces.parse(
                "s.yaml",
                SPACE.formatted(
                    "&small {low: 1, high: 8}", "{<<: *small, low: 8, step: 8}", "&one 1", "*one")))
        .isEqualTo(
            spaces.parse(
                "s.yaml",
                SPACE.formatted("{low: 1, high: 8}", "{low: 8, high: 8, step: 8}", "1", "1")));
  }

  private static final String RECIPE =
      """
      epochs: %s
      batch: 16
      augment: {flip: true, pad: 0, crop: {type: resized, area: %s, aspect: %s}}
      schedule: {type: cosine, warmupEpochs: %s}
      """;

  @Test
  void inARecipeAlsoWithABase() {
    String with = RECIPE.formatted("&n 2", "&i {low: 0.5, high: 1}", "{<<: *i, high: 2}", "1");
    String without = RECIPE.formatted("2", "{low: 0.5, high: 1}", "{low: 0.5, high: 2}", "1");
    assertThat(Recipes.parse("r.yaml", with)).isEqualTo(Recipes.parse("r.yaml", without));
    String base = "base: " + Recipes.names().get(0) + "\n";
    assertThat(Recipes.parse("r.yaml", base + with))
        .isEqualTo(Recipes.parse("r.yaml", base + without));
  }

  private static final String EXPERIMENT =
      """
      name: aliases
      description: two spaces
      spaces: %s
      models: 2
      band: %s
      bandOf: {cifar-anynetx-d: %s}
      data: {name: shapes, train: 64, validation: 64, image: 16, seed: 1}
      recipe: {epochs: 1, batch: 16}
      seed: 1
      edfs: {both: %s}
      """;

  @Test
  void inAnExperiment() {
    String list = "[cifar-anynetx-c, cifar-anynetx-d]";
    assertThat(
            Experiment.parse(
                "e.yaml",
                EXPERIMENT.formatted(
                    "&all " + list, "&band {flops: ..9M}", "{<<: *band, params: ..1M}", "*all")))
        .isEqualTo(
            Experiment.parse(
                "e.yaml",
                EXPERIMENT.formatted(list, "{flops: ..9M}", "{flops: ..9M, params: ..1M}", list)));
  }

  private Network network(String stages) throws IOException {
    Path file = folder.resolve("net.yaml");
    Files.writeString(
        file, "stem: {type: res_stem_cifar, width: 16}\nhead: {width: 0}\nstages:\n" + stages);
    return new Architectures().single(file.toString(), InputStream.nullInputStream()).network();
  }

  @Test
  void inAnArchitecture() throws IOException {
    assertThat(
            network(
                """
                - &s {depth: 2, width: 16, stride: 1, block: &b {type: res_basic_block}}
                - {<<: *s, width: 32, stride: 2}
                - {depth: 1, width: 32, stride: 2, block: *b}
                """))
        .isEqualTo(
            network(
                """
                - {depth: 2, width: 16, stride: 1, block: {type: res_basic_block}}
                - {depth: 2, width: 32, stride: 2, block: {type: res_basic_block}}
                - {depth: 1, width: 32, stride: 2, block: {type: res_basic_block}}
                """));
  }

  private static final String PYCLS =
      """
      MODEL:
        TYPE: anynet
      ANYNET:
        DEPTHS: %s
        WIDTHS: [16, 32]
        STRIDES: %s
        BOT_MULS: [1, 0.5]
        GROUP_WS: [8, 8]
      """;

  @Test
  void inAPyclsConfig() {
    assertThat(PyclsConfig.read("p.yaml", PYCLS.formatted("&two [2, 2]", "*two")).network())
        .isEqualTo(PyclsConfig.read("p.yaml", PYCLS.formatted("[2, 2]", "[2, 2]")).network());
  }

  @Test
  void aSecondDocumentIsRefusedInEach() throws IOException {
    List<BiConsumer<String, String>> readers =
        List.of(
            (source, text) -> new Spaces().parse(source, text),
            (source, text) -> Recipes.parse(source, text),
            (source, text) -> Experiment.parse(source, text),
            (source, text) -> PyclsConfig.read(source, text),
            (source, text) -> new Architectures().single(source, InputStream.nullInputStream()));
    Path file = folder.resolve("two.yaml");
    String text = "name: x\n---\nname: y\n";
    Files.writeString(file, text);
    for (BiConsumer<String, String> reader : readers) {
      assertThatThrownBy(() -> reader.accept(file.toString(), text))
          .hasMessage(file + ":2:1: must hold one document, got a second one");
    }
  }
}
