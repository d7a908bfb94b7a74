package io.archscape.bench;

import io.archscape.RunFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A Python interpreter that has PyTorch.
 *
 * @param label its version of PyTorch, as {@code torch 2.13.0}; with the interpreter's path where
 *     several have that version
 * @param major the first number of the version
 */
public record TorchInterpreter(Path python, String label, int major) {
  private static final String REPORT = "import torch; print('torch', torch.__version__)";
  private static final String VERSION = "torch \\d{1,4}\\.\\S+";

  /** The first version with {@code torch.compile}. */
  private static final int COMPILES_FROM = 2;

  /**
   * Asks an interpreter for its version of PyTorch.
   *
   * @throws RunFailed if it does not run, or has none
   */
  public static TorchInterpreter at(Path python) {
    try {
      Process process =
          new ProcessBuilder(python.toString(), "-c", REPORT).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      return of(python, said.strip().lines().reduce("exit code " + code, (a, b) -> b));
    } catch (IOException e) {
      throw new RunFailed(
          "a Python interpreter must run, got %s: %s".formatted(python, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailed("interrupted", e);
    }
  }

  /** By the last line that it printed. */
  private static TorchInterpreter of(Path python, String last) {
    if (!last.matches(VERSION)) {
      throw new RunFailed(
          "a Python interpreter must have torch, got %s: %s".formatted(python, last));
    }
    String version = last.substring("torch ".length());
    // what follows a plus tells builds of one version apart
    String released = version.split("[+]", 2)[0];
    int major = Integer.parseInt(version.substring(0, version.indexOf('.')));
    return new TorchInterpreter(python, "torch " + released, major);
  }

  /** The same, each with a label of its own. */
  public static List<TorchInterpreter> toldApart(List<TorchInterpreter> all) {
    List<String> labels = all.stream().map(TorchInterpreter::label).toList();
    return all.stream()
        .map(
            each ->
                labels.indexOf(each.label) == labels.lastIndexOf(each.label)
                    ? each
                    : new TorchInterpreter(
                        each.python, each.label + " (" + each.python + ")", each.major))
        .toList();
  }

  /** Whether it has {@code torch.compile}. */
  public boolean compiles() {
    return major >= COMPILES_FROM;
  }
}
