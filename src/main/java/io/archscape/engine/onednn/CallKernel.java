package io.archscape.engine.onednn;

import io.archscape.engine.Kernel;
import java.util.List;
import java.util.stream.Stream;

/** A kernel that is a list of calls for each direction. */
final class CallKernel implements Kernel {
  private final Natives natives;
  private final List<PrimitiveCall> forward;
  private final List<PrimitiveCall> backward;

  CallKernel(Natives natives, List<PrimitiveCall> forward, List<PrimitiveCall> backward) {
    this.natives = natives;
    this.forward = List.copyOf(forward);
    this.backward = List.copyOf(backward);
    natives.settle();
  }

  @Override
  public void forward() {
    for (PrimitiveCall call : forward) {
      call.run();
    }
  }

  @Override
  public void backward() {
    for (PrimitiveCall call : backward) {
      call.run();
    }
  }

  @Override
  public List<Part> parts() {
    return Stream.concat(
            forward.stream().map(PrimitiveCall::forwardPart),
            backward.stream().map(PrimitiveCall::backwardPart))
        .toList();
  }

  @Override
  public void close() {
    natives.close();
  }
}
