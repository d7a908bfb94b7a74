package io.archscape.worker;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.archscape.InputException;
import io.archscape.experiment.Trial;
import io.archscape.train.EpochMetrics;
import io.archscape.train.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What a worker says to the coordinator: one JSON object a line. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface WorkerMessage {

  /** Tells the listener which message it is. */
  void tell(Listener listener);

  /** Who hears messages: one way for each; deliberately without defaults. */
  interface Listener {
    void ready();

    void alive(Alive message);

    void resumed(Resumed message);

    void epochDone(EpochDone message);

    void finished(Finished message);

    void diverged(Diverged message);

    void pruned(Pruned message);

    void failed(Failed message);
  }

  /** It waits for its first trial. */
  @JsonTypeName("ready")
  record Ready() implements WorkerMessage {
    @Override
    public void tell(Listener listener) {
      listener.ready();
    }
  }

  /**
   * It lives, whatever else it does.
   *
   * @param residentBytes of memory that it has; 0 where that is not known
   * @param cpuSeconds that it has computed since it began; negative where that is not known
   */
  @JsonTypeName("alive")
  record Alive(long residentBytes, double cpuSeconds) implements WorkerMessage {
    private static final double UNKNOWN_SECONDS = -1e-9; // the JDK's -1 ns

    static Alive of(Vitals vitals) {
      return new Alive(
          vitals.residentBytes().orElse(0), vitals.cpuSeconds().orElse(UNKNOWN_SECONDS));
    }

    public Vitals vitals() {
      return new Vitals(
          residentBytes > 0 ? OptionalLong.of(residentBytes) : OptionalLong.empty(),
          cpuSeconds >= 0 ? OptionalDouble.of(cpuSeconds) : OptionalDouble.empty());
    }

    @Override
    public void tell(Listener listener) {
      listener.alive(this);
    }
  }

  /** The trial at hand goes on from a checkpoint; these epochs are behind it. */
  @JsonTypeName("resumed")
  record Resumed(List<EpochMetrics> before) implements WorkerMessage {
    public Resumed {
      before = List.copyOf(before);
    }

    @Override
    public void tell(Listener listener) {
      listener.resumed(this);
    }
  }

  /** One more epoch of the trial at hand. */
  @JsonTypeName("epoch")
  record EpochDone(EpochMetrics metrics) implements WorkerMessage {
    @Override
    public void tell(Listener listener) {
      listener.epochDone(this);
    }
  }

  /** The trial is trained; the worker waits for the next. */
  @JsonTypeName("finished")
  record Finished(Outcome outcome) implements WorkerMessage {
    @Override
    public void tell(Listener listener) {
      listener.finished(this);
    }
  }

  /** The loss stopped being a number; the worker waits for the next trial. */
  @JsonTypeName("diverged")
  record Diverged(String reason) implements WorkerMessage {
    @Override
    public void tell(Listener listener) {
      listener.diverged(this);
    }
  }

  /** The trial is hopeless by the experiment's rule; the worker waits for the next. */
  @JsonTypeName("pruned")
  record Pruned(String reason) implements WorkerMessage {
    @Override
    public void tell(Listener listener) {
      listener.pruned(this);
    }
  }

  /**
   * The trial could not be trained.
   *
   * @param reason one line
   * @param last whether the worker ends; else it waits for the next trial
   */
  @JsonTypeName("failed")
  record Failed(String reason, boolean last) implements WorkerMessage {
    @Override
    public void tell(Listener listener) {
      listener.failed(this);
    }
  }

  /** The message without its line end. */
  default String line() {
    return Trial.DOCUMENTS.canonicalJson(this);
  }

  /** The message in a line; empty if the line is something else, as what a library printed. */
  static Optional<WorkerMessage> parse(String line) {
    if (!line.startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Trial.DOCUMENTS.readJson("worker", line, WorkerMessage.class));
    } catch (InputException e) {
      return Optional.empty();
    }
  }
}
