package io.archscape.study;

import io.archscape.sweep.TrialStatus;

/**
 * A trial that ended without an error to compare.
 *
 * @param reason why it diverged, failed or was pruned
 */
public record LeftOut(
    String sweep, String space, int index, String trialId, TrialStatus status, String reason) {}
