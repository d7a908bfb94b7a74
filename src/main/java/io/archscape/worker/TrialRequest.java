package io.archscape.worker;

import io.archscape.experiment.Prune;
import io.archscape.experiment.Trial;
import java.nio.file.Path;

/**
 * What the coordinator says to a worker: one a line. The id proves that both mean one trial.
 *
 * @param checkpoint the file that lets the trial go on
 * @param prune the rule by which the worker ends it early
 */
public record TrialRequest(String id, Trial trial, String checkpoint, Prune prune) {
  public static TrialRequest of(Trial trial, Path checkpoint, Prune prune) {
    return new TrialRequest(
        trial.id(), trial, checkpoint.toAbsolutePath().normalize().toString(), prune);
  }

  public String line() {
    return Trial.DOCUMENTS.canonicalJson(this);
  }

  static TrialRequest parse(String line) {
    TrialRequest request = Trial.DOCUMENTS.readJson("coordinator", line, TrialRequest.class);
    if (!request.id.equals(request.trial.id())) {
      throw new IllegalArgumentException(
          "worker and coordinator must be of one version, got id %s for trial %s"
              .formatted(request.trial.id(), request.id));
    }
    return request;
  }
}
