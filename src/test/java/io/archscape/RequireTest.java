package io.archscape;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RequireTest {
  @Test
  void saysWhatMustHoldAndWhatWasGot() {
    assertThatThrownBy(() -> Require.require(false, "w0 must be positive, got w0=%d", -8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("w0 must be positive, got w0=-8");
  }

  @Test
  void isSilentWhenItHolds() {
    assertThatCode(() -> Require.require(true, "never shown")).doesNotThrowAnyException();
  }
}
