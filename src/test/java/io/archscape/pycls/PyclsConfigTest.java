package io.archscape.pycls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.CrossStage;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.graph.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PyclsConfigTest {
  private static final String ANYNET =
      """
      MODEL:
        TYPE: anynet
      ANYNET:
        DEPTHS: [1, 2]
        WIDTHS: [16, 32]
        STRIDES: [2, 2]
        BOT_MULS: [1, 0.5]
        GROUP_WS: [8, 8]
      """;
  private static final String REGNET =
      """
      MODEL:
        TYPE: regnet
      REGNET:
        DEPTH: 13
        W0: 24
        WA: 36
        WM: 2.49
        GROUP_W: 8
      """;
  private static final String EFFNET =
      """
      MODEL:
        TYPE: effnet
      EN:
        DEPTHS: [1, 2]
        WIDTHS: [16, 32]
        STRIDES: [1, 2]
        EXP_RATIOS: [1, 6]
        KERNELS: [3, 5]
      """;

  private static PyclsConfig read(String text) {
    return PyclsConfig.read("a.yaml", text);
  }

  private static String write(Network network) {
    return PyclsConfig.write(network, 32, 10, Optional.empty());
  }

  @Test
  void absentKeysHaveTheDefaultsOfPycls() {
    PyclsConfig config = read("MODEL: {TYPE: regnet}");
    assertThat(config.image()).isEqualTo(224);
    assertThat(config.classes()).isEqualTo(10);
    assertThat(config.network().stem()).isEqualTo(new Stem(Stem.Type.SIMPLE, 32));
    assertThat(config.network().head()).isEqualTo(Head.PLAIN);
    assertThat(config.network().activation()).isEqualTo(Activation.RELU);
    assertThat(config.network().stages())
        .allSatisfy(stage -> assertThat(stage.stride()).isEqualTo(2));
    assertThat(config.network().stages().stream().mapToInt(Stage::depth).sum()).isEqualTo(10);
    assertThat(config.fittings()).isNotEmpty();
    PyclsConfig efficient = read(EFFNET);
    assertThat(efficient.network().head()).isEqualTo(new Head(1280));
    assertThat(efficient.network().stages().get(1).block())
        .isEqualTo(
            new Block.MbConv(
                6, 5, new Attention.SqueezeExcite(0.25, Attention.SqueezeExcite.Rounding.DOWN)));
  }

  @Test
  void anAnyNetIsTakenAsItStands() {
    PyclsConfig config = read(ANYNET.replace("WIDTHS: [16, 32]", "WIDTHS: [24, 48]"));
    assertThat(config.network().stages().stream().map(Stage::width)).containsExactly(24, 48);
    assertThat(config.fittings()).isEmpty();
    assertThat(config.regnet()).isEmpty();
  }

  @Test
  void blocksWithoutABottleneckIgnoreWhatIsOfIt() {
    String basic =
        ANYNET.replace("ANYNET:\n", "ANYNET:\n  BLOCK_TYPE: res_basic_block\n  SE_ON: True\n");
    PyclsConfig config = read(basic);
    assertThat(config.network().stages())
        .allSatisfy(stage -> assertThat(stage.block()).isEqualTo(new Block.Basic()));
    assertThat(config.ignored())
        .containsExactly("ANYNET.SE_ON", "ANYNET.BOT_MULS", "ANYNET.GROUP_WS");
    PyclsConfig bare =
        read(
            basic
                .replace("BOT_MULS: [1, 0.5]", "BOT_MULS: []")
                .replace("  GROUP_WS: [8, 8]\n", ""));
    assertThat(bare.network()).isEqualTo(config.network());
  }

  @Test
  void listsWhatSaysNothingOfTheModelOnce() {
    PyclsConfig config =
        read(
            REGNET
                + """
                OPTIM: {BASE_LR: 0.1, WEIGHT_DECAY: 5e-5}
                BN:
                  EPS: 1e-5
                TRAIN: {IM_SIZE: 160, DATASET: imagenet}
                NUM_GPUS: 8
                OUT_DIR: .
                """);
    assertThat(config.ignored())
        .containsExactly("OPTIM.*", "BN.*", "TRAIN.DATASET", "NUM_GPUS", "OUT_DIR");
    assertThat(config.image()).isEqualTo(160);
    assertThat(read(REGNET.replace("TYPE: regnet", "TYPE: regnet\n  LOSS_FUN: x")).ignored())
        .containsExactly("MODEL.LOSS_FUN");
  }

  @Test
  void pythonTuplesAndAnyTrueAreRead() {
    String tuple =
        ANYNET
            .replace("DEPTHS: [1, 2]", "DEPTHS: (1, 2)")
            .replace("BOT_MULS: [1, 0.5]", "BOT_MULS: (1., .5,)\n  SE_ON: true");
    assertThat(read(tuple).network())
        .isEqualTo(read(ANYNET + "  SE_ON: True\n").network())
        .isNotEqualTo(read(ANYNET).network());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TYPE: anynet         | TYPE: vit            | a.yaml:2:3: MODEL.TYPE must be one of anynet, effnet, regnet, got 'vit'
          TYPE: anynet         | NUM_CLASSES: 10      | a.yaml:1:1: MODEL.TYPE must be one of anynet, effnet, regnet, got none
          TYPE: anynet         | TYPE: anynet;  NUM_CLASES: 10 | a.yaml:3:3: key must be one of ACTIVATION_FUN, ACTIVATION_INPLACE, DEPTH, LOSS_FUN, NUM_CLASSES, SCALING_FACTOR, SCALING_TYPE, TYPE, got 'NUM_CLASES'; did you mean 'NUM_CLASSES'?
          TYPE: anynet         | TYPE: anynet;  ACTIVATION_FUN: gelu | a.yaml:3:3: MODEL.ACTIVATION_FUN must be one of relu, silu, swish, got 'gelu'
          TYPE: anynet         | TYPE: anynet;  NUM_CLASSES: 0 | a.yaml:3:3: MODEL.NUM_CLASSES must be at least 1, got 0
          MODEL:               | TRAIN: {IMSIZE: 32};MODEL: | a.yaml:1:9: key must be one that pycls knows, got 'IMSIZE'; did you mean 'IM_SIZE'?
          ANYNET:              | ANYNETS:             | a.yaml:3:1: key must be one that pycls knows, got 'ANYNETS'; did you mean 'ANYNET'?
          ANYNET:              | ANYNET:;  BLOCK_TYPE: res_mobile_block | a.yaml:4:3: ANYNET.BLOCK_TYPE must be one of res_basic_block, res_bottleneck_block, res_bottleneck_linear_block, vanilla_block, got 'res_mobile_block'
          ANYNET:              | ANYNET:;  STEM_TYPE: patchify | a.yaml:4:3: ANYNET.STEM_TYPE must be one of res_stem_cifar, res_stem_in, simple_stem_in, got 'patchify'
          DEPTHS: [1, 2]       | DEPHTS: [1, 2]       | a.yaml:4:3: key must be one of BLOCK_TYPE, BOT_MULS, DEPTHS, GROUP_WS, HEAD_W, SE_ON, SE_R, STEM_TYPE, STEM_W, STRIDES, WIDTHS, got 'DEPHTS'; did you mean 'DEPTHS'?
          DEPTHS: [1, 2]       | DEPTHS: []           | a.yaml:4:3: ANYNET.DEPTHS must be given for at least one stage, got none
          DEPTHS: [1, 2]       | DEPTHS: [1, two]     | a.yaml:4:3: ANYNET.DEPTHS must be a whole number, got 'two'
          DEPTHS: [1, 2]       | DEPTHS: 3            | a.yaml:4:3: ANYNET.DEPTHS must be a list of whole numbers, got '3'
          DEPTHS: [1, 2]       | DEPTHS: [1, 0]       | a.yaml:4:3: ANYNET.DEPTHS must lie in [1,65536] each, got [1, 0]
          DEPTHS: [1, 2]       | DEPTHS: [1.0, 2]     | a.yaml:4:3: ANYNET.DEPTHS must be a whole number, got '1.0'
          WIDTHS: [16, 32]     | WIDTHS: [16]         | a.yaml:5:3: ANYNET.WIDTHS must have one value per stage, 2 like DEPTHS, got [16]
          WIDTHS: [16, 32]     | HEAD_W: 8            | a.yaml:3:1: ANYNET.WIDTHS must be given for at least one stage, got none
          WIDTHS: [16, 32]     | WIDTHS:              | a.yaml:5:3: ANYNET.WIDTHS must be a list of whole numbers, got nothing
          WIDTHS: [16, 32]     | WIDTHS: [16, 36]     | a.yaml:8:3: ANYNET.GROUP_WS: stage 2: width times bottleneck multiplier must be divisible by the group width, got width=36 multiplier=0.5 groupWidth=8
          BOT_MULS: [1, 0.5]   | BOT_MULS: []         | a.yaml:7:3: ANYNET.BOT_MULS must be given for BLOCK_TYPE res_bottleneck_block, got none
          BOT_MULS: [1, 0.5]   | BOT_MULS: [1, -1]    | a.yaml:7:3: ANYNET.BOT_MULS: stage 2: bottleneck multiplier must lie in (0,64], got multiplier=-1.0
          BOT_MULS: [1, 0.5]   | BOT_MULS: [1, .inf]  | a.yaml:7:3: ANYNET.BOT_MULS must be a number, got '.inf'
          GROUP_WS: [8, 8]     | GROUP_WS: [8, 8];  SE_ON: 1 | a.yaml:9:3: ANYNET.SE_ON must be True or False, got '1'
          GROUP_WS: [8, 8]     | GROUP_WS: [8, 8];  GROUP_WS: [8, 8] | a.yaml:9:3: ANYNET.GROUP_WS must be given once, got it twice
          """)
  void namesThePlaceOfAMistakeInAnAnyNet(String from, String to, String expected) {
    assertMistake(ANYNET, from, to, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DEPTH: 13   | DEPTH: 0          | a.yaml:4:3: REGNET.DEPTH: regnet d must be at least 1, got d=0
          W0: 24      | W0: 13            | a.yaml:5:3: REGNET.W0: regnet w0 must be a positive multiple of 8, got w0=13
          WA: 36      | WA: -1            | a.yaml:6:3: REGNET.WA: regnet wa must lie in [0,1e6), got wa=-1.0
          WM: 2.49    | WM: 1             | a.yaml:7:3: REGNET.WM: regnet wm must lie in (1,1e6), got wm=1.0
          WM: 2.49    | WMS: 2.49         | a.yaml:7:3: key must be one of BLOCK_TYPE, BOT_MUL, DEPTH, GROUP_W, HEAD_W, SE_ON, SE_R, STEM_TYPE, STEM_W, STRIDE, W0, WA, WM, got 'WMS'; did you mean 'WM'?
          DEPTH: 13   | DEPTH: 2000000000 | a.yaml:4:3: REGNET.DEPTH must be at most 65536, got 2000000000
          WA: 36      | WA: 99999.5       | a.yaml:7:3: REGNET.WM and WA must make stages at most 65536 wide, got stage 2 of width 88312
          GROUP_W: 8  | GROUP_W: 0        | a.yaml:8:3: REGNET.GROUP_W must be at least 1, got 0
          GROUP_W: 8  | BOT_MUL: 1.5      | a.yaml:8:3: REGNET.BOT_MUL: bottleneck multiplier must lie below 1 or be a whole number up to 64, got multiplier=1.5
          GROUP_W: 8  | BOT_MUL: 0.3      | a.yaml:8:3: REGNET.BOT_MUL: stage 1: adjusted width times bottleneck multiplier must be divisible by the group width, got no such width near width=24 multiplier=0.3 groupWidth=16
          """)
  void namesThePlaceOfAMistakeInARegNet(String from, String to, String expected) {
    assertMistake(REGNET, from, to, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          KERNELS: [3, 5]     | KERNELS: [3, 4]       | a.yaml:8:3: EN.KERNELS: stage 2: mbconv kernel must be odd and positive, got kernel=4
          EXP_RATIOS: [1, 6]  | EXP_RATIOS: [1, 0.5]  | a.yaml:7:3: EN.EXP_RATIOS: stage 2: mbconv expansion must lie in [1,64], got expansion=0.5
          KERNELS: [3, 5]     | KERNELS: [3]          | a.yaml:8:3: EN.KERNELS must have one value per stage, 2 like DEPTHS, got [3]
          KERNELS: [3, 5]     | KERNELS: [3, 5];  HEAD_W: 0 | a.yaml:9:3: EN.HEAD_W must be at least 1, got 0
          KERNELS: [3, 5]     | KERNELS: [3, 5];  SE_R: 0   | a.yaml:9:3: EN.SE_R: se ratio must lie in (0,1], got ratio=0.0
          """)
  void namesThePlaceOfAMistakeInAnEfficientNet(String from, String to, String expected) {
    assertMistake(EFFNET, from, to, expected);
  }

  private static void assertMistake(String base, String from, String to, String expected) {
    String text = base.replace(from, to.replace(';', '\n'));
    assertThat(text).isNotEqualTo(base);
    assertThatThrownBy(() -> read(text)).isInstanceOf(InputException.class).hasMessage(expected);
  }

  @Test
  void aLineOfAFileIsToldByItsNumber() {
    assertThatThrownBy(() -> PyclsConfig.read("nets.jsonl", 7, "{\"MODEL\":{\"TYPE\":\"resnet\"}}"))
        .hasMessageStartingWith("nets.jsonl:7:11: MODEL.TYPE");
  }

  private static Network network(Block... blocks) {
    List<Stage> stages = new ArrayList<>();
    for (Block block : blocks) {
      stages.add(new Stage(2, 16, 2, block));
    }
    return new Network(new Stem(Stem.Type.SIMPLE, 16), stages, Head.PLAIN);
  }

  @Test
  void whatPyclsCannotExpressIsRefusedByName() {
    Attention none = new Attention.None();
    Attention se = new Attention.SqueezeExcite(0.25);
    assertRefused(network(new Block.Bottleneck(1, 8, new Attention.EfficientChannel())), "got eca");
    assertRefused(network(new Block.Bottleneck(1, 8, new Attention.Cbam())), "got cbam");
    assertRefused(
        network(new Block.Bottleneck(1, 8, none, true)),
        "no channel shuffle in res_bottleneck_block; got one");
    assertRefused(network(new Block.Basic(se)), "no attention in res_basic_block; got se 0.25");
    assertRefused(
        network(new Block.Bottleneck(1, 8, se), new Block.Bottleneck(1, 8, none)),
        "one SE_R for all stages; got");
    assertRefused(
        network(new Block.Bottleneck(1, 8, none), new Block.Vanilla()),
        "one block for all stages; got");
    assertRefused(
        network(new Block.Bottleneck(1, 8, none), new Block.MbConv(1, 3, se)), "MBConv in all");
    assertRefused(network(new Block.MbConv(1, 3, se)), "SE rounded down");
    Stage partial =
        new Stage(
            2,
            16,
            2,
            new Block.Vanilla(),
            new CrossStage.Partial(8, CrossStage.Partial.Fusion.LAST));
    assertRefused(
        new Network(new Stem(Stem.Type.SIMPLE, 16), List.of(partial), Head.PLAIN),
        "csp in stage 1");
  }

  private static void assertRefused(Network network, String expected) {
    assertThatThrownBy(() -> write(network))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("network must be one that pycls can express, which has ")
        .hasMessageContaining(expected)
        .hasMessageNotContaining("\n");
  }

  @Test
  void writesARegNetWhereItIsOneElseAnAnyNet() {
    assertThat(write(read(REGNET).network())).contains("TYPE: regnet");
    Block x = new Block.Bottleneck(1, 8, new Attention.None());
    Network falling =
        new Network(
            new Stem(Stem.Type.CIFAR, 16),
            List.of(new Stage(1, 32, 1, x), new Stage(1, 16, 2, x)),
            new Head(64),
            Activation.SILU);
    String text = write(falling);
    assertThat(text)
        .isEqualTo(
            """
            MODEL:
              TYPE: anynet
              NUM_CLASSES: 10
              ACTIVATION_FUN: silu
            ANYNET:
              STEM_TYPE: res_stem_cifar
              STEM_W: 16
              BLOCK_TYPE: res_bottleneck_block
              HEAD_W: 64
              DEPTHS: [1, 1]
              WIDTHS: [32, 16]
              STRIDES: [1, 2]
              BOT_MULS: [1.0, 1.0]
              GROUP_WS: [8, 8]
            TRAIN:
              IM_SIZE: 32
            """);
    assertThat(read(text).network()).isEqualTo(falling);
  }
}
