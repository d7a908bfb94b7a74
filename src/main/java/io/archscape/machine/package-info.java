/**
 * What can train here: cards, instructions of the processor, the engines that run on them, and how
 * the cores are shared among workers. It knows no network, no trial and no command.
 */
@NullMarked
package io.archscape.machine;

import org.jspecify.annotations.NullMarked;
