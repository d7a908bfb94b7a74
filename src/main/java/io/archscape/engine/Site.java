package io.archscape.engine;

import io.archscape.graph.Op;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a kernel works: its operation, what was fused into it, and its arrays. Activations are
 * (N,H,W,C).
 *
 * @param name of the node
 * @param relu whether max(0, x) of the result is taken in the same step
 * @param inputGradients where backward writes, one an input, empty where nobody asks; may be the
 *     same memory as the gradient of the output, for {@link Op.Add} only
 * @param outputGradient where backward reads; not overwritten unless it is an input's gradient too;
 *     empty when evaluating
 * @param params parameters by role
 * @param gradients of the parameters, by role
 * @param statistics of batch norm
 */
public record Site(
    String name,
    Op op,
    boolean relu,
    Mode mode,
    List<Buffer> inputs,
    Buffer output,
    List<Optional<Buffer>> inputGradients,
    Optional<Buffer> outputGradient,
    Map<Role, Buffer> params,
    Map<Role, Buffer> gradients,
    Optional<Statistics> statistics) {

  /** Means and variances of a batch norm, one a channel each. */
  public record Statistics(Buffer mean, Buffer variance) {}

  public Buffer input() {
    return inputs.get(0);
  }

  public Buffer gradientOut() {
    return outputGradient.orElseThrow(() -> new IllegalStateException(name + " has no gradient"));
  }

  public Optional<Buffer> gradientIn() {
    return inputGradients.get(0);
  }

  public Buffer param(Role role) {
    return required(params, role);
  }

  public Buffer gradient(Role role) {
    return required(gradients, role);
  }

  /**
   * In training: where the batch's own mean and variance are written. In evaluation: the running
   * ones, to be read.
   */
  public Statistics norm() {
    return statistics.orElseThrow(() -> new IllegalStateException(name + " has no statistics"));
  }

  private Buffer required(Map<Role, Buffer> buffers, Role role) {
    Buffer buffer = buffers.get(role);
    if (buffer == null) {
      throw new IllegalStateException(name + " has no " + role);
    }
    return buffer;
  }
}
