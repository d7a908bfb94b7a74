/**
 * Labelled images: where they come from (CIFAR-10, MNIST, drawn from a seed), how they are split,
 * augmented, mixed and put together in batches, all in plain Java arrays. It knows nothing of
 * networks, tensors or training, reads no environment and prints nothing.
 */
@NullMarked
package io.archscape.data;

import org.jspecify.annotations.NullMarked;
