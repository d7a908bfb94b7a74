package io.archscape.machine;

import java.util.Optional;

/**
 * The engine that is meant on a machine.
 *
 * @param warning in a line, if it is a slow one for want of what this machine does not have
 */
public record ChosenEngine(Engine engine, Optional<String> warning) {
  static ChosenEngine of(Engine engine) {
    return new ChosenEngine(engine, Optional.empty());
  }

  static ChosenEngine slow(Engine engine, String warning) {
    return new ChosenEngine(engine, Optional.of(warning));
  }
}
