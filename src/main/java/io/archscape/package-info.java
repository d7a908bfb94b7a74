/**
 * What every package may use: how a requirement is stated and how bad input is told. It knows
 * nothing of networks.
 */
@NullMarked
package io.archscape;

import org.jspecify.annotations.NullMarked;
