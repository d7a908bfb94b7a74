/**
 * What every package may use: how a requirement is stated, the exceptions for bad input and for
 * runs that failed, shipped resources, files that are written whole, numbers as digits, hashes,
 * locks and the facts of this machine. It knows nothing of networks.
 */
@NullMarked
package io.archscape;

import org.jspecify.annotations.NullMarked;
