package io.archscape.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import io.archscape.cli.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is chosen on machines that are made up, and what is said. */
class EngineChoiceTest {
  private static final Card A100 = new Card("NVIDIA A100-SXM4-40GB", 8, 0);
  private static final Card H200 = new Card("NVIDIA H200", 9, 0);

  private static final Remedies REMEDIES = new Remedies("use it", "use the card", "use any");

  private final StringWriter said = new StringWriter();

  private Engine choose(EngineChoice choice, Device device, Machine machine) {
    ChosenEngine chosen = choice.resolve(device, machine, REMEDIES);
    chosen.warning().ifPresent(new PrintWriter(said, true)::println);
    return chosen.engine();
  }

  private AbstractThrowableAssert<?, ?> refused(
      EngineChoice choice, Device device, Machine machine) {
    return assertThatThrownBy(() -> choose(choice, device, machine))
        .isInstanceOf(InputException.class)
        .hasMessageMatching("[^\\n]{20,260}");
  }

  private static Machine processor(boolean avx2, Optional<String> oneDnn) {
    return new Machine(
        false, () -> avx2, () -> oneDnn, () -> false, Optional::empty, Optional::empty);
  }

  private static Machine withCards(Card... cards) {
    return cuda(true, Optional.of(List.of(cards)), Optional.empty());
  }

  private static Machine cuda(
      boolean driver, Optional<List<Card>> cards, Optional<String> cudaStart) {
    return new Machine(
        true, () -> true, Optional::empty, () -> driver, () -> cards, () -> cudaStart);
  }

  @Test
  void oneDnnIsTakenWhereItRuns() {
    Machine machine = processor(true, Optional.empty());
    assertThat(choose(EngineChoice.AUTO, Device.CPU, machine)).isEqualTo(Engine.ONEDNN);
    assertThat(choose(EngineChoice.ONEDNN, Device.CPU, machine)).isEqualTo(Engine.ONEDNN);
    assertThat(choose(EngineChoice.ND4J, Device.CPU, machine)).isEqualTo(Engine.ND4J);
    assertThat(said.toString()).isEmpty();
  }

  @Test
  void aMissingLibraryIsToldInOneLineWithItsPrice() {
    Machine machine = processor(true, Optional.of("no jnidnnl in java.library.path"));
    assertThat(choose(EngineChoice.AUTO, Device.CPU, machine)).isEqualTo(Engine.ND4J);
    assertThat(said.toString().lines())
        .singleElement()
        .asString()
        .contains("no jnidnnl", "ND4J trains alone", "times slower");
  }

  @Test
  void oneDnnAskedForByNameIsNotReplaced() {
    refused(EngineChoice.ONEDNN, Device.CPU, processor(true, Optional.of("no jnidnnl")))
        .hasMessageContaining("onednn must")
        .hasMessageContaining("no jnidnnl");
  }

  @ParameterizedTest
  @EnumSource(
      value = EngineChoice.class,
      names = {"AUTO", "ONEDNN"})
  void aProcessorWithoutAvx2IsToldInOneLineWithItsPrice(EngineChoice choice) {
    assertThat(choose(choice, Device.CPU, processor(false, Optional.empty())))
        .isEqualTo(Engine.ONEDNN);
    assertThat(said.toString().lines())
        .singleElement()
        .asString()
        .contains("no AVX2", "times slower");
  }

  @Test
  void theBuildForProcessorsRefusesGpus() {
    refused(EngineChoice.AUTO, Device.GPU, processor(true, Optional.empty()))
        .hasMessageContaining("needs the CUDA build, got")
        .hasMessageContaining("ARCHSCAPE_PROFILE=cuda");
  }

  @Test
  void theBuildForCudaRefusesProcessors() {
    refused(EngineChoice.AUTO, Device.CPU, withCards(A100))
        .hasMessageContaining("device must be gpu")
        .hasMessageEndingWith("got cpu: use the card, or unset ARCHSCAPE_PROFILE");
  }

  @Test
  void aMissingDriverIsNamed() {
    refused(
            EngineChoice.AUTO,
            Device.GPU,
            cuda(false, Optional.empty(), Optional.of("not asked for without a driver")))
        .hasMessageContaining("needs an NVIDIA driver")
        .hasMessageContaining("libcuda.so.1")
        .hasMessageEndingWith("install one, or use it");
  }

  @Test
  void aDriverWithoutCardsIsRefused() {
    refused(EngineChoice.AUTO, Device.GPU, withCards()).hasMessageContaining("got none");
  }

  @Test
  void aCardThatNd4jHasNoCodeForIsNamed() {
    refused(EngineChoice.ND4J, Device.GPU, withCards(A100, H200))
        .hasMessageContaining("3.7 or 5.0 to 8.9")
        .hasMessageContaining("got NVIDIA H200 (9.0)")
        .hasMessageContaining("CUDA_VISIBLE_DEVICES");
  }

  @Test
  void whateverElseKeepsNd4jFromStartingIsPassedOn() {
    refused(
            EngineChoice.AUTO,
            Device.GPU,
            cuda(true, Optional.empty(), Optional.of("No CUDA devices were found in system")))
        .hasMessageContaining("got: No CUDA devices were found");
  }

  @Test
  void oneDnnHasNoGpu() {
    refused(EngineChoice.ONEDNN, Device.GPU, withCards(A100)).hasMessageContaining("got onednn");
  }

  @Test
  void aSupportedCardIsTaken() {
    Engine engine = choose(EngineChoice.AUTO, Device.GPU, withCards(A100));
    assertThat(engine).isEqualTo(Engine.ND4J_CUDA);
    assertThat(said.toString()).isEmpty();
  }

  @Test
  void aDriverWhoseCardsCannotBeListedIsTried() {
    Machine machine = cuda(true, Optional.empty(), Optional.empty());
    assertThat(choose(EngineChoice.AUTO, Device.GPU, machine)).isEqualTo(Engine.ND4J_CUDA);
  }

  static Stream<Arguments> listedCards() {
    return Stream.of(
        Arguments.of("NVIDIA H200, 9.0", Optional.of(H200), false),
        Arguments.of(
            "NVIDIA GeForce RTX 5090, 12.0", card("NVIDIA GeForce RTX 5090", 12, 0), false),
        Arguments.of("NVIDIA GeForce RTX 4090, 8.9", card("NVIDIA GeForce RTX 4090", 8, 9), true),
        Arguments.of("Tesla V100-SXM2-16GB, 7.0", card("Tesla V100-SXM2-16GB", 7, 0), true),
        Arguments.of("Tesla K80, 3.7", card("Tesla K80", 3, 7), true),
        Arguments.of("Tesla K40m, 3.5", card("Tesla K40m", 3, 5), false),
        Arguments.of("A, B, 8.6", card("A, B", 8, 6), true),
        Arguments.of("No devices were found", Optional.empty(), false),
        Arguments.of("NVIDIA H200, [N/A]", Optional.empty(), false),
        Arguments.of("", Optional.empty(), false));
  }

  private static Optional<Card> card(String name, int major, int minor) {
    return Optional.of(new Card(name, major, minor));
  }

  @ParameterizedTest
  @MethodSource("listedCards")
  void cardsAreReadAsNvidiaSmiListsThem(String line, Optional<Card> card, boolean supported) {
    assertThat(Card.parse(line)).isEqualTo(card);
    assertThat(card.map(Card::supported).orElse(false)).isEqualTo(supported);
  }

  @Test
  void theReasonIsFoundInWhatNd4jPrints() {
    String print =
        """
        Warning: Versions of org.bytedeco:javacpp:1.5.13 and org.bytedeco:cuda:x do not match.
        java.lang.RuntimeException: No CUDA devices were found in system
        \tat org.nd4j.linalg.jcublas.JCublasBackend.canRun(JCublasBackend.java:68)
        java.lang.IllegalStateException: later
        """;
    assertThat(Machine.reason(print)).contains("No CUDA devices were found in system");
    assertThat(Machine.reason("Warning: this\n\tat that")).isEmpty();
  }

  /** Tests run in the build for processors, on whatever machine. */
  @ParameterizedTest
  @MethodSource("commandsThatTrain")
  void commandsEndAtOnceWithoutTheBuildForCuda(List<String> command) {
    Terminal.Result result = Terminal.run(command.toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .startsWith("device gpu needs the CUDA build, got");
  }

  static Stream<List<String>> commandsThatTrain() {
    return Stream.of(
        List.of("train", "resnet-56", "--data", "shapes", "--device", "gpu"),
        List.of("quickstart", "--device", "gpu", "--out", "target/never-made"),
        List.of("sweep", "experiments/quickstart.yaml", "--device", "gpu", "--out", "target/none"));
  }
}
