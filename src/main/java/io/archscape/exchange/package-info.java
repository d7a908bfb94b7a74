/**
 * What other programs read and write: architectures by name or file, sweeps of pycls, listings of
 * results, answers to claims and tables of spaces as files. It knows no process, no page and no
 * option of a command.
 */
@NullMarked
package io.archscape.exchange;

import org.jspecify.annotations.NullMarked;
