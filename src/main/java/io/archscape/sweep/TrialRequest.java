package io.archscape.sweep;

/** What the coordinator says to a worker: one a line. The id proves that both mean one trial. */
record TrialRequest(String id, Trial trial) {
  static TrialRequest of(Trial trial) {
    return new TrialRequest(trial.id(), trial);
  }

  String line() {
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
