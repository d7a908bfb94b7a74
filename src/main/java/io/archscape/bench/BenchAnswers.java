package io.archscape.bench;

import io.archscape.document.Documents;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The measured side of a measurement. After the question come lines "go": a round of timed steps,
 * answered with the rate, after which it keeps stepping until the next line, "rest", so that
 * processes that are measured together all work until the last of them has its steps. The end of
 * the input ends it.
 */
public final class BenchAnswers {
  /** After a rest, caches and threads come back first. */
  private static final int SETTLE = 2;

  private static final String END = "end";

  /**
   * What is measured.
   *
   * @param units that one step counts, such as images
   */
  public record Work(double units, Runnable step) {
    public void steps(int count) {
      for (int i = 0; i < count; i++) {
        step.run();
      }
    }

    /** Units a second by the median of this many steps. */
    public double rate(int count) {
      double[] seconds = new double[count];
      for (int i = 0; i < count; i++) {
        long start = System.nanoTime();
        step.run();
        seconds[i] = (System.nanoTime() - start) / 1e9;
      }
      Arrays.sort(seconds);
      return units / seconds[count / 2];
    }
  }

  private final Documents documents = new Documents();
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
  private final PrintStream out;

  private BenchAnswers(PrintStream out) {
    this.out = out;
  }

  public static BenchQuestion question(BufferedReader in) throws IOException {
    String line = in.readLine();
    return new Documents().readJson("question", line == null ? "" : line, BenchQuestion.class);
  }

  /**
   * Answers until the input ends.
   *
   * @param facts about the work, sent once it is warm
   */
  public static void give(
      BenchQuestion question, Map<String, ?> facts, Work work, BufferedReader in, PrintStream out)
      throws InterruptedException {
    BenchAnswers answers = new BenchAnswers(out);
    Thread listener = new Thread(() -> answers.listen(in), "listener");
    listener.setDaemon(true);
    listener.start();
    work.steps(question.warmup());
    answers.send(facts);
    while (answers.said.take().equals("go")) {
      work.steps(SETTLE);
      answers.send(Map.of("rate", work.rate(question.steps())));
      while (answers.said.isEmpty()) {
        work.step().run();
      }
      if (answers.said.take().equals(END)) {
        return;
      }
    }
  }

  private void send(Map<String, ?> line) {
    out.println(documents.canonicalJson(line));
    out.flush();
  }

  private void listen(BufferedReader in) {
    try {
      in.lines().forEach(said::add);
    } finally {
      said.add(END);
    }
  }
}
