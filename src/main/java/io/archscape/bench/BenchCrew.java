package io.archscape.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.archscape.RunFailed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Processes that do the same at the same time, as many as the mode wants. */
final class BenchCrew implements AutoCloseable {
  private final List<BenchProcess> processes = new ArrayList<>();
  private final List<Double> rates = new ArrayList<>();
  private String name = "";
  private int fallbacks;

  private BenchCrew() {}

  /** Starts them all and waits until the last is warm. */
  static BenchCrew start(BenchContender contender, BenchQuestion question, int count)
      throws IOException, InterruptedException {
    BenchCrew crew = new BenchCrew();
    try {
      for (int i = 0; i < count; i++) {
        crew.processes.add(BenchProcess.start(contender, question, question.threads()));
      }
      for (BenchProcess process : crew.processes) {
        JsonNode facts = process.answer();
        requireSameNetwork(question, contender, facts);
        crew.name = contender.named(facts.path("name").asText(contender.name()));
        crew.fallbacks = facts.path("fallbacks").asInt();
      }
      return crew;
    } catch (IOException | InterruptedException | RuntimeException e) {
      crew.close();
      throw e;
    }
  }

  /** A peer that built another network would be compared with nothing. */
  private static void requireSameNetwork(
      BenchQuestion question, BenchContender contender, JsonNode facts) {
    long built = facts.path("params").asLong();
    long asked = question.cost().params();
    if (facts.has("params") && built != asked) {
      throw new RunFailed(
          "%s must train a network of %d parameters, got %d"
              .formatted(contender.name(), asked, built));
    }
  }

  /** One round: all step until each has timed its steps, then all rest. */
  void round() throws IOException, InterruptedException {
    processes.forEach(process -> process.say("go"));
    double sum = 0;
    for (BenchProcess process : processes) {
      sum += process.answer().path("rate").asDouble();
    }
    processes.forEach(process -> process.say("rest"));
    rates.add(sum);
  }

  /** Units a second of all processes together, by the median round. */
  double rate() {
    return rates.stream().sorted().toList().get(rates.size() / 2);
  }

  /** What the processes call themselves. */
  String name() {
    return name;
  }

  /** Primitives of one process that run a reference implementation. */
  int fallbacks() {
    return fallbacks;
  }

  @Override
  public void close() throws IOException {
    for (BenchProcess process : processes) {
      process.close();
    }
  }
}
