package io.archscape.arch;

import static io.archscape.Require.require;

import io.archscape.Defaults;
import io.archscape.RequirementException;
import io.archscape.graph.Activation;
import io.archscape.graph.Cost;
import io.archscape.graph.CostMeter;
import io.archscape.graph.Graph;
import io.archscape.graph.GraphBuilder;
import io.archscape.graph.Op;
import io.archscape.graph.OpSink;
import io.archscape.graph.Shape;
import io.archscape.graph.Tensor;
import java.util.List;

/**
 * An architecture: stem, body of stages, head. Image size and classes come with the data.
 *
 * @param activation what follows norms, in the stem, all blocks, their attention and the head
 */
public record Network(Stem stem, List<Stage> stages, Head head, Activation activation) {
  static final Defaults DEFAULTS = Defaults.of(Network.class).with("activation", Activation.RELU);

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
    return graph(image, classes, Regularisation.NONE);
  }

  /** The same with what training drops: before the classifier, and before the blocks' sums. */
  public Graph graph(Shape image, int classes, Regularisation regularisation) {
    GraphBuilder builder = new GraphBuilder();
    int shortcuts = regularisation.dropPath() > 0 ? shortcuts(image, classes) : 0;
    Layers layers = new Layers(builder, activation, regularisation, new Shortcuts(shortcuts));
    lower(layers, image, classes);
    return builder.build();
  }

  /** How many blocks have a shortcut. */
  private int shortcuts(Shape image, int classes) {
    Shortcuts counted = new Shortcuts(0);
    lower(new Layers(new GraphBuilder(), activation, Regularisation.NONE, counted), image, classes);
    return counted.seen();
  }

  /** What the network costs on one image of this shape. */
  public Cost cost(Shape image, int classes) {
    CostMeter meter = new CostMeter();
    try {
      lower(new Layers(meter, activation, Regularisation.NONE, new Shortcuts(0)), image, classes);
    } catch (ArithmeticException e) {
      throw new RequirementException("a network's flops must be below 2^63, got more");
    }
    return meter.total();
  }

  private void lower(Layers layers, Shape image, int classes) {
    require(classes >= 1, "a network must have at least one class, got classes=%d", classes);
    OpSink sink = layers.sink();
    Tensor x = stem.lower(layers, sink.add("input", new Op.Input(image)));
    for (int i = 0; i < stages.size(); i++) {
      sink.enter("s", i + 1);
      x = stages.get(i).lower(layers, x);
      sink.leave();
    }
    head.lower(layers, x, classes);
  }
}
