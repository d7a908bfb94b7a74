/**
 * Reads YAML and JSON into records, strictly, with file, line and column of every mistake, or key
 * by key where a document is no record; writes canonical JSON. It knows no record in particular.
 */
@NullMarked
package io.archscape.document;

import org.jspecify.annotations.NullMarked;
