/**
 * Every figure of a study, by its name: what is computed for it, and in which words it is
 * captioned. How a picture is drawn is the business of {@code plot}; it knows no page and no
 * command.
 */
@NullMarked
package io.archscape.figures;

import org.jspecify.annotations.NullMarked;
