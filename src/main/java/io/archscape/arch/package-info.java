/**
 * Architectures as values: stem, stages of residual blocks with attention, head; each lowered to
 * operations in exactly one method. It knows nothing of how a space is sampled or a network
 * trained.
 */
@NullMarked
package io.archscape.arch;

import org.jspecify.annotations.NullMarked;
