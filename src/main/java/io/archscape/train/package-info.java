/**
 * Training one network by one recipe: schedule, optimizer, the loop, what came out. It knows
 * nothing of spaces, sweeps or stores.
 */
@NullMarked
package io.archscape.train;

import org.jspecify.annotations.NullMarked;
