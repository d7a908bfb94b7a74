package io.archscape.engine.nd4j;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import java.util.Optional;
import org.nd4j.linalg.ops.transforms.Transforms;

/** y = a + b, with ReLU if asked; both inputs get the (masked) gradient of y. */
final class AddKernel implements Kernel {
  private final KernelSite site;

  AddKernel(KernelSite site) {
    this.site = site;
  }

  @Override
  public void forward() {
    site.inputs().get(0).array().add(site.inputs().get(1).array(), site.output().array());
    if (site.relu()) {
      Transforms.relu(site.output().array(), false);
    }
  }

  @Override
  public void backward() {
    for (Optional<Buffer> target : distinctFirst()) {
      target.ifPresent(this::pass);
    }
  }

  /** The target that is the memory of dy comes last: it is masked in place. */
  private Iterable<Optional<Buffer>> distinctFirst() {
    return site.inputGradients().stream()
        .distinct()
        .sorted((a, b) -> Boolean.compare(isGradientOut(a), isGradientOut(b)))
        .toList();
  }

  private boolean isGradientOut(Optional<Buffer> target) {
    return target.filter(site.gradientOut()::equals).isPresent();
  }

  private void pass(Buffer target) {
    if (site.relu()) {
      Masks.relu(site, target);
    } else if (!target.equals(site.gradientOut())) {
      target.array().assign(site.gradientOut().array());
    }
  }
}
