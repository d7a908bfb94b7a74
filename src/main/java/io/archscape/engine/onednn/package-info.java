/**
 * Kernels by oneDNN, and by {@code engine.x86} where it has code for them, on the memory of the
 * ND4J arrays. Layouts other than (N,H,W,C), weight formats and scratch memory stay in here.
 */
@NullMarked
package io.archscape.engine.onednn;

import org.jspecify.annotations.NullMarked;
