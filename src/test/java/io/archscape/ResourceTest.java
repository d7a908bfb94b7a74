package io.archscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ResourceTest {
  @Test
  void aShippedTextIsRead() {
    assertThat(Resource.text("/recipes/index.txt")).contains("pycls-cifar-sweep");
  }

  @Test
  void whatIsNotShippedIsNamed() {
    assertThatThrownBy(() -> Resource.text("/recipes/none.yaml"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("resource /recipes/none.yaml must be shipped");
  }
}
