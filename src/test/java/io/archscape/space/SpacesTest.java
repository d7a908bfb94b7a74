package io.archscape.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.archscape.InputException;
import io.archscape.document.Documents;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SpacesTest {
  private static final Path FOLDER = Path.of("spaces");
  private final Spaces spaces = new Spaces();
  private final Documents documents = new Documents();

  static List<String> names() {
    return new Spaces().names();
  }

  @Test
  void theIndexNamesEveryFileOfTheFolder() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<String> yaml =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".yaml"))
              .map(file -> file.substring(0, file.length() - 5))
              .toList();
      assertThat(yaml).hasSize(34).containsExactlyInAnyOrderElementsOf(spaces.names());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyShippedSpaceComesBackFromItsText(String name) {
    DesignSpace space = spaces.open(name);
    assertThat(space.name()).isEqualTo(name);
    assertThat(spaces.open(FOLDER.resolve(name + ".yaml").toString())).isEqualTo(space);
    assertThat(documents.readYaml(name, documents.yaml(space), DesignSpace.class)).isEqualTo(space);
    assertThat(documents.readJson(name, documents.canonicalJson(space), DesignSpace.class))
        .isEqualTo(space);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyShippedSpaceSaysWhereItComesFrom(String name) throws IOException {
    List<String> lines = Files.readAllLines(FOLDER.resolve(name + ".yaml"));
    assertThat(lines.get(0)).startsWith("# ");
    assertThat(lines).anyMatch(line -> line.startsWith("#") && line.contains("arXiv:2003.13678"));
    assertThat(spaces.open(name).description()).isNotBlank();
  }

  /**
   * Exact counts; arXiv:2003.13678, Table 1, has 1.8e18, 6.8e16, 3.2e14, then 1.3e13 and 5.5e11,
   * where it divides by 4! in place of counting ties.
   */
  @Test
  void cardinalitiesAreThoseOfThePaperButForTies() {
    BigInteger a = BigInteger.valueOf(16L * 128 * 3 * 6).pow(4);
    assertThat(size("anynetx-a")).isEqualTo(a).isEqualTo(new BigInteger("1846757322198614016"));
    assertThat(size("anynetx-b")).isEqualTo(a.divide(BigInteger.valueOf(27)));
    BigInteger c = a.divide(BigInteger.valueOf(27 * 216));
    assertThat(size("anynetx-c")).isEqualTo(c);
    // C(131,4) = 11,716,640 rising widths and C(19,4) = 3876 rising depths
    BigInteger widths = BigInteger.valueOf(131L * 130 * 129 * 128 / 24);
    assertThat(size("anynetx-d"))
        .isEqualTo(widths.multiply(BigInteger.valueOf(65536 * 18)))
        .isEqualTo(new BigInteger("13821510942720"));
    assertThat(size("anynetx-e"))
        .isEqualTo(widths.multiply(BigInteger.valueOf(3876 * 18)))
        .isEqualTo(new BigInteger("817446539520"));
    assertThat(c.doubleValue() / 24).isCloseTo(1.3e13, within(0.05e13));
    assertThat(c.doubleValue() / 576).isCloseTo(5.5e11, within(0.05e11));
  }

  /** The paper counts 64 values each of d, w0, wa and wm; the ranges here are those of its text. */
  @Test
  void regnetxCountsEverySettingOfItsSixParameters() {
    assertThat(size("regnetx"))
        .isEqualTo(BigInteger.valueOf(63L * 31 * 2480 * 1501 * 3 * 6))
        .isEqualTo(size("regnety"));
    DesignSpace coarse =
        regnetxWith(
            Map.of(
                "d: {uniform: {low: 1, high: 63}}", "d: {uniform: {low: 1, high: 64}}",
                "high: 248, step: 8", "high: 512, step: 8",
                "low: 8, high: 255.9, step: 0.1", "low: 4, high: 256, step: 4",
                "low: 1.5, high: 3, step: 0.001", "low: 1.48, high: 2.74, step: 0.02"));
    assertThat(coarse.cardinality())
        .isEqualTo(BigInteger.valueOf(64).pow(4).multiply(BigInteger.valueOf(18)));
    assertThat(coarse.cardinality().doubleValue()).isCloseTo(3.0e8, within(0.05e8));
  }

  private DesignSpace regnetxWith(Map<String, String> changes) {
    return documents.readYaml("r.yaml", changed("regnetx", changes), DesignSpace.class);
  }

  private static String changed(String name, Map<String, String> changes) {
    try {
      String text = Files.readString(FOLDER.resolve(name + ".yaml"));
      for (Map.Entry<String, String> change : changes.entrySet()) {
        assertThat(text).contains(change.getKey());
        text = text.replace(change.getKey(), change.getValue());
      }
      return text;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private BigInteger size(String name) {
    return spaces.open(name).cardinality();
  }

  @ParameterizedTest
  @CsvSource({
    "anynetx-f, anynetx-a",
    "regnet, regnetx",
    "aynetx-c, anynetx-c",
    "cifar-regnety.yml2, cifar-regnety"
  })
  void anUnknownNameGetsTheNearestAndTheList(String given, String nearest) {
    assertThatThrownBy(() -> spaces.open(given))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("got '" + given + "'; did you mean '" + nearest + "'?")
        .hasMessageContaining("anynetx-a, anynetx-b")
        .hasMessageNotContaining("\n");
  }

  @Test
  void opensAFileOfTheUsersOwn(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        """
        type: anynet
        name: mine
        description: plain basic blocks
        source: ''
        paperSize: ''
        image: 32
        classes: 10
        stem: {type: res_stem_cifar, width: 16}
        block: res_basic_block
        attention: {type: none}
        strides: [1, 2]
        d: 2
        w: {choice: [16, 32]}
        b: 1
        g: 1
        shareB: true
        shareG: true
        widths: down
        depths: equal
        monotone: sort
        """);
    DesignSpace space = spaces.open(file.toString());
    assertThat(space.cardinality()).isEqualTo(3);
    assertThat(new Sampler(space, Band.NONE, 32, 10, 1).take(3))
        .extracting(sample -> sample.parameters().get("w1"))
        .containsExactlyInAnyOrder(16.0, 32.0, 32.0);
    assertThatThrownBy(() -> spaces.open(folder.resolve("none.yaml").toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none.yaml: file must exist");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          anynetx-a | type: anynet | type: anynett | type must be one of anynet, regnet, got 'anynett'
          anynetx-a | shareB: false | shareb: false | key must be one of
          anynetx-a | shareB: false | shareB: yes please | shareB: must be true or false, got 'yes please'
          anynetx-a | shareB: false | # none | key 'shareB' is missing
          anynetx-a | widths: free | widths: rising | widths: must be one of free, up, down, equal, got 'rising'
          anynetx-a | widths: free | widths: | widths
          anynetx-a | monotone: sort | monotone: sort;monotone: reject | anynetx-a:25:9: Duplicate field 'monotone'
          anynetx-a | widths: free;depths: free;monotone: sort | widths: equal;depths: free;monotone: reject | monotone must be sort where widths or depths are equal
          anynetx-a | low: 8, high: 1024, step: 8 | low: 8, high: 1000, step: 16 | anynetx-a:17:5: w.logUniform: range low must be a multiple of its step, got low=8 step=16
          anynetx-a | low: 8, high: 1024, step: 8 | low: 0.5, high: 8, step: 0.5 | w must hold whole numbers from 1 to 16384, got 0.5
          anynetx-a | choice: [1, 0.5, 0.25] | choice: [1, 1.5] | b, the bottleneck multiplier, must lie below 1 or be a whole number up to 64, got 1.5
          anynetx-a | block: res_bottleneck_block | block: res_basic_block | b and g must be 1 with res_basic_block
          anynetx-a | block: res_bottleneck_block | block: x_block | block: must be one of vanilla_block, res_basic_block, res_bottleneck_block, res_bottleneck_linear_block, mbconv, got 'x_block'
          anynetx-a | strides: [2, 2, 2, 2] | strides: [] | strides must be 1 to 8
          anynetx-a | strides: [2, 2, 2, 2] | strides: [2, 0] | strides must lie in [1,8]
          anynetx-a | image: 224 | image: 0 | image must lie in [1,4096], got image=0
          anynetx-a | image: 224 | image: 224.5 | image: must be a whole number
          anynetx-a | name: anynetx-a | name: 'a b' | space name must be letters
          anynetx-a | {type: none} | {type: ce} | attention: type must be one of cbam, eca, none, se
          regnetx | low: 8, high: 248, step: 8 | low: 4, high: 248, step: 4 | w0 must hold positive multiples of 8 up to 16384, got 4
          regnetx | low: 1.5, high: 3, step: 0.001 | low: 0.5, high: 3, step: 0.1 | wm must be greater than 1, got 0.5
          regnetx | {low: 4, high: 4} | {low: 4, high: 5} | stages must not outnumber strides
          regnetx | {low: 4, high: 4} | {low: 5, high: 4} | stages: stages low must lie in [1,high], got low=5 high=4
          """)
  void aMistakeInASpaceIsPlacedAndNamed(String name, String from, String to, String expected) {
    String text =
        changed(name, Map.of(from.replace(';', '\n'), to == null ? "" : to.replace(';', '\n')));
    assertThatThrownBy(() -> documents.readYaml(name, text, DesignSpace.class))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(name + ":")
        .hasMessageContaining(expected)
        .hasMessageNotContaining("\n");
  }
}
