package io.archscape.bench;

import static io.archscape.Require.require;

import java.util.List;

/**
 * What each process of a {@link BenchPool} is to do with every network: the first line on its
 * standard input. Training is SGD with Nesterov momentum along half a cosine, images are mirrored
 * and shifted, and all but batch norms decay.
 *
 * @param data a file: the bytes of all images (N,H,W,3), then all labels, a byte each; training
 *     images come before those that are held out
 * @param train number of training images
 * @param validation number of held-out images
 * @param image height and width in pixels
 * @param mean of the bytes, by channel
 * @param std of the bytes, by channel
 * @param pad the most pixels that an image is shifted by, each way
 */
public record PoolTask(
    String data,
    int train,
    int validation,
    int image,
    int classes,
    List<Double> mean,
    List<Double> std,
    int epochs,
    int batch,
    double lr,
    double momentum,
    double weightDecay,
    double labelSmoothing,
    int warmupSteps,
    double warmupFactor,
    int pad) {
  public PoolTask {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    require(
        mean.size() == 3 && std.size() == 3,
        "a pool's images must have three channels, got means %s and deviations %s",
        mean,
        std);
  }
}
