package io.archscape.cli;

import io.archscape.RunFailed;
import io.archscape.bench.BenchAnswers;
import io.archscape.bench.BenchQuestion;
import io.archscape.bench.BenchRole;
import io.archscape.engine.KernelSet;
import io.archscape.engine.nd4j.Nd4jKernels;
import io.archscape.engine.onednn.OneDnnKernels;
import io.archscape.train.TimedWork;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A measured process of {@code bench train}: training steps of ours, or matrix products. */
@Command(name = "step", hidden = true, description = "Measure for 'bench train'.")
final class BenchStepCommand implements Runnable {
  @Parameters(paramLabel = "ROLE")
  BenchRole role;

  @SuppressWarnings("NullAway.Init")
  BenchStepCommand() {}

  @Override
  public void run() {
    PrintStream protocol = System.out;
    System.setOut(System.err); // what libraries print is no answer
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      answer(BenchAnswers.question(in), in, protocol);
    } catch (IOException | InterruptedException e) {
      throw new RunFailed("a measuring process must be given requests, got " + e);
    }
  }

  private void answer(BenchQuestion ask, BufferedReader in, PrintStream out)
      throws InterruptedException {
    switch (role) {
      case SGEMM -> {
        // no kernels are made beside it: they would leave BLAS one thread
        try (TimedWork timed = TimedWork.matrixProduct()) {
          BenchAnswers.give(ask, Map.of("name", "sgemm"), work(timed), in, out);
        }
      }
      case ND4J -> answer(ask, new Nd4jKernels(), 0, in, out);
      case ONEDNN -> answer(ask, new OneDnnKernels(), in, out);
      case ONEDNN_NHWC -> answer(ask, OneDnnKernels.blockedBy(1), in, out);
      case ONEDNN_8 -> answer(ask, OneDnnKernels.blockedBy(8), in, out);
      case ONEDNN_16 -> answer(ask, OneDnnKernels.blockedBy(16), in, out);
    }
  }

  private void answer(BenchQuestion ask, OneDnnKernels kernels, BufferedReader in, PrintStream out)
      throws InterruptedException {
    try (kernels) {
      TimedWork timed = training(ask, kernels);
      answer(ask, timed, role.label(), kernels.fallbacks(), in, out);
    }
  }

  private static void answer(
      BenchQuestion ask, KernelSet kernels, int fallbacks, BufferedReader in, PrintStream out)
      throws InterruptedException {
    answer(ask, training(ask, kernels), kernels.name(), fallbacks, in, out);
  }

  private static TimedWork training(BenchQuestion ask, KernelSet kernels) {
    return TimedWork.training(ask.network(), ask.image(), ask.classes(), ask.batch(), kernels);
  }

  private static void answer(
      BenchQuestion ask,
      TimedWork timed,
      String name,
      int fallbacks,
      BufferedReader in,
      PrintStream out)
      throws InterruptedException {
    try (timed) {
      BenchAnswers.give(ask, Map.of("name", name, "fallbacks", fallbacks), work(timed), in, out);
    }
  }

  private static BenchAnswers.Work work(TimedWork timed) {
    return new BenchAnswers.Work(timed.units(), timed::step);
  }
}
