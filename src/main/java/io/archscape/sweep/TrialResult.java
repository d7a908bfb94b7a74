package io.archscape.sweep;

import io.archscape.arch.Network;
import io.archscape.graph.Cost;
import io.archscape.train.EpochMetrics;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What is known of one place in a space. A trial drawn in several spaces has a result in each.
 *
 * @param index of the draw within its space, from 0
 * @param parameters the space's coordinates, in the space's order
 * @param choices the components that were drawn, by name
 * @param error on the held-out images after the last epoch, as a fraction; of finished trials only
 * @param reason why it diverged, failed or was pruned; else empty
 * @param attempts that ended of themselves: an interrupted one does not count
 * @param parametersSha256 of the trained parameters; of finished trials only, else empty
 * @param seconds of training and evaluation, 0 until it is finished
 * @param source the sweep whose result this is, if it was reused; else empty
 * @param epochs as far as the last attempt came
 */
public record TrialResult(
    String space,
    int index,
    String trialId,
    Network network,
    Cost cost,
    Map<String, Double> parameters,
    Map<String, String> choices,
    TrialStatus status,
    OptionalDouble error,
    String reason,
    int attempts,
    String parametersSha256,
    double seconds,
    String source,
    List<EpochMetrics> epochs) {}
