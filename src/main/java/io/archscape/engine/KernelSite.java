package io.archscape.engine;

import io.archscape.graph.Op;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a kernel works: its operation, what was fused into it, and its arrays. Activations are
 * (N,H,W,C).
 *
 * @param name of the node
 * @param relu whether max(0, x) of the result is taken in the same step
 * @param output may be the same memory as the input, for {@link Op.Drop} only
 * @param inputGradients where backward writes, one an input, empty where nobody asks; may be the
 *     same memory as the gradient of the output, for {@link Op.Add} only
 * @param outputGradient where backward reads; not overwritten unless it is an input's gradient too;
 *     empty when evaluating
 * @param params parameters by role
 * @param gradients of the parameters, by role
 * @param statistics of batch norm
 * @param mask of a drop, in training: (N,1,1,1) or (N,H,W,C), whatever the layout of activations
 */
public record KernelSite(
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
    Optional<Statistics> statistics,
    Optional<Buffer> mask) {

  /** Means and variances of a batch norm, one a channel each. */
  public record Statistics(Buffer mean, Buffer variance) {}

  public Buffer input() {
    return inputs.get(0);
  }

  public Buffer gradientOut() {
    return outputGradient.orElseThrow(() -> new IllegalStateException(name + " has no gradient"));
  }

  public Optional<Buffer> gradientIn() {
    return gradientIn(0);
  }

  /** Where the gradient of an input goes; empty where nobody asks, and when evaluating. */
  public Optional<Buffer> gradientIn(int input) {
    return outputGradient.isEmpty() ? Optional.empty() : inputGradients.get(input);
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

  /**
   * A channel convolution's site as that of a convolution of one channel that moves along the
   * width: (N,1,1,C) is (N,1,C,1) and the weights (k) are (1,k,1,1), in the same memory.
   */
  public KernelSite alongWidth() {
    return new KernelSite(
        name,
        op,
        relu,
        mode,
        inputs.stream().map(KernelSite::channelsAsWidth).toList(),
        channelsAsWidth(output),
        inputGradients.stream().map(dx -> dx.map(KernelSite::channelsAsWidth)).toList(),
        outputGradient.map(KernelSite::channelsAsWidth),
        asRow(params),
        asRow(gradients),
        statistics,
        mask);
  }

  private static Buffer channelsAsWidth(Buffer vectors) {
    long[] shape = vectors.shape();
    return vectors.shaped(shape[0], 1, shape[3], 1);
  }

  private static Map<Role, Buffer> asRow(Map<Role, Buffer> weights) {
    Map<Role, Buffer> rows = new EnumMap<>(Role.class);
    weights.forEach((role, buffer) -> rows.put(role, buffer.shaped(1, buffer.length(), 1, 1)));
    return rows;
  }

  private Buffer required(Map<Role, Buffer> buffers, Role role) {
    Buffer buffer = buffers.get(role);
    if (buffer == null) {
      throw new IllegalStateException(name + " has no " + role);
    }
    return buffer;
  }
}
