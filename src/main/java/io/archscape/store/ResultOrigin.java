package io.archscape.store;

/**
 * What the bits of a sweep's results come from, besides its experiment.
 *
 * @param archscape its version
 * @param engine that workers run: its bits are not another one's
 * @param data SHA-256 of the images and labels; empty where that is not known
 */
public record ResultOrigin(String archscape, String engine, String data) {}
