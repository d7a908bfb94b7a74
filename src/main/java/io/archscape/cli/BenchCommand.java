package io.archscape.cli;

import static io.archscape.Require.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.archscape.InputException;
import io.archscape.document.Documents;
import io.archscape.engine.onednn.OneDnnKernels;
import io.archscape.graph.Shape;
import io.archscape.space.Candidate;
import io.archscape.space.DesignSpace;
import io.archscape.space.Spaces;
import io.archscape.train.StepTimer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures speed on this machine. */
@Command(
    name = "bench",
    description = "Measure speed on this machine; one JSON object a line.",
    mixinStandardHelpOptions = true)
final class BenchCommand implements Runnable {
  private static final int BATCH = 64;
  private static final int CLASSES = 10;
  private static final int WARMUP = 10;
  private static final int STEPS = 30;

  @Spec CommandSpec spec;

  private final Documents documents = new Documents();

  @SuppressWarnings("NullAway.Init")
  BenchCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  @Command(
      description = {
        "Candidates a second that are drawn, generated and costed. candidates_per_s counts every",
        "draw, costed_per_s those that make a valid network, whose cost is counted."
      },
      mixinStandardHelpOptions = true)
  void sample(
      @Parameters(paramLabel = "SPACE", arity = "0..*", defaultValue = "regnetx")
          List<String> spaces,
      @Option(names = "--seconds", defaultValue = "3") double seconds,
      @Option(
              names = "--threads",
              paramLabel = "N",
              description = "that draw side by side (default: one a core)")
          Optional<Integer> threads,
      @Option(names = "--json", description = "the default, and all there is") boolean json) {
    int count = threads.orElseGet(() -> Runtime.getRuntime().availableProcessors());
    require(count >= 1, "bench threads must be at least 1, got threads=%d", count);
    for (String name : spaces) {
      DesignSpace space = new Spaces().open(name);
      Shape image = Shape.image(space.image());
      draw(space, image, count, seconds); // warm-up
      Draws draws = draw(space, image, count, seconds);
      Map<String, Object> line = new TreeMap<>();
      line.put("bench", "sample");
      line.put("space", name);
      line.put("threads", count);
      line.put("candidates_per_s", Math.round(draws.drawn / seconds));
      line.put("costed_per_s", Math.round(draws.costed / seconds));
      print(line);
    }
  }

  /**
   * @param drawn candidates
   * @param costed those of them that make a network
   * @param flops of all networks: what is counted must be looked at, or it need not be counted
   */
  private record Draws(long drawn, long costed, double flops) {
    Draws plus(Draws other) {
      return new Draws(drawn + other.drawn, costed + other.costed, flops + other.flops);
    }
  }

  @CanIgnoreReturnValue
  private static Draws draw(DesignSpace space, Shape image, int threads, double seconds) {
    List<CompletableFuture<Draws>> running = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (int i = 0; i < threads; i++) {
        SplittableRandom random = new SplittableRandom(i);
        running.add(CompletableFuture.supplyAsync(() -> draw(space, image, random, seconds), pool));
      }
      Draws all =
          running.stream()
              .map(CompletableFuture::join)
              .reduce(Draws::plus)
              .orElseThrow(() -> new IllegalStateException("no thread drew"));
      require(all.flops > 0, "space %s must hold a network, found none", space.name());
      return all;
    } finally {
      pool.shutdown();
    }
  }

  private static Draws draw(
      DesignSpace space, Shape image, SplittableRandom random, double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    long drawn = 0;
    long costed = 0;
    double flops = 0;
    while (System.nanoTime() < end) {
      for (int i = 0; i < 1000; i++, drawn++) {
        Optional<Candidate> candidate = space.draw(random);
        if (candidate.isPresent()) {
          flops += candidate.get().network().cost(image, space.classes()).flops();
          costed++;
        }
      }
    }
    return new Draws(drawn, costed, flops);
  }

  @Command(
      description = {
        "Images a second in whole training steps, in processes of their own, in turn with PyTorch",
        "where --python names an interpreter that has torch; medians over rounds."
      },
      mixinStandardHelpOptions = true)
  void train(
      @Option(names = "--python", paramLabel = "FILE") Optional<Path> python,
      @Option(names = "--rounds", defaultValue = "3") int rounds,
      @Option(
              names = "--net",
              paramLabel = "NAME",
              description = "one of 32px-3.6M, 32px-6.4M, 32px-38M")
          Optional<String> only,
      @Option(names = "--json", description = "the default, and all there is") boolean json)
      throws IOException, InterruptedException {
    require(rounds >= 1, "bench rounds must be at least 1, got rounds=%d", rounds);
    int cores = Runtime.getRuntime().availableProcessors();
    List<BenchNet> nets = only.map(label -> List.of(BenchNet.named(label))).orElse(BenchNet.PANEL);
    for (BenchNet net : nets) {
      for (boolean many : new boolean[] {false, true}) {
        compare(net, many ? cores : 1, many ? 1 : cores, python, rounds);
      }
    }
  }

  private void compare(BenchNet net, int processes, int threads, Optional<Path> python, int rounds)
      throws IOException, InterruptedException {
    List<Double> ours = new ArrayList<>();
    List<Double> sgemm = new ArrayList<>();
    Map<String, List<Double>> peers = new TreeMap<>();
    int fallbacks = 0;
    for (int round = 0; round < rounds; round++) {
      List<JsonNode> own = together(processes, () -> start(ownCommand(net), threads, ""));
      ours.add(sum(own, "images_per_s"));
      sgemm.add(sum(own, "sgemm_flops"));
      fallbacks = own.get(0).get("fallbacks").asInt();
      for (boolean last : python.isPresent() ? new boolean[] {false, true} : new boolean[0]) {
        String ask = question(net, threads, last);
        List<JsonNode> peer =
            together(processes, () -> start(torchCommand(python.orElseThrow()), threads, ask));
        String name = peer.get(0).get("peer").asText() + (last ? " channels_last" : " NCHW");
        peers.computeIfAbsent(name, key -> new ArrayList<>()).add(sum(peer, "images_per_s"));
      }
    }
    report(net, processes, median(ours), median(sgemm), fallbacks, peers);
  }

  private void report(
      BenchNet net,
      int processes,
      double images,
      double sgemm,
      int fallbacks,
      Map<String, List<Double>> peers) {
    long macs = net.network().cost(Shape.image(BenchNet.IMAGE), CLASSES).flops();
    Map<String, Object> line = new TreeMap<>();
    line.put("bench", "train");
    line.put("net", net.label());
    line.put("macs", macs);
    line.put("mode", processes > 1 ? "Nx1" : "1xN");
    line.put("engine", "onednn");
    line.put("images_per_s", Math.round(images));
    // forward, backward to data and to weights: three times two operations a multiply-add
    line.put("sgemm_fraction", Math.round(1000 * 6.0 * macs * images / sgemm) / 1000.0);
    line.put("fallbacks", fallbacks);
    if (peers.isEmpty()) {
      print(line);
    }
    for (Map.Entry<String, List<Double>> peer : peers.entrySet()) {
      double other = median(peer.getValue());
      line.put("peer", peer.getKey());
      line.put("peer_images_per_s", Math.round(other));
      line.put("ratio", Math.round(100 * images / other) / 100.0);
      print(line);
    }
  }

  @Command(name = "step", hidden = true, description = "One measurement, in this process.")
  void step(@Parameters(paramLabel = "NET") String label) {
    StepTimer timer = new StepTimer(BATCH, WARMUP, STEPS);
    Map<String, Object> line = new TreeMap<>();
    line.put("sgemm_flops", timer.sgemmFlops()); // first: the kernels leave BLAS one thread
    OneDnnKernels kernels = new OneDnnKernels();
    BenchNet net = BenchNet.named(label);
    line.put("images_per_s", timer.imagesPerSecond(net.network(), BenchNet.IMAGE, kernels));
    line.put("fallbacks", kernels.fallbacks());
    print(line);
  }

  private void print(Map<String, ?> line) {
    out().println(documents.canonicalJson(line));
    out().flush();
  }

  private static List<String> ownCommand(BenchNet net) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx1g",
        "-XX:+UseSerialGC",
        "-Dorg.bytedeco.javacpp.maxbytes=0",
        "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName(),
        "bench",
        "step",
        net.label());
  }

  private static List<String> torchCommand(Path python) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(BenchCommand.class.getResourceAsStream("/bench/torch_step.py"))) {
      String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return List.of(python.toString(), "-c", script);
    }
  }

  private String question(BenchNet net, int threads, boolean channelsLast) {
    Map<String, Object> ask = new TreeMap<>();
    ask.put("network", net.network());
    ask.put("image", BenchNet.IMAGE);
    ask.put("classes", CLASSES);
    ask.put("batch", BATCH);
    ask.put("warmup", WARMUP);
    ask.put("steps", STEPS);
    ask.put("threads", threads);
    ask.put("channels_last", channelsLast);
    return documents.canonicalJson(ask);
  }

  /** Starts a process. */
  private interface Starter {
    Running start() throws IOException;
  }

  /**
   * A measured process.
   *
   * @param log what it says on its standard error
   */
  private record Running(Process process, Path log) {}

  private static Running start(List<String> command, int threads, String input) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    Path log = Files.createTempFile("archscape-bench", ".log");
    log.toFile().deleteOnExit();
    builder.redirectError(log.toFile());
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    builder.environment().put("OPENBLAS_NUM_THREADS", Integer.toString(threads));
    try {
      Process process = builder.start();
      try (var out = process.getOutputStream()) {
        out.write(input.getBytes(StandardCharsets.UTF_8));
      }
      return new Running(process, log);
    } catch (IOException e) {
      throw new InputException(
          "bench must be able to run %s, got: %s".formatted(command.get(0), e));
    }
  }

  private List<JsonNode> together(int count, Starter starter)
      throws IOException, InterruptedException {
    List<Running> running = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      running.add(starter.start());
    }
    List<JsonNode> answers = new ArrayList<>();
    for (Running each : running) {
      Process process = each.process();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        List<String> said = Files.readAllLines(each.log());
        throw new RunFailed(
            "a measured process must end well, got exit %d: %s"
                .formatted(process.exitValue(), said.isEmpty() ? "" : said.get(said.size() - 1)));
      }
      answers.add(documents.readJson("measured process", text.strip(), JsonNode.class));
    }
    return answers;
  }

  private static double sum(List<JsonNode> answers, String key) {
    return answers.stream().mapToDouble(answer -> answer.get(key).asDouble()).sum();
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
