package io.archscape.engine.onednn;

import io.archscape.engine.Kernel;
import java.util.List;
import java.util.stream.Stream;

/** A kernel that is a list of calls for each direction. */
final class CallKernel implements Kernel {
  private final Natives natives;
  private final List<Call> forward;
  private final List<Call> backward;

  CallKernel(Natives natives, List<? extends Call> forward, List<? extends Call> backward) {
    this.natives = natives;
    this.forward = List.copyOf(forward);
    this.backward = List.copyOf(backward);
    natives.settle();
  }

  @Override
  public void forward() {
    for (Call call : forward) {
      call.run();
    }
  }

  @Override
  public void backward() {
    for (Call call : backward) {
      call.run();
    }
  }

  @Override
  public List<Part> parts() {
    return Stream.concat(
            forward.stream().map(Call::forwardPart), backward.stream().map(Call::backwardPart))
        .toList();
  }

  @Override
  public void close() {
    natives.close();
  }
}
