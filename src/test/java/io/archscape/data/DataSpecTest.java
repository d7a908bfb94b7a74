package io.archscape.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class DataSpecTest {
  @Test
  void roundTripsThroughJsonByItsComponents() throws Exception {
    ObjectMapper json = new ObjectMapper();
    DataSpec spec = DataSpec.of("cifar10", 20_000, 5_000, 1);
    String text = json.writeValueAsString(spec);
    assertThat(text)
        .isEqualTo(
            "{\"name\":\"cifar10\",\"train\":20000,\"validation\":5000,\"image\":32,\"seed\":1}");
    assertThat(json.readValue(text, DataSpec.class)).isEqualTo(spec);
  }

  @Test
  void everySourceHasADefaultSizeThatItAccepts() {
    assertThat(DataSource.values()).isNotEmpty();
    for (DataSource source : DataSource.values()) {
      DataSpec spec = DataSpec.of(source.key(), 10, 10, 1);
      assertThat(spec.image()).isEqualTo(source.image());
      assertThat(source.classes()).hasSize(10);
    }
  }

  @Test
  void saysWhatMustHold() {
    assertThatThrownBy(() -> DataSpec.of("cifar", 1, 1, 1))
        .hasMessage("data name must be one of [cifar10, mnist, shapes], got name=cifar");
    assertThatThrownBy(() -> new DataSpec("cifar10", 1, 1, 16, 1))
        .hasMessage("data image of cifar10 must be 32, got image=16");
    assertThatThrownBy(() -> new DataSpec("shapes", 1, 1, 8, 1))
        .hasMessage("data image of shapes must be 16 to 64, got image=8");
    assertThatThrownBy(() -> DataSpec.of("mnist", 0, 1, 1))
        .hasMessage("data train must be at least 1, got train=0");
    assertThatThrownBy(() -> DataSpec.of("mnist", 1, 0, 1))
        .hasMessage("data validation must be at least 1, got validation=0");
    assertThatThrownBy(() -> DataSpec.of("mnist", 60_000, 1, 1))
        .hasMessage("data train + validation of mnist must be at most 60000, got 60000 + 1");
  }
}
