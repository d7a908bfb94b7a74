/**
 * What a sweep is asked: spaces, numbers of models, recipe, data, claims; and the trials that
 * follow from it, in their order. A trial is a value with an id of its own. It knows no store, no
 * process and no result.
 */
@NullMarked
package io.archscape.experiment;

import org.jspecify.annotations.NullMarked;
