package io.archscape.machine;

/**
 * What to do where an engine or a device cannot be had, in the words of whoever asks for them: a
 * command names its options.
 *
 * @param useCpu instead of a card
 * @param useGpu instead of the processor
 * @param useAuto instead of one engine
 */
public record Remedies(String useCpu, String useGpu, String useAuto) {}
