package io.archscape.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.archscape.document.Documents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every component of a block says of itself. */
class ComponentsTest {
  /** Several settings of every attention there is. */
  private static final Map<Class<?>, List<Attention>> ATTENTIONS =
      Map.of(
          Attention.None.class,
          List.of(new Attention.None()),
          Attention.SqueezeExcite.class,
          List.of(
              new Attention.SqueezeExcite(0.25),
              new Attention.SqueezeExcite(0.25, Attention.SqueezeExcite.Rounding.DOWN),
              new Attention.SqueezeExcite(0.5)),
          Attention.EfficientChannel.class,
          List.of(new Attention.EfficientChannel()),
          Attention.Cbam.class,
          List.of(
              new Attention.Cbam(),
              new Attention.Cbam(8, 7),
              new Attention.Cbam(16, 3),
              new Attention.Cbam(8, 3)));

  private static final Map<BlockKind, double[]> VALUES =
      Map.of(
          BlockKind.VANILLA, new double[0],
          BlockKind.BASIC, new double[0],
          BlockKind.BOTTLENECK, new double[] {0.5, 4},
          BlockKind.LINEAR, new double[] {4, 8},
          BlockKind.MBCONV, new double[] {6, 5});

  private static Stream<Attention> attentions() {
    assertThat(Attention.class.getPermittedSubclasses())
        .as("every attention has settings in this test")
        .containsExactlyInAnyOrderElementsOf(ATTENTIONS.keySet());
    return ATTENTIONS.values().stream().flatMap(List::stream);
  }

  @Test
  void differentAttentionsHaveDifferentWords() {
    List<String> words = attentions().map(Attention::word).toList();
    assertThat(words)
        .hasSize(9)
        .doesNotHaveDuplicates()
        .contains("none", "se 0.25", "se 0.25 down", "eca", "cbam", "cbam 8 3");
  }

  /** Stores hold the word, files the type: {@code se improves} finds both. */
  @Test
  void theWordOfAnAttentionBeginsWithItsTypeInFiles() {
    Documents documents = new Documents();
    List<Attention> all = attentions().toList();
    for (Attention attention : all) {
      String type = documents.tree(attention).get("type").asText();
      assertThat(attention.word().split(" ")[0]).isEqualTo(type);
    }
    assertThat(all).isNotEmpty();
  }

  @Test
  void onlyNoAttentionIsNotThere() {
    assertThat(attentions().filter(each -> !each.exists())).containsExactly(new Attention.None());
    assertThat(attentions().filter(Attention::exists))
        .allMatch(each -> !each.title().isEmpty() && !each.label().isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void aBlockOfAKindHasItsNumbersAndAttention(BlockKind kind) {
    double[] values = VALUES.getOrDefault(kind, new double[0]);
    assertThat(values).as("numbers for the test").hasSameSizeAs(kind.parameters());
    Attention se = new Attention.SqueezeExcite(0.25);
    Block block = kind.block(values, se);
    assertThat(block.kind()).isEqualTo(kind);
    assertThat(block.values()).isEqualTo(values);
    assertThat(block.attention()).isEqualTo(kind.isResidual() ? se : new Attention.None());
    assertThat(kind.block(block.values(), block.attention())).isEqualTo(block);
    assertThat(block.settings()).containsEntry("block", kind.key());
    for (int i = 0; i < values.length; i++) {
      assertThat(block.settings()).containsKey(kind.parameters().get(i).label());
      kind.parameters().get(i).requireValue(values[i]);
    }
  }

  /** One name: in spaces, in architectures, in what the kind calls itself. */
  @ParameterizedTest
  @EnumSource
  void aKindHasOneName(BlockKind kind) throws NoSuchFieldException {
    Block block = kind.block(VALUES.getOrDefault(kind, new double[0]), new Attention.None());
    assertThat(kind).hasToString(kind.key());
    assertThat(new Documents().tree(block).get("type").asText()).isEqualTo(kind.key());
    assertThat(BlockKind.class.getField(kind.name()).getAnnotation(JsonProperty.class).value())
        .isEqualTo(kind.key());
  }

  @Test
  void everyBlockIsOfAKind() {
    List<Class<?>> made = new ArrayList<>();
    for (BlockKind kind : BlockKind.values()) {
      made.add(
          kind.block(VALUES.getOrDefault(kind, new double[0]), new Attention.None()).getClass());
    }
    assertThat(made)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrder(Block.class.getPermittedSubclasses());
  }

  @Test
  void stemsHaveTheNamesOfTheirFiles() throws NoSuchFieldException {
    for (Stem.Type type : Stem.Type.values()) {
      assertThat(Stem.Type.class.getField(type.name()).getAnnotation(JsonProperty.class).value())
          .isEqualTo(type.key());
    }
    assertThat(Arrays.stream(Stem.Type.values()).map(Stem.Type::key)).hasSize(3);
  }
}
