package io.archscape.arch;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.archscape.Defaults;
import io.archscape.graph.ConcatAxis;
import io.archscape.graph.Op;
import io.archscape.graph.PoolStatistic;
import io.archscape.graph.Tensor;

/**
 * A component of a block that weighs its channels or positions. In a bottleneck it stands where
 * RegNetY has it, between the grouped 3x3 and the last 1x1 convolution; in a basic block, after the
 * second 3x3 convolution's norm.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Attention {

  /**
   * Appends the attention to {@code x}.
   *
   * @param blockWidth the channels that enter the block
   */
  Tensor lower(Layers layers, Tensor x, int blockWidth);

  /**
   * The word by which stores, claims and commands know it: {@code se 0.25}. Equal attentions have
   * one word, different ones different words; the first part is the type's name in YAML.
   */
  String word();

  /** What the field calls it, as {@code squeeze-and-excitation}; empty for none. */
  String title();

  /** Its settings in a drawing: {@code cbam 1/16, 7x7}; empty for none. */
  String label();

  /** Whether it is there at all: of all attentions only {@link None} is not. */
  default boolean exists() {
    return true;
  }

  /** No attention. */
  @JsonTypeName("none")
  record None() implements Attention {
    @Override
    public boolean exists() {
      return false;
    }

    @Override
    public String word() {
      return "none";
    }

    @Override
    public String title() {
      return "";
    }

    @Override
    public String label() {
      return "";
    }

    @Override
    public Tensor lower(Layers layers, Tensor x, int blockWidth) {
      return x;
    }
  }

  /**
   * Squeeze-and-excitation (arXiv:1709.01507) as in RegNetY: global pool, 1x1 to ratio times the
   * block's input width, activation, 1x1 back, sigmoid, scale. Both convolutions have a bias.
   *
   * <p>Where the squeezed width rounds to 0 there is no attention, as in pycls.
   *
   * @param rounding of that width: pycls' RegNets take the nearest whole number, its EfficientNets
   *     the one below
   */
  @JsonTypeName("se")
  record SqueezeExcite(double ratio, Rounding rounding) implements Attention {

    /** To a whole number. */
    public enum Rounding {
      /** The nearest, of two the even one. */
      @JsonProperty("nearest")
      NEAREST,
      /** The next one below. */
      @JsonProperty("down")
      DOWN
    }

    static final Defaults DEFAULTS =
        Defaults.of(SqueezeExcite.class).with("rounding", Rounding.NEAREST);

    public SqueezeExcite {
      require(ratio > 0 && ratio <= 1, "se ratio must lie in (0,1], got ratio=%s", ratio);
    }

    /** With the width rounded to the nearest whole number. */
    public SqueezeExcite(double ratio) {
      this(ratio, Rounding.NEAREST);
    }

    /**
     * {@code se 0.25}, or {@code se 0.25 down}: the rounding to the nearest goes without saying.
     */
    @Override
    public String word() {
      return "se " + ratio + (rounding == Rounding.NEAREST ? "" : " down");
    }

    @Override
    public String title() {
      return "squeeze-and-excitation";
    }

    @Override
    public String label() {
      return "se " + PlainText.of(ratio);
    }

    @Override
    public Tensor lower(Layers layers, Tensor x, int blockWidth) {
      double exact = blockWidth * ratio;
      int squeezed = (int) (rounding == Rounding.NEAREST ? Math.rint(exact) : exact);
      if (squeezed == 0) {
        return x;
      }
      Tensor y = layers.add("f.se.avg", new Op.GlobalPool(), x);
      y = layers.add("f.se.f_ex.0", new Op.Conv(squeezed, 1, 1, 1, true), y);
      y = layers.activate("f.se.f_ex.1", y);
      y = layers.add("f.se.f_ex.2", new Op.Conv(x.shape().channels(), 1, 1, 1, true), y);
      y = layers.sigmoid("f.se.f_ex.3", y);
      return layers.add("f.se.scale", new Op.Scale(), x, y);
    }
  }

  /**
   * Efficient channel attention (ECA-Net, arXiv:1910.03151): global pool, one window of k channels
   * that slides over all of them, sigmoid, scale. k = |log2(C)/2 + 1/2|, cut to a whole number,
   * made odd by adding 1, at least 3.
   */
  @JsonTypeName("eca")
  record EfficientChannel() implements Attention {

    @Override
    public String word() {
      return "eca";
    }

    @Override
    public String title() {
      return "efficient channel attention";
    }

    @Override
    public String label() {
      return word();
    }

    /** The window for this many channels: 3 for 64, 5 for 128, 7 for 2048. */
    public static int kernel(int channels) {
      int k = (int) Math.abs((StrictMath.log(channels) / StrictMath.log(2) + 1) / 2);
      return Math.max(3, k % 2 == 1 ? k : k + 1);
    }

    @Override
    public Tensor lower(Layers layers, Tensor x, int blockWidth) {
      Tensor y = layers.add("f.eca.avg", new Op.GlobalPool(), x);
      y = layers.add("f.eca.conv", new Op.ChannelConv(kernel(x.shape().channels())), y);
      y = layers.sigmoid("f.eca.gate", y);
      return layers.add("f.eca.scale", new Op.Scale(), x, y);
    }
  }

  /**
   * Convolutional block attention (CBAM, arXiv:1807.06521). First a gate a channel: sigmoid(mlp(
   * mean) + mlp(max)), one MLP for both, C to max(1, C/reduction) to C, with biases. Then a gate a
   * position: mean and maximum over the channels, a kernel x kernel convolution without bias or
   * norm, sigmoid. (The authors' code has a batch norm after that convolution, their paper none.)
   *
   * @param reduction C over the hidden width of the MLP; 16 in the paper
   * @param kernel of the spatial convolution; 7 in the paper
   */
  @JsonTypeName("cbam")
  record Cbam(int reduction, int kernel) implements Attention {
    static final Defaults DEFAULTS = Defaults.of(new Cbam());

    public Cbam {
      require(reduction >= 1, "cbam reduction must be at least 1, got reduction=%d", reduction);
      require(
          kernel >= 1 && kernel % 2 == 1,
          "cbam kernel must be odd and positive, got kernel=%d",
          kernel);
    }

    /** As in the paper. */
    public Cbam() {
      this(16, 7);
    }

    /** {@code cbam} as in the paper, else {@code cbam 8 3}: reduction and kernel. */
    @Override
    public String word() {
      return equals(new Cbam()) ? "cbam" : "cbam " + reduction + " " + kernel;
    }

    @Override
    public String title() {
      return "CBAM";
    }

    @Override
    public String label() {
      return "cbam 1/%d, %dx%d".formatted(reduction, kernel, kernel);
    }

    @Override
    public Tensor lower(Layers layers, Tensor x, int blockWidth) {
      return spatialGate(layers, channelGate(layers, x));
    }

    /** The two vectors are two rows of one tensor: so one MLP serves both. */
    private Tensor channelGate(Layers layers, Tensor x) {
      int channels = x.shape().channels();
      int hidden = Math.max(1, channels / reduction);
      Tensor mean = layers.add("f.cbam.avg", new Op.GlobalPool(PoolStatistic.MEAN), x);
      Tensor max = layers.add("f.cbam.max", new Op.GlobalPool(PoolStatistic.MAX), x);
      Tensor y = layers.add("f.cbam.pair", new Op.Concat(ConcatAxis.ROWS), mean, max);
      y = layers.add("f.cbam.mlp.0", new Op.Conv(hidden, 1, 1, 1, true), y);
      y = layers.activate("f.cbam.mlp.1", y);
      y = layers.add("f.cbam.mlp.2", new Op.Conv(channels, 1, 1, 1, true), y);
      y = layers.add("f.cbam.sum", new Op.GlobalPool(PoolStatistic.SUM), y);
      y = layers.sigmoid("f.cbam.channel_gate", y);
      return layers.add("f.cbam.channel_scale", new Op.Scale(), x, y);
    }

    private Tensor spatialGate(Layers layers, Tensor x) {
      Tensor mean = layers.add("f.cbam.channel_avg", new Op.ChannelPool(PoolStatistic.MEAN), x);
      Tensor max = layers.add("f.cbam.channel_max", new Op.ChannelPool(PoolStatistic.MAX), x);
      Tensor y = layers.add("f.cbam.both", new Op.Concat(ConcatAxis.CHANNELS), mean, max);
      y = layers.add("f.cbam.conv", new Op.Conv(1, kernel, 1), y);
      y = layers.sigmoid("f.cbam.spatial_gate", y);
      return layers.add("f.cbam.spatial_scale", new Op.Scale(), x, y);
    }
  }
}
