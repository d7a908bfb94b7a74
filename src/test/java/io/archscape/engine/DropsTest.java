package io.archscape.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Regularisation;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.engine.nd4j.Nd4jKernels;
import io.archscape.engine.onednn.OneDnnKernels;
import io.archscape.graph.Graph;
import io.archscape.graph.GraphBuilder;
import io.archscape.graph.Op;
import io.archscape.graph.Op.Drop.Unit;
import io.archscape.graph.Shape;
import io.archscape.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DropsTest {
  private static final Shape SHAPE = new Shape(3, 5, 16);
  private static final int BATCH = 200;

  static Stream<KernelSet> sets() {
    Stream<KernelSet> nd4j = Stream.of(new Nd4jKernels());
    return OneDnnKernels.obstacle().isPresent()
        ? nd4j
        : Stream.concat(nd4j, Stream.of(1, 8, 16).map(OneDnnKernels::blockedBy));
  }

  /** What the drops make of ones. */
  private static float[] ofOnes(KernelSet kernels, Consumer<Program> before, Op... drops) {
    Graph graph = chain(drops);
    try (Params params = Params.initialise(graph, 1);
        Program program = Program.compile(graph, BATCH, Mode.TRAIN, params, kernels)) {
      writeOnes(params, program);
      before.accept(program);
      program.forward();
      return program.output().toArray();
    }
  }

  private static void writeOnes(Params params, Program program) {
    params.values().array().assign(1f);
    float[] ones = new float[Math.toIntExact(program.input().length())];
    Arrays.fill(ones, 1f);
    program.input().write(ones);
  }

  /** After a convolution, so that what is dropped may lie in blocks. */
  private static Graph chain(Op... ops) {
    GraphBuilder builder = new GraphBuilder();
    Tensor x = builder.add("input", new Op.Input(SHAPE.strided(1, 1)));
    x = builder.add("front", new Op.Conv(SHAPE.channels(), 1, 1), x);
    for (int i = 0; i < ops.length; i++) {
      x = builder.add("op" + i, ops[i], x);
    }
    return builder.build();
  }

  private static float[] ofOnes(Unit unit, double rate, long seed) {
    return ofOnes(new Nd4jKernels(), program -> program.drop(seed), new Op.Drop(rate, unit));
  }

  /** 4 standard deviations of a share of so many draws. */
  private static void assertShare(double share, double rate, long draws) {
    assertThat(share).isBetween(rate - 4 * spread(rate, draws), rate + 4 * spread(rate, draws));
  }

  private static double spread(double rate, long draws) {
    return Math.sqrt(rate * (1 - rate) / draws);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.8})
  void valuesAreDroppedAtTheRateAndKeptOnesGrow(double rate) {
    float[] y = ofOnes(Unit.VALUE, rate, 7);
    long dropped = 0;
    for (float value : y) {
      assertThat(value).isIn(0f, (float) (1 / (1 - rate)));
      dropped += value == 0 ? 1 : 0;
    }
    assertShare((double) dropped / y.length, rate, y.length);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.8})
  void imagesAreDroppedWhole(double rate) {
    float[] y = ofOnes(Unit.IMAGE, rate, 7);
    long dropped = 0;
    for (int image = 0; image < BATCH; image++) {
      int from = image * SHAPE.size();
      float[] own = Arrays.copyOfRange(y, from, from + SHAPE.size());
      float[] same = new float[own.length];
      Arrays.fill(same, own[0]);
      assertThat(own).isEqualTo(same);
      assertThat(own[0]).isIn(0f, (float) (1 / (1 - rate)));
      dropped += own[0] == 0 ? 1 : 0;
    }
    assertShare((double) dropped / BATCH, rate, BATCH);
  }

  @Test
  void theSeedDecides() {
    for (Unit unit : Unit.values()) {
      assertThat(ofOnes(unit, 0.5, 7)).isEqualTo(ofOnes(unit, 0.5, 7));
      assertThat(ofOnes(unit, 0.5, 7)).isNotEqualTo(ofOnes(unit, 0.5, 8));
    }
  }

  /** By jshell 17: new SplittableRandom(7).split(). Others would be other results of old trials. */
  @Test
  void theMasksOfASeedStayTheSame() {
    float[] y = ofOnes(Unit.IMAGE, 0.5, 7);
    StringBuilder kept = new StringBuilder();
    for (int image = 0; image < 16; image++) {
      kept.append(y[image * SHAPE.size()] > 0 ? 1 : 0);
    }
    assertThat(kept).hasToString("1010100110001101");
  }

  @Test
  void everyDropHasAMaskOfItsOwn() {
    Op half = new Op.Drop(0.5, Unit.IMAGE);
    float[] both = ofOnes(new Nd4jKernels(), program -> program.drop(7), half, half);
    long dropped = 0;
    for (int image = 0; image < BATCH; image++) {
      dropped += both[image * SHAPE.size()] == 0 ? 1 : 0;
    }
    assertShare((double) dropped / BATCH, 0.75, BATCH);
  }

  @ParameterizedTest
  @MethodSource("sets")
  void untilTheFirstDrawNothingIsDropped(KernelSet kernels) {
    for (Unit unit : Unit.values()) {
      assertThat(ofOnes(kernels, program -> {}, new Op.Drop(0.5, unit))).containsOnly(1f);
    }
  }

  @ParameterizedTest
  @MethodSource("sets")
  void everySetAndLayoutDropsTheSame(KernelSet kernels) {
    for (Unit unit : Unit.values()) {
      Op[] ops = {new Op.Drop(0.5, unit), new Op.Drop(0.3, unit), new Op.GlobalPool()};
      Consumer<Program> draw = program -> program.drop(11);
      float[] expected = ofOnes(new Nd4jKernels(), draw, ops);
      float[] sums = ofOnes(kernels, draw, ops);
      assertThat(sums).containsExactly(expected, Offset.offset(1e-5f));
    }
  }

  /** A branch's last norm is overwritten: only passing gradients take memory more. */
  @Test
  void dropPathTakesLittleMemory() {
    Block block = new Block.Bottleneck(1, 8, new Attention.None());
    Network network =
        new Network(new Stem(Stem.Type.CIFAR, 16), List.of(new Stage(9, 16, 1, block)), Head.PLAIN);
    Shape image = Shape.image(16);
    long plain = Program.activationBytes(network.graph(image, 10), 1, Mode.TRAIN);
    long dropping =
        Program.activationBytes(
            network.graph(image, 10, new Regularisation(0, 0.5)), 1, Mode.TRAIN);
    long activation = Float.BYTES * 16L * 16 * 16;
    assertThat(plain).isGreaterThan(60 * activation);
    assertThat(dropping).isBetween(plain, plain + activation);
  }

  @Test
  void aDrawHoldsUntilTheNext() {
    Graph graph = chain(new Op.Drop(0.5, Unit.VALUE));
    try (Params params = Params.initialise(graph, 1);
        Program program = Program.compile(graph, 2, Mode.TRAIN, params, new Nd4jKernels())) {
      writeOnes(params, program);
      program.drop(1);
      program.forward();
      float[] first = program.output().toArray();
      program.forward();
      assertThat(program.output().toArray()).isEqualTo(first);
      program.drop(2);
      program.forward();
      assertThat(program.output().toArray()).isNotEqualTo(first);
    }
  }

  @Test
  void theNetworkForEvaluationHasNoDrops() {
    for (String name : List.of("x block with drops", "drop of both sides", "drop of a drop")) {
      Graph graph = graph(name);
      try (Params params = Params.initialise(graph, 1);
          FoldedNorms folded = new FoldedNorms(graph, params)) {
        assertThat(folded.graph().nodes()).noneMatch(node -> node.op() instanceof Op.Drop);
        assertThat(graph.nodes()).anyMatch(node -> node.op() instanceof Op.Drop);
        long length = (long) Cases.BATCH * graph.input().shape().size();
        float[] images = KernelContract.gaussian(new Random(1), length);
        assertThat(evaluated(folded.graph(), folded.params(), images))
            .containsExactly(evaluated(graph, params, images), Offset.offset(1e-4f));
      }
    }
  }

  private static Graph graph(String name) {
    Map<String, Case> cases = Cases.all();
    assertThat(cases).containsKey(name);
    return Objects.requireNonNull(cases.get(name)).graph();
  }

  private static float[] evaluated(Graph graph, Params params, float[] images) {
    try (Program program =
        Program.compile(graph, Cases.BATCH, Mode.EVALUATE, params, new Nd4jKernels())) {
      program.input().write(images);
      program.forward();
      return program.output().toArray();
    }
  }

  @Test
  void aProgramForEvaluationDrawsNothing() {
    Graph graph = chain(new Op.Drop(0.5, Unit.VALUE));
    try (Params params = Params.initialise(graph, 1);
        Program program = Program.compile(graph, 1, Mode.EVALUATE, params, new Nd4jKernels())) {
      assertThatIllegalStateException()
          .isThrownBy(() -> program.drop(1))
          .withMessage("a program for evaluation has no drops");
      assertThatIllegalStateException()
          .isThrownBy(() -> program.forwardAveraging(0))
          .withMessage("a program for evaluation has no batch statistics");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
  void aRateThatDropsNothingOrAllIsRefused(double rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Op.Drop(rate, Unit.IMAGE))
        .withMessage("drop rate must lie in (0,1), got rate=" + rate);
  }
}
