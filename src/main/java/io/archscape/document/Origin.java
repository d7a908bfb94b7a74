package io.archscape.document;

import io.archscape.InputException;
import org.yaml.snakeyaml.error.Mark;

/**
 * Where a document is: a file, or a line of one.
 *
 * @param source the name that errors give
 * @param line of a file with a value a line, from 1; 0 for a whole document
 */
record Origin(String source, int line) {
  InputException mistake(Mark mark, String message) {
    return new InputException(at(Place.of(mark)) + message);
  }

  /** {@code a.yaml:3:1: }, with the line of the file where the document is one of its lines. */
  String at(Place place) {
    return source + ":" + (line > 0 ? line : place.line()) + ":" + place.column() + ": ";
  }
}
