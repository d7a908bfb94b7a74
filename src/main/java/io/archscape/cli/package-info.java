/**
 * The command line: one class a command. It parses, delegates and prints; it is the only place that
 * prints or exits.
 */
@NullMarked
package io.archscape.cli;

import org.jspecify.annotations.NullMarked;
