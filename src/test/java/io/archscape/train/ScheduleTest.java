package io.archscape.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  /** Numbers of pycls 5719de64: src/test/resources/golden/README.md. */
  @Test
  void cosineWithWarmupIsThatOfPycls() throws IOException {
    int checked = 0;
    for (JsonNode golden : golden()) {
      if (golden.get("policy").asText().equals("cos") && golden.get("min_lr").asDouble() == 0) {
        int epochs = golden.get("max_epoch").asInt();
        Schedule cosine =
            new Schedule.Cosine(
                golden.get("warmup_epochs").asInt(), golden.get("warmup_factor").asDouble());
        for (int e = 0; e < golden.get("lr").size(); e++) {
          double lr = golden.get("base_lr").asDouble() * cosine.factor(new Moment(e, 1, epochs));
          assertThat(lr).isCloseTo(golden.get("lr").get(e).asDouble(), Offset.offset(1e-12));
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThanOrEqualTo(100);
  }

  private static JsonNode golden() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ScheduleTest.class.getResourceAsStream("/golden/pycls-functions.json"))) {
      return new ObjectMapper().readTree(in).get("lr_schedule");
    }
  }

  @Test
  void refusesWhatIsNoSchedule() {
    assertThatThrownBy(() -> new Schedule.Cosine(-1, 0.1)).hasMessageContaining("warmupSteps=-1");
    assertThatThrownBy(() -> new Schedule.Cosine(1, Double.NaN)).hasMessageContaining("NaN");
  }
}
