package io.archscape.machine;

import io.archscape.engine.nd4j.Nd4jKernels;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tries to start ND4J on the cards. */
final class CudaStart {
  private CudaStart() {}

  /**
   * What keeps it from starting. It prints why before it throws something that does not say it: the
   * print is kept instead.
   */
  static Optional<String> obstacle() {
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      return Nd4jKernels.obstacle()
          .map(thrown -> Machine.reason(said.toString(StandardCharsets.UTF_8)).orElse(thrown));
    } finally {
      System.setErr(before);
    }
  }
}
