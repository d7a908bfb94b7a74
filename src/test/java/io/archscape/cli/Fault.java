package io.archscape.cli;

/** What may happen to a sweep. */
enum Fault {
  KILL_WORKER("SIGKILL of a worker"),
  KILL("SIGKILL of the coordinator"),
  TERM("SIGTERM of the coordinator"),
  CTRL_C("SIGINT of the process group, as Ctrl-C sends it"),
  HANG("SIGSTOP of a worker: it hangs"),
  SUSPEND(
      "SIGSTOP of the process group for longer than a heartbeat, then SIGCONT, as Ctrl-Z and fg"),
  CLOCK("jump of the time of day by up to ten years"),
  DAMAGE("a checkpoint damaged, the workers killed"),
  FULL_DISK("disk full"),
  READ_ONLY("store made read-only between two runs");

  private final String text;

  Fault(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
