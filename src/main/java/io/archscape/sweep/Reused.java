package io.archscape.sweep;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What was taken over from another sweep.
 *
 * @param trials that were
 * @param skipped why nothing could be; empty if it could have been
 */
public record Reused(Path from, int trials, Optional<String> skipped) {}
