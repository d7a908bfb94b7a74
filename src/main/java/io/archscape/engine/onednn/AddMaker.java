package io.archscape.engine.onednn;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.memory;

/** y = a + b with its ReLU in one pass; backward often has nothing to do but the ReLU's mask. */
final class AddMaker {
  private final Compilation set;
  private final Natives natives;
  private final KernelSite site;
  private final memory.desc activation;

  AddMaker(Compilation set, KernelSite site) {
    this.set = set;
    this.site = site;
    natives = set.natives();
    activation = set.layout().of(natives, site.output());
  }

  Kernel make() {
    ElementCalls elements = new ElementCalls(set, natives);
    Call forward =
        elements.add(site.inputs().get(0), site.inputs().get(1), site.output(), site.relu());
    return new CallKernel(
        natives,
        List.of(forward),
        site.outputGradient().isPresent() ? backward(elements) : List.of());
  }

  /** The target that is dy's own memory comes last: it is masked in place. */
  private List<Call> backward(ElementCalls elements) {
    List<Call> calls = new ArrayList<>();
    Buffer dy = site.gradientOut();
    List<Buffer> targets =
        site.inputGradients().stream()
            .flatMap(Optional::stream)
            .distinct()
            .sorted(Comparator.comparing(dy::equals))
            .toList();
    for (Buffer target : targets) {
      if (site.relu()) {
        calls.add(elements.passOn(site, dy, target));
      } else if (!target.equals(dy)) {
        calls.add(
            PrimitiveCall.reorder(
                natives, natives.over(dy, activation), natives.over(target, activation)));
      }
    }
    return calls;
  }
}
