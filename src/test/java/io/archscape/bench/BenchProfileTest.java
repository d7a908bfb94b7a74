package io.archscape.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.archscape.cli.Terminal;
import io.archscape.document.Documents;
import io.archscape.engine.Kernel.Direction;
import io.archscape.graph.Activation;
import io.archscape.graph.Graph;
import io.archscape.graph.GraphBuilder;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import io.archscape.graph.Tensor;
import io.archscape.train.StepProfile;
import io.archscape.train.StepProfile.Chore;
import io.archscape.train.StepProfile.Operation;
import io.archscape.train.StepProfile.Timed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchProfileTest {
  private static final int BATCH = 4;

  /** Multiply-adds of an image: 3*3*3*16 at 8*8 places; 3*3*8*16 at 4*4; 16*10 and a bias. */
  private static final double FIRST = 27_648;

  private static final double GROUPED = 18_432;
  private static final double LINEAR = 170;

  @TempDir Path folder;

  private static Graph graph() {
    GraphBuilder builder = new GraphBuilder();
    Tensor x = builder.add("input", new Op.Input(Shape.image(8)));
    x = builder.add("first", new Op.Conv(16, 3, 1), x);
    x = builder.add("norm", new Op.BatchNorm(), x);
    x = builder.add("relu", new Op.Activate(Activation.RELU), x);
    x = builder.add("grouped", new Op.Conv(16, 3, 2, 2, false), x);
    x = builder.add("pool", new Op.GlobalPool(), x);
    builder.add("linear", new Op.Linear(10), x);
    return builder.build();
  }

  /** Times are made up: 1 ms a piece. */
  private static final class Pieces {
    private final Graph graph = graph();
    private final List<Timed> all = new ArrayList<>();

    Pieces add(int node, Direction direction, String implementation, boolean copies) {
      boolean fused = graph.node(node).op() instanceof Op.BatchNorm;
      all.add(
          new Timed(
              new Operation(
                  graph.node(node),
                  fused ? Optional.of(graph.node(node + 1)) : Optional.empty(),
                  direction,
                  implementation,
                  copies),
              1e-3));
      return this;
    }

    BenchProfile profile() {
      for (Chore chore : Chore.values()) {
        all.add(new Timed(chore, 1e-3));
      }
      return new BenchProfile(
          "made", "onednn", 1, 1e9, new StepProfile(graph, BATCH, 0.01, 0.017, all));
    }
  }

  private static BenchProfile inOneDnn() {
    return new Pieces()
        .add(1, Direction.FORWARD, "reorder", true)
        .add(1, Direction.FORWARD, "jit", false)
        .add(2, Direction.FORWARD, "jit", false)
        .add(4, Direction.FORWARD, "jit", false)
        .add(6, Direction.FORWARD, "gemm", false)
        .add(6, Direction.BACKWARD_WEIGHTS, "gemm", false)
        .add(6, Direction.BACKWARD_WEIGHTS, "sum", false)
        .add(6, Direction.BACKWARD_DATA, "gemm", false)
        .add(4, Direction.BACKWARD_WEIGHTS, "jit", false)
        .add(4, Direction.BACKWARD_DATA, "jit", false)
        .add(1, Direction.BACKWARD_WEIGHTS, "reorder", true)
        .add(1, Direction.BACKWARD_WEIGHTS, "jit", false)
        .profile();
  }

  private static BenchProfileRow row(
      BenchProfile profile, String op, String direction, String implementation) {
    return profile.rows().stream()
        .filter(row -> row.op().equals(op) && row.direction().equals(direction))
        .filter(row -> row.implementation().equals(implementation))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no such row in " + profile.rows()));
  }

  @Test
  void productsAreCountedByHand() {
    BenchProfile profile = inOneDnn();
    for (String direction : List.of("forward", "backward weights")) {
      assertThat(row(profile, "conv 3x3", direction, "jit").flops()).isEqualTo(2 * BATCH * FIRST);
    }
    for (String direction : List.of("forward", "backward data", "backward weights")) {
      assertThat(row(profile, "conv 3x3 /2 g8", direction, "jit").flops())
          .isEqualTo(2 * BATCH * GROUPED);
      assertThat(row(profile, "linear", direction, "gemm").flops()).isEqualTo(2 * BATCH * LINEAR);
    }
    assertThat(row(profile, "linear", "backward weights", "sum").flops()).isZero();
    assertThat(row(profile, "copies", "forward", "reorder").flops()).isZero();
    assertThat(row(profile, "norm relu", "forward", "jit").flops()).isZero();
    assertThat(row(profile, "conv 3x3", "forward", "jit").rate())
        .isCloseTo(2 * BATCH * FIRST / 1e-3, within(1.0));
  }

  @Test
  void allGradientsAtOnceAreTwoProductsButForTheFirst() {
    BenchProfile profile =
        new Pieces()
            .add(1, Direction.BACKWARD, "nd4j", false)
            .add(4, Direction.BACKWARD, "nd4j", false)
            .profile();
    assertThat(row(profile, "conv 3x3", "backward", "nd4j").flops()).isEqualTo(2 * BATCH * FIRST);
    assertThat(row(profile, "conv 3x3 /2 g8", "backward", "nd4j").flops())
        .isEqualTo(4 * BATCH * GROUPED);
  }

  @Test
  void sharesOfAllRowsAreOneTogether() {
    BenchProfile profile = inOneDnn();
    assertThat(profile.rows()).hasSizeGreaterThan(10);
    double sum = profile.rows().stream().mapToDouble(row -> profile.share(row.seconds())).sum();
    assertThat(sum).isCloseTo(1, within(1e-9));
    assertThat(profile.ops().stream().mapToDouble(op -> profile.share(op.seconds())).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(profile.rows().stream().mapToInt(BenchProfileRow::calls).sum())
        .isEqualTo(profile.step().pieces().size());
  }

  @Test
  void theTableSaysThatNothingIsLeftToNd4j() {
    List<String> lines = new BenchProfileTable(inOneDnn()).lines();
    assertThat(lines.get(0)).isEqualTo("made, batch 4, onednn, 1 thread: 400 images/s");
    assertThat(lines.get(1))
        .contains(
            "a step 10.00 ms", "17.00 ms (+70.0 %), all pieces 16.00 ms", "SGEMM 1.0 GFLOP/s");
    assertThat(lines)
        .contains("left to ND4J: none")
        .contains("under 2 %: none")
        .anyMatch(line -> line.matches("total +16 +16\\.000 +100\\.0 .*"));
  }

  private static List<String> tiny(String... more) {
    List<String> arguments = new ArrayList<>(List.of("bench", "train", "--profile"));
    arguments.addAll(List.of("b-group-width-8", "--batch", "2", "--image", "8"));
    arguments.addAll(List.of("--threads", "1", "--warmup", "0", "--steps", "2"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  @Test
  void aProfileIsPrintedAsLinesOfJsonAndDrawn() {
    Path picture = folder.resolve("bars.png");
    Terminal.Result result =
        Terminal.run(tiny("--json", "-o", picture.toString()).toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(picture).isNotEmptyFile();
    List<JsonNode> lines =
        result
            .out()
            .lines()
            .map(line -> new Documents().readJson("out", line, JsonNode.class))
            .toList();
    assertThat(lines)
        .hasSizeGreaterThan(15)
        .allMatch(line -> line.path("bench").asText().equals("profile"));
    double shares = lines.stream().mapToDouble(line -> line.path("share").asDouble()).sum();
    assertThat(shares).isCloseTo(1, within(1e-3));
    assertThat(lines.get(lines.size() - 1).path("threads").asInt()).isEqualTo(1);
    assertThat(lines.get(lines.size() - 1).path("left_to_nd4j").isEmpty()).isTrue();
  }

  @Test
  void aProfileIsPrintedAsATable() {
    Terminal.Result result = Terminal.run(tiny("--engine", "nd4j").toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("b-group-width-8, batch 2, nd4j, 1 thread")
        .contains("norm relu", "conv 3x3 /2 g8", "parameter update", "left to ND4J: ");
  }

  private static void assertBadInput(List<String> arguments, String... parts) {
    Terminal.Result result = Terminal.run(arguments.toArray(String[]::new));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).contains(parts);
  }

  @Test
  void wrongInputIsToldInOneLineBeforeAnythingIsMeasured() {
    assertBadInput(tiny("-o", "bars.gif"), ".svg, .png", "bars.gif");
    assertBadInput(tiny("--net", "c-large"), "--net must come without --profile");
    assertBadInput(tiny("--rounds", "2"), "--rounds must come without --profile");
    assertBadInput(
        List.of("bench", "train", "-o", "bars.svg"),
        "--output must come with --space or --profile");
    assertBadInput(List.of("bench", "train", "--image", "8"), "--image must come with --profile");
    assertBadInput(
        List.of("bench", "train", "--profile", "resnet-51"), "resnet-51", "did you mean");
    assertBadInput(
        List.of("bench", "train", "--profile", "b-group-width-8", "--steps", "0"), "steps");
    assertBadInput(
        List.of("bench", "train", "--profile", "b-group-width-8", "--threads", "0"), "threads");
    assertBadInput(
        List.of("bench", "train", "--profile", "b-group-width-8", "--image", "0"), "image");
  }
}
