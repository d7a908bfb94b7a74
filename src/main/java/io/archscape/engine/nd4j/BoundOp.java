package io.archscape.engine.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An ND4J operation bound once to its arrays and run many times. (In 1.0.0-M2.1 a context is freed
 * by the garbage collector only, so one a call would pile up.)
 */
final class BoundOp {
  private final CustomOp op;
  private final OpContext context;

  BoundOp(String name, List<INDArray> inputs, List<INDArray> outputs, long... integers) {
    op = DynamicCustomOp.builder(name).build();
    context = Nd4j.getExecutioner().buildContext();
    context.setInputArrays(inputs);
    context.setOutputArrays(outputs);
    context.setIArguments(integers);
  }

  BoundOp withReals(double... reals) {
    context.setTArguments(reals);
    return this;
  }

  void run() {
    Nd4j.getExecutioner().exec(op, context);
  }
}
