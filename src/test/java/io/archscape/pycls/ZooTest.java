package io.archscape.pycls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.archscape.InputException;
import io.archscape.graph.Cost;
import io.archscape.graph.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ZooTest {
  private final Zoo zoo = new Zoo();

  private static Cost cost(PyclsConfig config) {
    return config.network().cost(Shape.image(config.image()), config.classes());
  }

  @Test
  void modelsCostToTheDigitWhatPyclsPublished() throws IOException {
    int checked = 0;
    for (Map.Entry<String, JsonNode> model : Goldens.file("published.json").properties()) {
      if (model.getValue().isArray()) {
        JsonNode numbers = model.getValue();
        assertThat(cost(zoo.open(model.getKey())))
            .as(model.getKey())
            .isEqualTo(
                new Cost(
                    numbers.get(0).asLong(), numbers.get(1).asLong(), numbers.get(2).asLong()));
        checked++;
      }
    }
    assertThat(checked).isEqualTo(38);
  }

  /** num_params of resnet18 and resnet34 in torchvision/models/resnet.py; its GFLOPS rounded. */
  @Test
  void smallResNetsCostWhatTorchvisionPublished() {
    assertThat(cost(zoo.open("resnet-18")).params()).isEqualTo(11_689_512);
    assertThat(cost(zoo.open("resnet-34")).params()).isEqualTo(21_797_672);
    assertThat(cost(zoo.open("resnet-18")).flops() / 1e9).isCloseTo(1.814, within(0.001));
    assertThat(cost(zoo.open("resnet-34")).flops() / 1e9).isCloseTo(3.664, within(0.001));
  }

  /** Counted by pycls' rules in a few lines of Python 3.11, outside of this program. */
  @Test
  void resNet20CostsWhatItShould() {
    assertThat(cost(zoo.open("resnet-20"))).isEqualTo(new Cost(40_813_194, 272_474, 200_714));
  }

  @Test
  void regNetZHasTheCostInItsName() {
    assertThat(cost(zoo.open("regnetz-500mf")).flops() / 1e9).isCloseTo(0.5, within(0.05));
    assertThat(cost(zoo.open("regnetz-4.0gf")).flops() / 1e9).isCloseTo(4.0, within(0.2));
  }

  @Test
  void everyModelIsReadWholeAndWrittenAgain() {
    assertThat(zoo.names()).hasSize(43).doesNotHaveDuplicates();
    for (String name : zoo.names()) {
      PyclsConfig config = zoo.open(name);
      assertThat(config.ignored()).as(name).isEmpty();
      assertThat(config.regnet().isPresent()).as(name).isEqualTo(name.startsWith("regnet"));
      String text =
          PyclsConfig.write(config.network(), config.image(), config.classes(), config.regnet());
      assertThat(PyclsConfig.read(name, text)).as(name).isEqualTo(config);
    }
  }

  @Test
  void everyFileIsInTheIndex() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/zoo"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("index.txt")
          .filteredOn(name -> !name.equals("index.txt"))
          .containsExactlyInAnyOrderElementsOf(
              zoo.names().stream().map(name -> name + ".yaml").toList());
    }
  }

  @Test
  void regNetsAreKnownWithoutTheirParameters() {
    int found = 0;
    for (String name : zoo.names()) {
      PyclsConfig config = zoo.open(name);
      String text =
          PyclsConfig.write(config.network(), config.image(), config.classes(), Optional.empty());
      PyclsConfig back = PyclsConfig.read(name, text);
      assertThat(back.network()).as(name).isEqualTo(config.network());
      if (name.startsWith("regnet")) {
        assertThat(text).as(name).contains("TYPE: regnet");
        found++;
      }
    }
    assertThat(found).isEqualTo(26);
  }

  @Test
  void namesAreForgiving() {
    assertThat(zoo.named("RegNetX-4GF")).hasValue("regnetx-4.0gf");
    assertThat(zoo.named("ResNet-50")).hasValue("resnet-50");
    assertThat(zoo.named("nets/resnet-50")).isEmpty();
    assertThat(zoo.nearest("resnet50")).hasValue("resnet-50");
    assertThatThrownBy(() -> zoo.open("regnetx-401mf"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("got 'regnetx-401mf'; did you mean 'regnetx-400mf'?");
  }
}
