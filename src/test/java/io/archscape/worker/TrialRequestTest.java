package io.archscape.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.experiment.Trial;
import io.archscape.sweep.Fakes;
import org.junit.jupiter.api.Test;

class TrialRequestTest {
  @Test
  void aTrialComesBackFromItsRequestTheSame() {
    Trial trial = Fakes.trial(7);
    TrialRequest request = TrialRequest.parse(Fakes.request(trial).line());
    assertThat(request.trial()).isEqualTo(trial);
    assertThat(request.trial().id()).isEqualTo(trial.id());
  }
}
