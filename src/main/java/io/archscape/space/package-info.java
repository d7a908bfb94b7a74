/**
 * Design spaces as values: ranges and rules from YAML, how a network is drawn from them, which
 * draws lie in a band of cost, and how many there are. It knows nothing of data, training or
 * results.
 */
@NullMarked
package io.archscape.space;

import org.jspecify.annotations.NullMarked;
