/**
 * A sweep: a plan of trials, a folder with a store that loses nothing, worker processes that train,
 * a coordinator that is the store's only writer. It knows nothing of how a trial is trained (the
 * worker's task is passed in), of tensors, or of how progress is shown.
 */
@NullMarked
package io.archscape.sweep;

import org.jspecify.annotations.NullMarked;
