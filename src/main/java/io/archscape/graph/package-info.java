/**
 * A network as a small graph of operations: what is computed, in which shape, at which cost. It
 * knows nothing of blocks, of tensors in memory or of how an operation is run.
 */
@NullMarked
package io.archscape.graph;

import org.jspecify.annotations.NullMarked;
