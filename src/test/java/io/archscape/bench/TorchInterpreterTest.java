package io.archscape.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.RunFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchInterpreterTest {
  @TempDir Path folder;

  private TorchInterpreter at(String version) throws IOException {
    return TorchInterpreter.at(FakePython.in(folder, version, 0).file());
  }

  @Test
  void itIsNamedByTheVersionThatItReports() throws IOException {
    assertThat(at("1.13.0a0").label()).isEqualTo("torch 1.13.0a0");
    assertThat(at("2.13.0+cpu").label()).isEqualTo("torch 2.13.0");
    assertThat(BenchContender.torch(at("2.13.0+cpu"), TorchVariant.CHANNELS_LAST).keepingMemory())
        .extracting(BenchContender::name)
        .isEqualTo("torch 2.13.0 channels_last, memory kept");
  }

  @Test
  void onlyPyTorch2Compiles() throws IOException {
    assertThat(at("1.13.0").compiles()).isFalse();
    assertThat(at("2.0.1").compiles()).isTrue();
    assertThat(at("10.0.0").compiles()).isTrue();
  }

  @Test
  void severalOfOneVersionAreToldApartByTheirFiles() throws IOException {
    TorchInterpreter one = at("2.13.0+cpu");
    TorchInterpreter other = at("2.13.0+cu130");
    TorchInterpreter old = at("1.13.0");
    assertThat(TorchInterpreter.toldApart(List.of(one, old, other)))
        .extracting(TorchInterpreter::label)
        .containsExactly(
            "torch 2.13.0 (" + one.python() + ")",
            "torch 1.13.0",
            "torch 2.13.0 (" + other.python() + ")");
  }

  @Test
  void anInterpreterThatDoesNotRunOrHasNoTorchIsRefusedInOneLine() throws IOException {
    Path missing = folder.resolve("none");
    assertThatThrownBy(() -> TorchInterpreter.at(missing))
        .isInstanceOf(RunFailed.class)
        .hasMessageContainingAll("must run", missing.toString())
        .hasMessageNotContaining("\n");
    Path without = FakePython.broken(folder, "No module named torch");
    assertThatThrownBy(() -> TorchInterpreter.at(without))
        .isInstanceOf(RunFailed.class)
        .hasMessageContainingAll("must have torch", without.toString(), ": No module named torch");
    Path silent = Files.writeString(folder.resolve("silent"), "#!/bin/sh\nexit 7\n");
    assertThat(silent.toFile().setExecutable(true)).isTrue();
    assertThatThrownBy(() -> TorchInterpreter.at(silent)).hasMessageEndingWith("exit code 7");
  }
}
