package io.archscape.arch;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.archscape.graph.Op;
import io.archscape.graph.Tensor;

/** The first layers: from the image to {@code width} channels. */
public record Stem(Type type, int width) {

  private static final Layers.Names CONV = Layers.Names.of("stem.conv");

  /** The three stems of pycls. */
  public enum Type {
    /** 3x3, stride 2. */
    @JsonProperty("simple_stem_in")
    SIMPLE("simple_stem_in") {
      @Override
      Tensor lower(Layers layers, Tensor x, int width) {
        return layers.convNormAct(CONV, new Op.Conv(width, 3, 2), x);
      }
    },
    /** 7x7, stride 2, then 3x3 max pool, stride 2. */
    @JsonProperty("res_stem_in")
    RES("res_stem_in") {
      @Override
      Tensor lower(Layers layers, Tensor x, int width) {
        Tensor y = layers.convNormAct(CONV, new Op.Conv(width, 7, 2), x);
        return layers.add("stem.pool", new Op.MaxPool(3, 2), y);
      }
    },
    /** 3x3, stride 1. */
    @JsonProperty("res_stem_cifar")
    CIFAR("res_stem_cifar") {
      @Override
      Tensor lower(Layers layers, Tensor x, int width) {
        return layers.convNormAct(CONV, new Op.Conv(width, 3, 1), x);
      }
    };

    private final String key;

    Type(String key) {
      this.key = key;
    }

    /** The name in YAML, which is that of pycls. */
    public String key() {
      return key;
    }

    abstract Tensor lower(Layers layers, Tensor x, int width);
  }

  public Stem {
    require(width >= 1, "stem width must be at least 1, got width=%d", width);
  }

  Tensor lower(Layers layers, Tensor x) {
    return type.lower(layers, x, width);
  }
}
