package io.archscape.sweep;

import java.util.Optional;

/**
 * What the bits of a sweep's results come from, besides its experiment.
 *
 * @param archscape its version
 * @param engine that workers run: its bits are not another one's
 * @param data SHA-256 of the images and labels; empty where that is not known
 */
public record ResultOrigin(String archscape, String engine, Optional<String> data) {}
