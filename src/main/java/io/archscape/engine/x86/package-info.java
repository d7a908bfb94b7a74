/**
 * Kernels in machine code of this project's own, for x86-64: what oneDNN has no fast primitive for.
 * Knows shapes, addresses and instructions; not graphs, buffers or oneDNN.
 */
@NullMarked
package io.archscape.engine.x86;

import org.jspecify.annotations.NullMarked;
