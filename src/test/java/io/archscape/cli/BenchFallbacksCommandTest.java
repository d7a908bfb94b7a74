package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.archscape.arch.Network;
import io.archscape.bench.LayerJudge;
import io.archscape.bench.MachineSpeed;
import io.archscape.bench.MadeUpTimer;
import io.archscape.document.Documents;
import io.archscape.engine.FoldedNorms;
import io.archscape.engine.Mode;
import io.archscape.engine.Params;
import io.archscape.engine.Program;
import io.archscape.engine.onednn.OneDnnKernels;
import io.archscape.graph.Graph;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import io.archscape.space.Band;
import io.archscape.space.DesignSpace;
import io.archscape.space.Sampler;
import io.archscape.space.Spaces;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class BenchFallbacksCommandTest {
  @TempDir Path folder;

  /** Convolutions at a second, of which none has a giga-operation, or at a microsecond. */
  private static LayerJudge judge(double convolution) {
    MadeUpTimer timer =
        new MadeUpTimer(
            (mode, node, direction, run) ->
                node.op() instanceof Op.Conv conv && conv.kernel() == 3 ? convolution : 1e-6);
    return new LayerJudge(timer, new MachineSpeed(100e9, 20e9));
  }

  private record Result(int code, String out, String err) {
    List<JsonNode> lines() {
      return out.lines()
          .map(line -> new Documents().readJson("out", line, JsonNode.class))
          .toList();
    }
  }

  private static Result run(LayerJudge judge, String... arguments) {
    CommandLine line = new CommandLine(new BenchFallbacksCommand(judge));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return new Result(line.execute(arguments), out.toString(), err.toString());
  }

  private String tiny() throws IOException {
    return Files.writeString(
            folder.resolve("tiny.yaml"),
            """
            refines: cifar-anynetx-e
            name: tiny
            description: eight channels or sixteen
            image: 16
            w: {uniform: {low: 8, high: 16, step: 8}}
            """)
        .toString();
  }

  @Test
  void aSpaceWithoutSlowLayersEndsWithZero() throws IOException {
    Result result = run(judge(1e-6), tiny(), "-n", "4");
    assertThat(result.code()).as(result.err).isZero();
    assertThat(result.lines()).hasSize(1);
    JsonNode line = result.lines().get(0);
    assertThat(line.path("space").asText()).isEqualTo("tiny");
    assertThat(line.path("networks").asInt()).isEqualTo(4);
    assertThat(line.path("fallbacks").asInt(-1)).isZero();
    assertThat(line.path("networks_with_fallbacks").asInt(-1)).isZero();
    assertThat(line.has("first")).isFalse();
    assertThat(line.path("slowest")).hasSize(3);
    assertThat(result.err.lines())
        .hasSize(4)
        .last()
        .asString()
        .startsWith("tiny: 4 of 4 networks, 0 slow layers, ");
  }

  @Test
  void slowLayersEndWithOneAndAreListed() throws IOException {
    Result result = run(judge(1), tiny(), "cifar-anynetx-e", "-n", "3");
    assertThat(result.code()).as(result.err).isEqualTo(1);
    assertThat(result.lines()).hasSize(2);
    JsonNode line = result.lines().get(0);
    assertThat(line.path("networks_with_fallbacks").asInt()).isEqualTo(3);
    assertThat(line.path("fallbacks").asInt()).isGreaterThan(3);
    assertThat(new Documents().readJson("first", line.path("first").toString(), Network.class))
        .isEqualTo(new Sampler(space(tiny()), Band.NONE, 16, 10, 1).next().network());
    JsonNode worst = line.path("slowest").path(0);
    assertThat(worst.path("op").asText()).startsWith("conv 3x3");
    assertThat(worst.path("fallback").asBoolean()).isTrue();
    assertThat(worst.path("networks").asInt()).isPositive();
    assertThat(worst.path("gflops_per_s").asDouble()).isLessThan(1);
    assertThat(worst.path("share").asDouble()).isBetween(0.02, 1.0);
    assertThat(worst.path("input").asText()).matches("\\d+x\\d+x\\d+");
  }

  private static DesignSpace space(String name) {
    return new Spaces().open(name);
  }

  @Test
  void measuresThisMachine() throws IOException {
    assumeThat(OneDnnKernels.obstacle()).isEmpty();
    Terminal.Result result =
        Terminal.run("bench", "fallbacks", tiny(), "-n", "1", "--batch", "2", "--seed", "4");
    assertThat(result.code()).as(result.err()).isIn(0, 1); // how fast it is is not tested
    assertThat(result.out())
        .contains("\"bench\":\"fallbacks\"", "\"networks\":1,", "\"share\":")
        .contains("\"layout\":\"n");
    assertThat(result.err()).contains("one thread: SGEMM ", "tiny: 1 of 1 networks, ");
  }

  static Stream<String> spacesOf32Pixels() {
    return new Spaces().names().stream().filter(name -> space(name).image() == 32);
  }

  /** Reference code is slow everywhere; for the rest there is the command. */
  @ParameterizedTest
  @MethodSource("spacesOf32Pixels")
  void noShippedCifarSpaceRunsReferenceCode(String name) {
    assumeThat(OneDnnKernels.obstacle()).isEmpty();
    Sampler sampler = new Sampler(space(name), Band.NONE, 32, 10, 4);
    try (OneDnnKernels kernels = new OneDnnKernels()) {
      for (int i = 0; i < 2; i++) {
        compile(sampler.next().network().graph(Shape.image(32), 10), kernels);
      }
      assertThat(kernels.fallbacks()).isZero();
    }
  }

  private static void compile(Graph graph, OneDnnKernels kernels) {
    try (Params params = Params.initialise(graph, 1);
        FoldedNorms folded = new FoldedNorms(graph, params)) {
      Program.compile(graph, 8, Mode.TRAIN, params, kernels).close();
      Program.compile(folded.graph(), 8, Mode.EVALUATE, folded.params(), kernels).close();
    }
  }

  @Test
  void helpSaysHowToLimitInstructions() {
    assertThat(Terminal.run("bench", "fallbacks", "--help").out())
        .contains("ONEDNN_MAX_CPU_ISA", "AVX2");
  }

  @Test
  void wrongInputIsToldInOneLine() {
    for (String[] wrong :
        new String[][] {
          {"bench", "fallbacks", "-n", "0"},
          {"bench", "fallbacks", "--batch", "0"},
          {"bench", "fallbacks", "no-space"}
        }) {
      Terminal.Result result = Terminal.run(wrong);
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.out()).isEmpty();
      assertThat(result.err().lines()).hasSize(1);
    }
  }
}
