package io.archscape.arch;

import static io.archscape.Require.require;

import io.archscape.graph.Cost;
import io.archscape.graph.CostMeter;
import io.archscape.graph.Graph;
import io.archscape.graph.GraphBuilder;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import io.archscape.graph.Sink;
import java.util.List;

/** An architecture: stem, body of stages, head. Image size and classes come with the data. */
public record Network(Stem stem, List<Stage> stages, Head head) {
  public Network {
    stages = List.copyOf(stages);
    require(!stages.isEmpty(), "a network must have at least one stage, got none");
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
    lower(meter, image, classes);
    return meter.total();
  }

  private void lower(Sink sink, Shape image, int classes) {
    require(classes >= 1, "a network must have at least one class, got classes=%d", classes);
    var x = stem.lower(sink, sink.add("input", new Op.Input(image)));
    for (int i = 0; i < stages.size(); i++) {
      sink.enter("s", i + 1);
      x = stages.get(i).lower(sink, x);
      sink.leave();
    }
    head.lower(sink, x, classes);
  }
}
