package io.archscape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.document.Documents;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BenchAnswersTest {
  private static final BenchQuestion ASK = BenchQuestion.of(BenchNet.PANEL.get(4), 8, 3, 5, 1);

  @Test
  void aQuestionIsReadAsItWasAsked() throws IOException {
    String line = new Documents().canonicalJson(ASK);
    assertThat(line).doesNotContain("\n");
    assertThat(BenchAnswers.question(new BufferedReader(new StringReader(line)))).isEqualTo(ASK);
  }

  @Test
  void aProcessStepsOnUntilItIsTold() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AtomicInteger done = new AtomicInteger();
    CountDownLatch told = new CountDownLatch(1);
    try (PipedWriter to = new PipedWriter()) {
      BufferedReader in = new BufferedReader(new PipedReader(to));
      Runnable step =
          () -> {
            // warm-up, two to settle and five timed: at the twentieth it is past its answer
            if (done.incrementAndGet() == 20) {
              say(to, "rest\n");
              told.countDown();
            }
          };
      say(to, "go\n");
      Thread rest = new Thread(() -> closeAfter(to, told));
      rest.start();
      BenchAnswers.give(
          ASK,
          Map.of("name", "counting"),
          new BenchAnswers.Work(8, step),
          in,
          new PrintStream(out, true, StandardCharsets.UTF_8));
      rest.join();
    }
    assertThat(done.get()).isGreaterThanOrEqualTo(20);
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            ready -> assertThat(ready).isEqualTo("{\"name\":\"counting\"}"),
            answer -> assertThat(answer).startsWith("{\"rate\":"));
  }

  @Test
  void theEndOfTheInputEndsIt() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AtomicInteger done = new AtomicInteger();
    BenchAnswers.give(
        ASK,
        Map.of(),
        new BenchAnswers.Work(8, done::incrementAndGet),
        new BufferedReader(new StringReader("")),
        new PrintStream(out, true, StandardCharsets.UTF_8));
    assertThat(done).hasValue(3);
    assertThat(out.toString(StandardCharsets.UTF_8).strip()).isEqualTo("{}");
  }

  private static void say(PipedWriter to, String line) {
    try {
      to.write(line);
      to.flush();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void closeAfter(PipedWriter to, CountDownLatch told) {
    try {
      told.await();
      to.close();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
