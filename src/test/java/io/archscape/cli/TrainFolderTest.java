package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import io.archscape.sweep.Fakes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainFolderTest {
  @TempDir Path folder;

  private TrainFolder open() {
    PrintWriter err = new PrintWriter(new StringWriter());
    return TrainFolder.open(folder, "a training", Fakes.trial(1), "fake", err);
  }

  @Test
  void aSecondTrainingIsRefusedAndLeavesTheFirstItsLock() throws Exception {
    TrainFolder first = open();
    assertThatThrownBy(this::open)
        .isInstanceOf(InputException.class)
        .hasMessage(folder + ": folder must have one training at a time, got another one running");
    Process other = new ProcessBuilder(Fakes.coordinator(folder)).redirectErrorStream(true).start();
    assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("process " + ProcessHandle.current().pid() + " on ");
    first.close();
    open().close();
  }
}
