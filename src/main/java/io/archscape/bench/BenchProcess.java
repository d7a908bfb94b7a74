package io.archscape.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.archscape.InputException;
import io.archscape.RunFailed;
import io.archscape.document.Documents;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The measuring side of one measured process. */
final class BenchProcess implements AutoCloseable {
  private final Documents documents = new Documents();
  private final BenchContender contender;
  private final Process process;
  private final Path log;
  private final PrintStream to;
  private final BufferedReader from;

  private BenchProcess(BenchContender contender, Process process, Path log) {
    this.contender = contender;
    this.process = process;
    this.log = log;
    to = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    from = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts the process and asks; it gets warm by itself.
   *
   * @param question written as one line of JSON
   */
  static BenchProcess start(BenchContender contender, Record question, int threads)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(contender.command());
    builder.environment().putAll(contender.environment(threads));
    Path log = Files.createTempFile("archscape-bench", ".log");
    builder.redirectError(log.toFile());
    try {
      BenchProcess started = new BenchProcess(contender, builder.start(), log);
      started.say(started.documents.canonicalJson(question));
      return started;
    } catch (IOException e) {
      Files.deleteIfExists(log);
      throw new InputException(
          "bench must be able to run %s, got: %s".formatted(contender.command().get(0), e), e);
    }
  }

  void say(String line) {
    to.println(line);
  }

  /** The next line it answers. */
  JsonNode answer() throws IOException, InterruptedException {
    String line = from.readLine();
    if (line == null) {
      throw new RunFailed(
          "a measured process of %s must succeed, got exit code %d: %s"
              .formatted(contender.name(), process.waitFor(), lastWords()));
    }
    return documents.readJson("answer of " + contender.name(), line, JsonNode.class);
  }

  private String lastWords() throws IOException {
    List<String> said = Files.readAllLines(log);
    return said.isEmpty() ? "it printed nothing" : said.get(said.size() - 1);
  }

  /** Ends the process by force: whoever waits for its answer gets a failure. */
  void stop() {
    process.destroyForcibly();
  }

  /** Ends the process: by the end of its input, or by force if it does not listen. */
  @Override
  public void close() throws IOException {
    to.close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    from.close();
    Files.deleteIfExists(log);
  }
}
