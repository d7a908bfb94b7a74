package io.archscape.cli;

import io.archscape.RunFailed;
import io.archscape.bench.TorchInterpreter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The Python interpreters to compare with. */
final class BenchPythonOptions {
  @Option(
      names = "--python",
      paramLabel = "FILE",
      description =
          "Python interpreter with torch to compare with; repeatable, for several versions of torch")
  List<Path> files = List.of();

  /** Those that have PyTorch; each of the others is reported in a line, and left out. */
  List<TorchInterpreter> interpreters(PrintWriter err) {
    List<TorchInterpreter> found = new ArrayList<>();
    for (Path file : files.stream().distinct().toList()) {
      try {
        found.add(TorchInterpreter.at(file));
      } catch (RunFailed e) {
        err.println("--python: " + e.getMessage() + "; it is left out");
      }
    }
    return TorchInterpreter.toldApart(found);
  }
}
