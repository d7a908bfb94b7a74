/**
 * Runs a graph: a program with every buffer and every kernel made once, over a set of kernels that
 * is passed in. It knows nothing of blocks, data or recipes; the kernel sets are below it.
 */
@NullMarked
package io.archscape.engine;

import org.jspecify.annotations.NullMarked;
