package io.archscape.arch;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.archscape.RequirementException;
import io.archscape.graph.Activation;
import io.archscape.graph.Cost;
import io.archscape.graph.CostMeter;
import io.archscape.graph.Graph;
import io.archscape.graph.GraphBuilder;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import io.archscape.graph.Sink;
import io.archscape.graph.Tensor;
import java.util.List;

/**
 * An architecture: stem, body of stages, head. Image size and classes come with the data.
 *
 * @param activation what follows norms, in the stem, all blocks, their attention and the head
 */
public record Network(
    Stem stem,
    List<Stage> stages,
    Head head,
    @JsonProperty(defaultValue = "\"relu\"") Activation activation) {
  public Network {
    stages = List.copyOf(stages);
    require(!stages.isEmpty(), "a network must have at least one stage, got none");
  }

  /** With ReLU. */
  public Network(Stem stem, List<Stage> stages, Head head) {
    this(stem, stages, head, Activation.RELU);
  }

  /** The operations on images of this shape, as a graph. */
  public Graph graph(Shape image, int classes) {
    GraphBuilder builder = new GraphBuilder();
    lower(builder, image, classes);
    return builder.build();
  }

  /** What the network costs on one image of this shape. */
  public Cost cost(Shape image, int classes) {
    CostMeter meter = new CostMeter();
    try {
      lower(meter, image, classes);
    } catch (ArithmeticException e) {
      throw new RequirementException("a network's flops must be below 2^63, got more");
    }
    return meter.total();
  }

  private void lower(Sink sink, Shape image, int classes) {
    require(classes >= 1, "a network must have at least one class, got classes=%d", classes);
    Layers layers = new Layers(sink, activation);
    Tensor x = stem.lower(layers, sink.add("input", new Op.Input(image)));
    for (int i = 0; i < stages.size(); i++) {
      sink.enter("s", i + 1);
      x = stages.get(i).lower(layers, x);
      sink.leave();
    }
    head.lower(layers, x, classes);
  }
}
