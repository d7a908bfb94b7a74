/**
 * Programs for people who work on archscape, not for its users: each has a {@code main}, prints or
 * writes what it makes, and is named where the documents need it. Tests use their other methods.
 */
@NullMarked
package io.archscape.tools;

import org.jspecify.annotations.NullMarked;
