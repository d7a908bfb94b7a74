/**
 * Speed, measured against others in the same run: processes that take turns, what they answer,
 * pools that train whole networks, a training step taken apart, and the slow layers of networks. It
 * knows no experiment, no store, no data set and no option of a command.
 */
@NullMarked
package io.archscape.bench;

import org.jspecify.annotations.NullMarked;
