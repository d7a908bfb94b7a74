package io.archscape.arch;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.archscape.Defaults;
import io.archscape.arch.Layers.Names;
import io.archscape.graph.Op;
import io.archscape.graph.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a stage repeats. Names and rules are those of pycls (pycls/models/anynet.py, effnet.py). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Block {

  /** Appends one block of {@code width} channels out, moved by {@code stride}. */
  Tensor lower(Layers layers, Tensor x, int width, int stride);

  /** What it is one of. */
  BlockKind kind();

  /** The numbers of its kind's parameters, in their order. */
  double[] values();

  /** The attention in it; none where it has no place for one. */
  Attention attention();

  /** Whether the block can have this width; throws {@link IllegalArgumentException} if not. */
  default void requireWidth(int width) {}

  /** The width nearest to this one that it can have; empty if there is none. */
  default Optional<Integer> nearestWidth(int width) {
    return Optional.of(width);
  }

  /** What it has that no parameter of its kind says, as a drawing has it, by name. */
  default Map<String, String> extras() {
    return Map.of();
  }

  /** What the field calls several of it: {@code inverted residual blocks, 5x5}. */
  default String title() {
    return kind().title();
  }

  /** Its settings in a drawing, by what they are called, in the order in which they are shown. */
  default Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("block", kind().key());
    for (int i = 0; i < kind().parameters().size(); i++) {
      BlockParameter parameter = kind().parameters().get(i);
      settings.put(parameter.label(), parameter.text(values()[i]));
    }
    if (attention().exists()) {
      settings.put("attention", attention().label());
    }
    settings.putAll(extras());
    return settings;
  }

  /** 3x3 with the stride, 3x3; no residual. */
  @JsonTypeName("vanilla_block")
  record Vanilla() implements Block {
    private static final Names A = Names.of("a");
    private static final Names B = Names.of("b");

    @Override
    public BlockKind kind() {
      return BlockKind.VANILLA;
    }

    @Override
    public double[] values() {
      return new double[0];
    }

    @Override
    public Attention attention() {
      return new Attention.None();
    }

    @Override
    public Tensor lower(Layers layers, Tensor x, int width, int stride) {
      Tensor y = layers.convNormAct(A, new Op.Conv(width, 3, stride), x);
      return layers.convNormAct(B, new Op.Conv(width, 3, 1), y);
    }
  }

  /** x + (3x3 with the stride, 3x3, attention). */
  @JsonTypeName("res_basic_block")
  record Basic(Attention attention) implements Block {
    private static final Names A = Names.of("f.a");
    private static final Names B = Names.of("f.b");

    static final Defaults DEFAULTS =
        Defaults.of(Basic.class).with("attention", new Attention.None());

    /** Without attention, as in pycls. */
    public Basic() {
      this(new Attention.None());
    }

    @Override
    public BlockKind kind() {
      return BlockKind.BASIC;
    }

    @Override
    public double[] values() {
      return new double[0];
    }

    @Override
    public Tensor lower(Layers layers, Tensor x, int width, int stride) {
      Tensor y = layers.convNormAct(A, new Op.Conv(width, 3, stride), x);
      y = layers.lastConvNorm(B, new Op.Conv(width, 3, 1), y, true);
      y = attention.lower(layers, y, x.shape().channels());
      return layers.residual(x, y, stride);
    }
  }

  /**
   * The X block: x + (1x1, grouped 3x3 with the stride, attention, 1x1).
   *
   * @param multiplier inner width over outer width; the paper's bottleneck ratio is its inverse
   * @param groupWidth channels of a group of the 3x3 convolution
   * @param shuffle whether the channels are shuffled between the 3x3 convolution and the attention
   *     (ShuffleNet, arXiv:1707.01083); changes nothing where the 3x3 has one group, or groups of
   *     one channel
   */
  @JsonTypeName("res_bottleneck_block")
  record Bottleneck(double multiplier, int groupWidth, Attention attention, boolean shuffle)
      implements Block {
    static final Defaults DEFAULTS = Defaults.of(Bottleneck.class).with("shuffle", false);

    public Bottleneck {
      BottleneckTransform.requireSound(multiplier, groupWidth);
    }

    /** Without a shuffle. */
    public Bottleneck(double multiplier, int groupWidth, Attention attention) {
      this(multiplier, groupWidth, attention, false);
    }

    @Override
    public BlockKind kind() {
      return BlockKind.BOTTLENECK;
    }

    @Override
    public double[] values() {
      return transform().values();
    }

    @Override
    public Optional<Integer> nearestWidth(int width) {
      return transform().nearestWidth(width);
    }

    @Override
    public Map<String, String> extras() {
      return shuffle ? Map.of("channel shuffle", "after 3x3") : Map.of();
    }

    @Override
    public Tensor lower(Layers layers, Tensor x, int width, int stride) {
      Tensor y = transform().lower(layers, x, width, stride, true);
      return layers.residual(x, y, stride);
    }

    /** rint(width * multiplier): the channels of the 3x3 convolution. */
    public int innerWidth(int width) {
      return transform().innerWidth(width);
    }

    @Override
    public void requireWidth(int width) {
      transform().requireWidth(width);
    }

    private BottleneckTransform transform() {
      return new BottleneckTransform(multiplier, groupWidth, shuffle, attention);
    }
  }

  /**
   * RegNetZ's block: the X block's branch, added to x only where width and size stay, with no
   * projection and no activation after the sum.
   *
   * @param multiplier inner width over outer width; 4 in RegNetZ
   * @param groupWidth channels of a group of the 3x3 convolution
   */
  @JsonTypeName("res_bottleneck_linear_block")
  record LinearBottleneck(double multiplier, int groupWidth, Attention attention) implements Block {
    public LinearBottleneck {
      BottleneckTransform.requireSound(multiplier, groupWidth);
    }

    @Override
    public BlockKind kind() {
      return BlockKind.LINEAR;
    }

    @Override
    public double[] values() {
      return transform().values();
    }

    @Override
    public Optional<Integer> nearestWidth(int width) {
      return transform().nearestWidth(width);
    }

    @Override
    public Tensor lower(Layers layers, Tensor x, int width, int stride) {
      boolean shortcut = Layers.keepsShape(x, width, stride);
      Tensor y = transform().lower(layers, x, width, stride, shortcut);
      return layers.linearResidual(x, y, stride);
    }

    @Override
    public void requireWidth(int width) {
      transform().requireWidth(width);
    }

    private BottleneckTransform transform() {
      return new BottleneckTransform(multiplier, groupWidth, false, attention);
    }
  }

  /**
   * EfficientNet's block: 1x1 to {@code expansion} times the width that enters (left out at 1),
   * depthwise k x k with the stride, attention, 1x1 with norm alone; added to x where width and
   * size stay.
   *
   * @param expansion inner width over the width that enters the block, cut to a whole number
   */
  @JsonTypeName("mbconv")
  record MbConv(double expansion, int kernel, Attention attention) implements Block {
    private static final Names EXPAND = Names.of("exp");
    private static final Names DEPTHWISE = Names.of("dwise");
    private static final Names PROJECT = Names.of("lin_proj");

    public MbConv {
      require(
          expansion >= 1 && expansion <= 64,
          "mbconv expansion must lie in [1,64], got expansion=%s",
          expansion);
      require(
          kernel >= 1 && kernel % 2 == 1,
          "mbconv kernel must be odd and positive, got kernel=%d",
          kernel);
    }

    @Override
    public BlockKind kind() {
      return BlockKind.MBCONV;
    }

    @Override
    public double[] values() {
      return new double[] {expansion, kernel};
    }

    @Override
    public String title() {
      return kind().title() + ", " + BlockParameter.KERNEL.text(kernel);
    }

    @Override
    public Tensor lower(Layers layers, Tensor x, int width, int stride) {
      int in = x.shape().channels();
      int inner = (int) (in * expansion);
      Tensor y = inner == in ? x : layers.convNormAct(EXPAND, new Op.Conv(inner, 1, 1), x);
      y = layers.convNormAct(DEPTHWISE, new Op.Conv(inner, kernel, stride, inner, false), y);
      y = attention.lower(layers, y, in);
      boolean shortcut = Layers.keepsShape(x, width, stride);
      y = layers.lastConvNorm(PROJECT, new Op.Conv(width, 1, 1), y, shortcut);
      return layers.linearResidual(x, y, stride);
    }
  }
}
