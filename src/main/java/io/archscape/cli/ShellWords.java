package io.archscape.cli;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Commands as they are typed in a shell. */
final class ShellWords {
  private ShellWords() {}

  /** {@code archscape} with these words, quoted where a shell needs it. */
  static String command(String... words) {
    return Stream.concat(Stream.of("archscape"), Stream.of(words))
        .map(ShellWords::quoted)
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
