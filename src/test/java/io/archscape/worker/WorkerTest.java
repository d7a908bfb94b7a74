package io.archscape.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import io.archscape.sweep.Fakes;
import io.archscape.train.Diverged;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WorkerTest {
  private static final Runnable NO_HALT =
      () -> {
        throw new AssertionError("halted");
      };
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Input that stays open until the last of its trials was answered: after so many lines. */
  private void serve(TrialTask task, int answers, String... lines) throws Exception {
    try (PipedOutputStream coordinator = new PipedOutputStream();
        InputStream in = new PipedInputStream(coordinator, 1 << 16)) {
      Thread feeder =
          new Thread(
              () -> {
                try (coordinator) {
                  coordinator.write(
                      (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
                  coordinator.flush();
                  while (said().size() < answers) {
                    Thread.sleep(2);
                  }
                } catch (IOException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      feeder.start();
      // training may still be "on" for an instant after its answer: then halt is right too
      Worker.serve(in, out, task, () -> {});
      feeder.join();
    }
  }

  private List<WorkerMessage> said() {
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .map(WorkerMessage::parse)
        .flatMap(Optional::stream)
        .toList();
  }

  private static String request(long seed) {
    return Fakes.request(Fakes.trial(seed)).line();
  }

  @Test
  void trainsOneTrialAfterAnother() throws Exception {
    serve(
        (trial, checkpoint, listener) -> {
          listener.epoch(Fakes.epoch(trial, 1));
          return Fakes.outcome(trial);
        },
        5,
        request(1),
        request(2));
    assertThat(said())
        .containsExactly(
            new WorkerMessage.Ready(),
            new WorkerMessage.EpochDone(Fakes.epoch(Fakes.trial(1), 1)),
            new WorkerMessage.Finished(Fakes.outcome(Fakes.trial(1))),
            new WorkerMessage.EpochDone(Fakes.epoch(Fakes.trial(2), 1)),
            new WorkerMessage.Finished(Fakes.outcome(Fakes.trial(2))));
  }

  @Test
  void goesOnAfterWhatATrialThrows() throws Exception {
    serve(
        (trial, checkpoint, listener) -> {
          if (trial.seed() == 1) {
            throw new Diverged("loss must be a number, got NaN");
          } else if (trial.seed() == 2) {
            throw new InputException("data must be there");
          } else if (trial.seed() == 3) {
            throw new IOException("two\n  lines");
          }
          return Fakes.outcome(trial);
        },
        6,
        request(1),
        request(2),
        request(3),
        "what?",
        request(4));
    List<WorkerMessage> said = said();
    assertThat(said.subList(1, 4))
        .containsExactly(
            new WorkerMessage.Diverged("loss must be a number, got NaN"),
            new WorkerMessage.Failed("data must be there", false),
            new WorkerMessage.Failed("IOException: two | lines", false));
    assertThat(said.get(4)).isInstanceOf(WorkerMessage.Failed.class);
    assertThat(said.get(5)).isInstanceOf(WorkerMessage.Finished.class);
  }

  @Test
  void refusesATrialThatHasAnotherIdHere() throws Exception {
    serve(
        (trial, checkpoint, listener) -> Fakes.outcome(trial),
        2,
        request(1).replace("\"seed\":1}", "\"seed\":2}"));
    assertThat(said()).hasSize(2);
    assertThat(said().get(1).line()).contains("must be of one version");
  }

  @Test
  void endsWithAnErrorThatLeavesTheProcessUnfit() {
    assertThatThrownBy(
            () ->
                serve(
                    (trial, checkpoint, listener) -> {
                      throw new OutOfMemoryError("off-heap");
                    },
                    2,
                    request(1),
                    request(2)))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(said())
        .containsExactly(
            new WorkerMessage.Ready(),
            new WorkerMessage.Failed("OutOfMemoryError: off-heap", true));
  }

  @Test
  void endsQuietlyWhenItsInputEndsBetweenTrials() throws Exception {
    Worker.serve(
        new ByteArrayInputStream(new byte[0]),
        out,
        (trial, checkpoint, listener) -> Fakes.outcome(trial),
        NO_HALT);
    assertThat(said()).containsExactly(new WorkerMessage.Ready());
  }

  @Test
  void haltsWhenItsInputEndsInTheMiddleOfATrial() throws Exception {
    CountDownLatch training = new CountDownLatch(1);
    CountDownLatch halted = new CountDownLatch(1);
    PipedOutputStream coordinator = new PipedOutputStream();
    InputStream in = new PipedInputStream(coordinator, 1 << 16);
    Thread worker =
        new Thread(
            () -> {
              try {
                Worker.serve(
                    in,
                    out,
                    (trial, checkpoint, listener) -> {
                      training.countDown();
                      halted.await();
                      return Fakes.outcome(trial);
                    },
                    halted::countDown);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    worker.start();
    coordinator.write((request(1) + "\n").getBytes(StandardCharsets.UTF_8));
    coordinator.flush();
    training.await();
    coordinator.close();
    assertThat(halted.await(10, TimeUnit.SECONDS)).isTrue();
    worker.join();
  }
}
