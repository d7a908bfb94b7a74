package io.archscape.sweep;

import static io.archscape.Require.require;

import io.archscape.worker.Limits;
import java.util.List;
import java.util.Map;

/**
 * How a sweep is run.
 *
 * @param command of one worker, which calls {@link io.archscape.worker.Worker#serve}
 * @param environment variables added to this process's own
 * @param workers that run at a time, unless the running sweep is asked for another number
 * @param attempts that a trial is given before it has failed
 * @param limits of each worker
 */
public record RunSettings(
    List<String> command,
    Map<String, String> environment,
    int workers,
    int attempts,
    Limits limits) {
  public RunSettings {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    require(!command.isEmpty(), "a worker's command must have a first word, got none");
    require(workers >= 1, "workers must be at least 1, got workers=%d", workers);
    require(attempts >= 1, "attempts must be at least 1, got attempts=%d", attempts);
  }
}
