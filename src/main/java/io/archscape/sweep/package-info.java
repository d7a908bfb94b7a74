/**
 * The coordinator: a sweep's folder, the loop that hands out trials and writes down what comes
 * back, the mailbox by which it is adjusted, and events for whoever shows progress, with the words
 * for them. It knows nothing of how a trial is trained (workers do that), of tensors, or of where
 * its progress is shown.
 */
@NullMarked
package io.archscape.sweep;

import org.jspecify.annotations.NullMarked;
