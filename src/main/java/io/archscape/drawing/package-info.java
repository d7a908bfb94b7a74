/**
 * One network on one page: its stages in proportion, what they cost, and one opened-up block of
 * each kind. What a block is made of is read from the graph of operations; the settings beside it
 * are those of the architecture. It knows no space, no trial and no file but the one it writes.
 */
@NullMarked
package io.archscape.drawing;

import org.jspecify.annotations.NullMarked;
