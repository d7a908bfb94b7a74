package io.archscape.arch;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.archscape.graph.Op;
import io.archscape.graph.Sink;
import io.archscape.graph.Tensor;

/** The first layers: from the image to {@code width} channels. */
public record Stem(Type type, int width) {

  /** The three stems of pycls. */
  public enum Type {
    /** 3x3, stride 2. */
    @JsonProperty("simple_stem_in")
    SIMPLE {
      @Override
      Tensor lower(Sink sink, Tensor x, int width) {
        return Layers.convNormRelu(sink, "stem.conv", new Op.Conv(width, 3, 2), x);
      }
    },
    /** 7x7, stride 2, then 3x3 max pool, stride 2. */
    @JsonProperty("res_stem_in")
    RES {
      @Override
      Tensor lower(Sink sink, Tensor x, int width) {
        Tensor y = Layers.convNormRelu(sink, "stem.conv", new Op.Conv(width, 7, 2), x);
        return sink.add("stem.pool", new Op.MaxPool(3, 2), y);
      }
    },
    /** 3x3, stride 1. */
    @JsonProperty("res_stem_cifar")
    CIFAR {
      @Override
      Tensor lower(Sink sink, Tensor x, int width) {
        return Layers.convNormRelu(sink, "stem.conv", new Op.Conv(width, 3, 1), x);
      }
    };

    abstract Tensor lower(Sink sink, Tensor x, int width);
  }

  public Stem {
    require(width >= 1, "stem width must be at least 1, got width=%d", width);
  }

  Tensor lower(Sink sink, Tensor x) {
    return type.lower(sink, x, width);
  }
}
