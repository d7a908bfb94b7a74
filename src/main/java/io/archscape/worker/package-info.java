/**
 * One process that trains trials, and the other end of its pipe: requests and messages, a JSON
 * object a line, signs of life, limits. What trains is passed in. It knows no store, no plan of a
 * whole sweep and no tensor.
 */
@NullMarked
package io.archscape.worker;

import org.jspecify.annotations.NullMarked;
