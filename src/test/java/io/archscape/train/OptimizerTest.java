package io.archscape.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.archscape.Defaults;
import io.archscape.InputException;
import io.archscape.document.Documents;
import io.archscape.engine.Buffer;
import io.archscape.engine.Params;
import io.archscape.engine.Params.Place;
import io.archscape.engine.Role;
import io.archscape.graph.Graph;
import io.archscape.graph.GraphBuilder;
import io.archscape.graph.Op;
import io.archscape.graph.PoolStatistic;
import io.archscape.graph.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerTest {
  private static final int STEPS = 5;

  private static Documents documents() {
    return new Documents(
        Defaults.of(Optimizer.Sgd.DEFAULT),
        Defaults.of(Optimizer.AdamW.DEFAULT),
        Defaults.of(Optimizer.Lars.DEFAULT),
        Defaults.of(Optimizer.Lamb.DEFAULT));
  }

  private static Optimizer parse(String yaml) {
    return documents().readYaml("optimizer", yaml, Optimizer.class);
  }

  /** Weights of 6 and 6, biases of 3 and 2, gamma and beta of 3. */
  private static Graph graph() {
    GraphBuilder builder = new GraphBuilder();
    var x = builder.add("input", new Op.Input(new Shape(2, 2, 2)));
    var conv = builder.add("conv", new Op.Conv(3, 1, 1, 1, true), x);
    var norm = builder.add("bn", new Op.BatchNorm(), conv);
    var pool = builder.add("pool", new Op.GlobalPool(PoolStatistic.MEAN), norm);
    builder.add("fc", new Op.Linear(2), pool);
    return builder.build();
  }

  /** As optimizers.py has it. */
  private static void fill(Params params) {
    List<Place> places = params.places();
    for (int p = 0; p < places.size(); p++) {
      float[] values = new float[(int) places.get(p).length()];
      for (int i = 0; i < values.length; i++) {
        values[i] = ((7 * i + 3 * p) % 11 - 5) / 10f;
      }
      part(params.values(), places.get(p)).write(values);
    }
  }

  /** As optimizers.py has it; {@code step} from 0. */
  private static void fillGradients(Params params, int step) {
    List<Place> places = params.places();
    for (int p = 0; p < places.size(); p++) {
      float[] gradients = new float[(int) places.get(p).length()];
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] = ((5 * i + 3 * step + p) % 13 - 6) / 20f;
      }
      part(params.gradients(), places.get(p)).write(gradients);
    }
  }

  private static Buffer part(Buffer flat, Place place) {
    return flat.part(place.offset(), place.length());
  }

  private static void step(Updater updater, Params params, Optimizer optimizer, int step) {
    fillGradients(params, step);
    updater.step(optimizer.lr() * (1 - step / 10.0), step + 1);
  }

  static Stream<JsonNode> golden() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            OptimizerTest.class.getResourceAsStream("/golden/optimizers.json"))) {
      JsonNode cases = new ObjectMapper().readTree(in).get("cases");
      assertThat(cases).hasSizeGreaterThanOrEqualTo(12);
      return StreamSupport.stream(cases.spliterator(), false);
    }
  }

  /** Numbers of PyTorch 1.13 and NumPy: src/test/resources/golden/README.md. */
  @ParameterizedTest
  @MethodSource("golden")
  void stepsAreThoseOfPyTorchOrThePaper(JsonNode golden) {
    Optimizer optimizer =
        documents().readJson("golden", golden.get("optimizer").toString(), Optimizer.class);
    try (Params params = Params.initialise(graph(), 1);
        Updater updater = new Updater(params, optimizer, golden.get("clip").asDouble())) {
      assertThat(params.places().stream().map(Place::role))
          .containsExactly(Role.WEIGHT, Role.BIAS, Role.WEIGHT, Role.BIAS, Role.GAMMA, Role.BETA);
      fill(params);
      for (int s = 0; s < STEPS; s++) {
        step(updater, params, optimizer, s);
        JsonNode expected = golden.get("values").get(s);
        for (int p = 0; p < params.places().size(); p++) {
          float[] values = part(params.values(), params.places().get(p)).toArray();
          assertThat(values).hasSize(expected.get(p).size());
          for (int i = 0; i < values.length; i++) {
            assertThat((double) values[i])
                .as("step %d, place %d, element %d", s, p, i)
                .isCloseTo(expected.get(p).get(i).asDouble(), Offset.offset(1e-6));
          }
        }
      }
    }
  }

  static Stream<Optimizer> optimizers() {
    List<Optimizer> all =
        List.of(
            Optimizer.Sgd.DEFAULT,
            Optimizer.AdamW.DEFAULT,
            Optimizer.Lars.DEFAULT,
            Optimizer.Lamb.DEFAULT);
    assertThat(all).hasSize(Optimizer.class.getPermittedSubclasses().length);
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void goesOnFromItsStateBitForBit(Optimizer optimizer) {
    try (Params params = Params.initialise(graph(), 1);
        Params others = Params.initialise(graph(), 2);
        Updater updater = new Updater(params, optimizer, 0.3);
        Updater other = new Updater(others, optimizer, 0.3)) {
      for (int s = 0; s < 3; s++) {
        step(updater, params, optimizer, s);
      }
      others.values().write(params.values().toArray());
      assertThat(other.state().keySet()).isEqualTo(updater.state().keySet()).isNotEmpty();
      Map<String, Buffer> to = other.state();
      new TreeMap<>(updater.state())
          .forEach((name, from) -> Objects.requireNonNull(to.get(name)).write(from.toArray()));
      for (int s = 3; s < STEPS; s++) {
        step(updater, params, optimizer, s);
        step(other, others, optimizer, s);
      }
      assertThat(others.values().toArray()).isEqualTo(params.values().toArray());
    }
  }

  /** Directions of length 0 have no ratio: |w| and then |g| is 0, and nothing is no number. */
  @ParameterizedTest
  @ValueSource(strings = {"lars", "lamb"})
  void weightsOrGradientsThatAreZeroAreNotScaled(String type) {
    Optimizer optimizer = parse("{type: " + type + ", lr: 0.5, weightDecay: 0}");
    try (Params params = Params.initialise(graph(), 1);
        Updater updater = new Updater(params, optimizer, 0)) {
      Place weight = params.places().get(0);
      part(params.values(), weight).write(new float[6]);
      part(params.gradients(), weight).write(new float[] {1, 1, 1, 1, 1, 1});
      updater.step(0.5, 1);
      assertThat(part(params.values(), weight).toArray()[3]).isCloseTo(-0.5f, Offset.offset(1e-5f));
      for (float value : params.values().toArray()) {
        assertThat(value).isFinite();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aRateOfZeroMovesNothing(Optimizer optimizer) {
    try (Params params = Params.initialise(graph(), 1);
        Updater updater = new Updater(params, optimizer, 0)) {
      fillGradients(params, 0);
      float[] before = params.values().toArray();
      updater.step(0, 1);
      assertThat(params.values().toArray()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void gapsBetweenParametersStayZero(Optimizer optimizer) {
    try (Params params = Params.initialise(graph(), 1);
        Updater updater = new Updater(params, optimizer, 0)) {
      for (int s = 0; s < STEPS; s++) {
        step(updater, params, optimizer, s);
      }
      float[] values = params.values().toArray();
      for (Place place : params.places()) {
        Arrays.fill(values, (int) place.offset(), (int) (place.offset() + place.length()), 0);
      }
      assertThat(values).containsOnly(0);
    }
  }

  @Test
  void gradientsOfASmallNormAreLeftAlone() {
    Optimizer.Sgd plain = new Optimizer.Sgd(1, 0, false, 0);
    try (Params params = Params.initialise(graph(), 1);
        Updater updater = new Updater(params, plain, 2)) {
      part(params.values(), params.places().get(1)).write(new float[] {0, 0, 0});
      part(params.gradients(), params.places().get(1)).write(new float[] {0, 1.5f, 0});
      updater.step(1, 1);
      assertThat(part(params.values(), params.places().get(1)).toArray())
          .containsExactly(0, -1.5f, 0);
    }
  }

  @Test
  void keysThatAreLeftOutHaveDefaults() {
    assertThat(parse("{type: sgd}")).isEqualTo(Optimizer.Sgd.DEFAULT);
    assertThat(parse("{type: adamw}")).isEqualTo(Optimizer.AdamW.DEFAULT);
    assertThat(parse("{type: lars}")).isEqualTo(Optimizer.Lars.DEFAULT);
    assertThat(parse("{type: lamb}")).isEqualTo(Optimizer.Lamb.DEFAULT);
    assertThat(parse("{type: sgd, nesterov: false, dampening: 0.1, normDecay: same}"))
        .isEqualTo(new Optimizer.Sgd(0.1, 0.9, 0.1, false, 5e-4, Decay.SAME, Decay.SAME));
    assertThat(parse("{type: adamw, biasDecay: 0}").decay(Role.BIAS)).isZero();
  }

  /** Trials are known by this text. */
  @Test
  void sgdIsWrittenAsEver() {
    assertThat(documents().canonicalJson(Optimizer.Sgd.DEFAULT))
        .isEqualTo(
            "{\"type\":\"sgd\",\"lr\":0.1,\"momentum\":0.9,\"nesterov\":true,"
                + "\"weightDecay\":5.0E-4}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: sgd, nesterov: false, dampening: 0.2, normDecay: 0.01, biasDecay: 0}",
        "{type: adamw, normDecay: same}",
        "{type: lars, trust: 0.02}",
        "{type: lamb, biasDecay: same}"
      })
  void comesBackFromItsTextTheSame(String yaml) {
    Optimizer optimizer = parse(yaml);
    String written = documents().yaml(optimizer);
    assertThat(parse(written)).isEqualTo(optimizer);
    String json = documents().canonicalJson(optimizer);
    assertThat(documents().readJson("json", json, Optimizer.class)).isEqualTo(optimizer);
  }

  private static void refused(String yaml, String message) {
    assertThatThrownBy(() -> parse(yaml))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void keysThatContradictEachOtherAreRefused() {
    refused("{type: sgd, momentum: 0}", "nesterov must have a momentum, got momentum=0.0");
    refused("{type: sgd, dampening: 0.1}", "nesterov must go without dampening, got dampening=0.1");
    refused(
        "{type: sgd, nesterov: false, momentum: 0, dampening: 0.1}",
        "dampening must have a momentum");
    refused("{type: lars, momentum: 0, nesterov: true}", "lars nesterov must have a momentum");
  }

  @Test
  void whatIsNoOptimizerIsRefused() {
    refused("{type: adam}", "type must be one of");
    refused("{type: sgd, lr: 0}", "sgd lr must lie in (0,1000), got lr=0.0");
    assertThatThrownBy(() -> new Optimizer.Sgd(Double.NaN, 0.9, true, 0))
        .hasMessageContaining("lr=NaN");
    assertThatThrownBy(() -> Decay.of(Double.NaN)).hasMessageContaining("got NaN");
    refused("{type: adamw, beta2: 1}", "adamw beta2 must lie in [0,1), got beta2=1.0");
    refused("{type: adamw, eps: 0}", "adamw eps must lie in");
    refused("{type: adamw, momentum: 0.9}", "key must be one of");
    refused("{type: lamb, normDecay: 2}", "a weight decay must lie in [0,1), got 2.0");
    refused("{type: lamb, normDecay: none}", "a weight decay must be a number or same, got 'none'");
    refused("{type: lamb, weightDecay: same}", "weightDecay");
    try (Params params = Params.initialise(graph(), 1)) {
      assertThatThrownBy(() -> new Updater(params, Optimizer.Sgd.DEFAULT, Double.NaN).close())
          .hasMessageContaining("clip must lie in");
    }
  }
}
