/**
 * The configs of pycls (facebookresearch/pycls) as values: read as its users write them, written so
 * that it accepts them, and those of published models by name. It knows nothing of training: keys
 * about it are only named.
 */
@NullMarked
package io.archscape.pycls;

import org.jspecify.annotations.NullMarked;
