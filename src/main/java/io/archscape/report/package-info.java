/**
 * One self-contained HTML page about a study: which space is better, by how much, how sure, and
 * everything behind it. Text, style and script of the page are resources; what must be read without
 * a script is made here. It opens no file but its own resources.
 */
@NullMarked
package io.archscape.report;

import org.jspecify.annotations.NullMarked;
