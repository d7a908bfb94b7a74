/**
 * Every kernel by ND4J alone, on whatever device its backend drives: the set that the others are
 * held against. It knows nothing of oneDNN.
 */
@NullMarked
package io.archscape.engine.nd4j;

import org.jspecify.annotations.NullMarked;
