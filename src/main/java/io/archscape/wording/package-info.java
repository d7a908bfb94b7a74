/**
 * How people read numbers, intervals, p-values, durations, tables and verdicts, the same
 * everywhere. It knows statistics and answers to claims; no sweep, no study, no page and no
 * terminal.
 */
@NullMarked
package io.archscape.wording;

import org.jspecify.annotations.NullMarked;
